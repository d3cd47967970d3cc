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
from campaigns.rules.criteria import exact
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
from township.files.cellnames import cell_name
from township.files.workbooks import WorkbookRefused
from township.personal.models import OpenPhone
from township.sheets.template import TemplateShape, read_template, rows_of

MOST_ROWS = 20000
TITLES = tuple(title for title, _ in COLUMNS)
FORMERLY = {"打分": POINTS, "查看方法": "考评方式", "村自评": "自评"}
SHAPE = TemplateShape(
    "评分表", {POINTS: TITLES}, needed=(ADVICE,), known=(RECORDS,), formerly=FORMERLY
)


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


def read_book(path, round, user):
    """What a workbook says for a round and person. Raises WorkbookRefused for the whole file."""
    template = read_template(path, SHAPE, max_rows=MOST_ROWS, max_columns=30)
    if template.faults:
        return WorkbookReading(faults=template.faults)
    sheets = sheets_of(round, user)
    _check_token(template.sheets[ADVICE].cell(*TOKEN_CELL), round, user, sheets)
    template.open_phones = OpenPhone.objects.of(round.campaign.township)
    entries = list(_entries(template, sheets))
    return WorkbookReading(entries, template.faults)


def _check_token(token, round, user, sheets):
    try:
        round_pk, user_pk, versions = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        raise WorkbookRefused("“说明”里的编号不对，请用系统导出的评分表填写。") from None
    if round_pk != round.pk:
        raise WorkbookRefused(f"这份表格不是{round}的，请换成本次考评导出的表格。")
    if user_pk != user.pk:
        raise WorkbookRefused("这份表格是别人的评分表，只能由本人导入。")
    now = {sheet.evaluation.standard_version_id for sheet in sheets}
    if not now <= set(versions):
        raise WorkbookRefused("表格导出以后标准或分配的村有变化，请重新导出再填写。")


def _entries(template, sheets):
    """The ReadMark of every filled line; what is wrong is noted in the template's faults."""
    by_name = {str(sheet.evaluation.village): sheet for sheet in sheets}
    rules = sheet_queries.Rules({sheet.evaluation.standard_version_id for sheet in sheets})
    scores = {
        (score.sheet_id, score.indicator_id): score
        for score in Score.objects.filter(sheet__in=sheets)
    }
    against = {sheet.pk: list(sheet_queries.against_scoring(sheet)) for sheet in sheets}
    seen = set()
    for row in rows_of(template, POINTS, TITLES):
        sheet = by_name.get(row.texts[VILLAGE])
        if sheet is None:
            row.fault(VILLAGE, f"“{row.texts[VILLAGE]}”不在分配给您的村（社区）中。")
            continue
        indicator = rules.get(sheet, row.texts[CODE])
        place = indicator and (sheet.pk, indicator.pk)
        if indicator is None or place in seen:
            what = "重复了" if indicator else "不在这个村的考评标准里"
            row.fault(CODE, f"指标“{row.texts[CODE]}”{what}。")
            continue
        seen.add(place)
        entry = _entry(row, sheet, indicator, scores.get(place), rules)
        if entry and against[sheet.pk] and entry.is_change:
            row.fault(GIVEN, f"{sheet.evaluation.village}：{against[sheet.pk][0]}")
        elif entry:
            yield entry


def _entry(row, sheet, indicator, kept, rules):
    """The ReadMark of a line; None where it is empty or its faults were told."""
    reason = row.words(REASON)
    if not row.texts[GIVEN]:
        if reason and not (kept and kept.reason == reason):
            row.fault(GIVEN, "写了理由，没有填得分。")
        return None
    points = row.number_at(GIVEN, exact)
    if points is None:
        return None
    mark = sheet_queries.Mark(_tidy(points), reason)
    for sentence in rules.faults(indicator, mark):
        row.fault(GIVEN, sentence)
    if not row.is_sound:
        return None
    is_newer = kept is not None and str(kept.version) != row.texts[VERSION]
    return ReadMark(sheet, indicator, cell_name(row.number, GIVEN), mark, kept, is_newer)


def _tidy(number: Decimal):
    """3.50 as 3.5 and 4.0 as 4: trailing zeros are no further decimal places."""
    return number if number == 0 else Decimal(f"{number.normalize():f}")
