"""Reading an evaluator's workbook back, cell by cell; nothing is written while one cell is wrong.

A file of another round, person or standard version is refused, and so are moved columns, further
sheets, formulas and more rows than there are indicators. What was changed online since the file
was made is not overwritten silently: it is a conflict, and the evaluator chooses.
"""

from dataclasses import dataclass, field
from decimal import Decimal

from django.core import signing

from campaigns.models import Score
from campaigns.queries import sheet as sheet_queries
from campaigns.rules.criteria import ScoringError, exact
from campaigns.sheets.workbook import (
    ADVICE,
    CODE,
    COLUMNS,
    GIVEN,
    POINTS,
    REASON,
    RECORDS,
    SALT,
    TOKEN_CELL,
    VERSION,
    VILLAGE,
    sheets_of,
)
from township.files.workbooks import WorkbookRefused, cell_name, read_workbook

MOST_ROWS = 20000


@dataclass(frozen=True)
class ReadMark:
    """One filled line of the file beside what stands online."""

    sheet: object
    indicator: object
    cell: str
    mark: sheet_queries.Mark
    kept: Score | None
    is_conflict: bool

    @property
    def key(self):
        return f"{self.sheet.pk}-{self.indicator.pk}"

    @property
    def is_change(self):
        if self.kept is None or self.kept.points is None:
            return True
        return (self.kept.points, self.kept.reason) != (self.mark.points, self.mark.reason)


@dataclass
class WorkbookReading:
    entries: list = field(default_factory=list)
    faults: list = field(default_factory=list)

    @property
    def changes(self):
        return [one for one in self.entries if one.is_change and not one.is_conflict]

    @property
    def conflicts(self):
        return [one for one in self.entries if one.is_change and one.is_conflict]

    def fault(self, sheet, row, column, sentence):
        self.faults.append(f"“{sheet}”{cell_name(row, column)}：{sentence}")


def read_book(path, round, user):
    """What a workbook says for a round and person. Raises WorkbookRefused for the whole file."""
    reading = WorkbookReading()
    pages = {page.name: page for page in read_workbook(path, max_rows=MOST_ROWS, max_columns=30)}
    _check_pages(reading, pages)
    if reading.faults:
        return reading
    sheets = sheets_of(round, user)
    _check_token(pages[ADVICE].cell(*TOKEN_CELL), round, user, sheets)
    _read_points(reading, pages[POINTS], sheets)
    return reading


def _check_pages(reading, pages):
    for name in (ADVICE, POINTS):
        if name not in pages:
            reading.faults.append(f"缺少工作表“{name}”，请用系统导出的打分表填写。")
    for name, page in pages.items():
        if name not in (ADVICE, POINTS, RECORDS):
            reading.faults.append(f"多了工作表“{name}”，请删去。")
        for cell in page.formulas:
            reading.faults.append(f"“{name}”{cell}：有公式，请改成数字或文字。")
    page = pages.get(POINTS)
    for place, (title, _) in enumerate(COLUMNS if page else ()):
        found = page.cell(0, place)
        if found != title:
            told = f"这一列应是“{title}”，现在是“{found or '空'}”。列的位置不要移动。"
            reading.fault(POINTS, 0, place, told)
    if page and page.cell(0, len(COLUMNS)):
        reading.fault(POINTS, 0, len(COLUMNS), "多了一列，请删去。")


def _check_token(token, round, user, sheets):
    try:
        round_pk, user_pk, versions = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise WorkbookRefused("“说明”里的编号不对，请用系统导出的打分表填写。") from None
    if round_pk != round.pk:
        raise WorkbookRefused(f"这份表格不是{round}的，请换成本次考评导出的表格。")
    if user_pk != user.pk:
        raise WorkbookRefused("这份表格是别人的打分表，只能由本人导入。")
    now = {sheet.evaluation.standard_version_id for sheet in sheets}
    if not now <= set(versions):
        raise WorkbookRefused("表格导出以后标准或分配的村有变化，请重新导出再填写。")


def _read_points(reading, page, sheets):
    by_name = {str(sheet.evaluation.village): sheet for sheet in sheets}
    rules = sheet_queries.Rules({sheet.evaluation.standard_version_id for sheet in sheets})
    scores = {
        (score.sheet_id, score.indicator_id): score
        for score in Score.objects.filter(sheet__in=sheets)
    }
    against = {sheet.pk: list(sheet_queries.against_scoring(sheet)) for sheet in sheets}
    seen = set()
    for row in range(1, len(page.rows)):
        if not any(page.rows[row]):
            continue
        sheet = by_name.get(page.cell(row, VILLAGE))
        if sheet is None:
            told = f"“{page.cell(row, VILLAGE)}”不在分配给您的村里。"
            reading.fault(POINTS, row, VILLAGE, told)
            continue
        indicator = rules.get(sheet, page.cell(row, CODE))
        if indicator is None or (sheet.pk, indicator.pk) in seen:
            what = "重复了" if indicator else "不在这个村的考评标准里"
            reading.fault(POINTS, row, CODE, f"指标“{page.cell(row, CODE)}”{what}。")
            continue
        seen.add((sheet.pk, indicator.pk))
        kept = scores.get((sheet.pk, indicator.pk))
        entry = _read_row(reading, page, row, sheet, indicator, kept, rules)
        if entry and entry.is_change and against[sheet.pk]:
            told = f"{sheet.evaluation.village}：{against[sheet.pk][0]}"
            reading.fault(POINTS, row, GIVEN, told)
        elif entry:
            reading.entries.append(entry)


def _read_row(reading, page, row, sheet, indicator, kept, rules):
    """The Entry of a filled line; None where it is empty or its faults were told."""
    given, reason = page.cell(row, GIVEN).strip(), page.cell(row, REASON).strip()
    if not given:
        if reason and not (kept and kept.reason == reason):
            reading.fault(POINTS, row, GIVEN, "写了理由，没有填得分。")
        return None
    try:
        mark = sheet_queries.Mark(_tidy(exact(given)), reason)
    except ScoringError:
        reading.fault(POINTS, row, GIVEN, f"得分应是数字，现在是“{given}”。")
        return None
    faults = rules.faults(indicator, mark)
    for sentence in faults:
        reading.fault(POINTS, row, GIVEN, sentence)
    if faults:
        return None
    is_newer = kept is not None and str(kept.version) != page.cell(row, VERSION)
    return ReadMark(sheet, indicator, cell_name(row, GIVEN), mark, kept, is_newer)


def _tidy(number: Decimal):
    """3.50 as 3.5 and 4.0 as 4: trailing zeros are no further decimal places."""
    return number if number == 0 else Decimal(f"{number.normalize():f}")
