"""Reading a standard's workbook back, cell by cell.

Reading never trusts the sheet: sheets, columns and values must be where the template has them, and
every fault is told by cell. Indicators that count births or contraception of persons are refused
with the reason (`redline`).
"""

from dataclasses import dataclass, field
from decimal import Decimal

from campaigns.rules.criteria import (
    Criteria,
    CriteriaCategory,
    Deduction,
    IndicatorRule,
    ScoringError,
    ThresholdRule,
    VetoRule,
    exact,
    standard_faults,
)
from campaigns.rules.proposal import CHECKS
from campaigns.rules.redline import refusal
from campaigns.sheets.standard import (
    CHECK_LABELS,
    INDICATORS,
    NOTES,
    RULES,
    SHEETS,
    THRESHOLDS,
    VETOES,
)
from township.files.workbooks import cell_name, read_workbook

CHECK_KEYS = {label: key for key, label in CHECK_LABELS.items()}


@dataclass(frozen=True)
class Fault:
    """One thing wrong with the workbook; `cell` is "" when it is not about one cell."""

    sheet: str
    cell: str
    sentence: str

    def __str__(self):
        place = f"“{self.sheet}”{self.cell}：" if self.sheet else ""
        return f"{place}{self.sentence}"


@dataclass
class StandardReading:
    """What a workbook says: a standard, or faults."""

    standard: Criteria | None = None
    faults: list = field(default_factory=list)

    def add(self, sheet, row, column, sentence):
        self.faults.append(Fault(sheet, cell_name(row, column), sentence))


def read_book(path, *, code, name, levels, archive_codes):
    """Read a workbook into a `criteria.Standard`.

    Args:
        path: an .xlsx file; it is parsed in a limited child process.
        code, name: of the standard it is for.
        levels: {level code: level name} of those judged by this standard.
        archive_codes: category codes that may stand as evidence.
    Raises: WorkbookRefused when the file cannot be read at all.
    """
    reading = StandardReading()
    sheets = {sheet.name: sheet for sheet in read_workbook(path, max_rows=1000, max_columns=40)}
    _check_sheets(reading, sheets)
    if reading.faults:
        return reading
    rules = _read_rules(reading, sheets[RULES])
    categories = _read_indicators(reading, sheets[INDICATORS], rules, set(archive_codes))
    vetoes = _read_vetoes(reading, sheets[VETOES])
    thresholds = _read_thresholds(reading, sheets[THRESHOLDS], levels)
    if reading.faults:
        return reading
    standard = Criteria(code, name, "", categories, thresholds, vetoes)
    faults = standard_faults(standard)
    reading.faults += [Fault("", "", sentence) for sentence in faults]
    reading.standard = None if faults else standard
    return reading


def _check_sheets(reading, sheets):
    for name in SHEETS:
        if name not in sheets:
            reading.faults.append(Fault("", "", f"缺少工作表“{name}”，请用导出的表格填写。"))
    for name in sheets:
        if name not in SHEETS and name != NOTES:
            reading.faults.append(Fault("", "", f"多了工作表“{name}”，请删去。"))
    for name, sheet in sheets.items():
        for cell in sheet.formulas:
            reading.faults.append(Fault(name, cell, "有公式，请改成数字或文字。"))
    for name, columns in SHEETS.items():
        sheet = sheets.get(name)
        for place, (title, _, _) in enumerate(columns if sheet else ()):
            found = sheet.cell(0, place)
            if found != title:
                told = f"这一列应是“{title}”，现在是“{found or '空'}”。列的位置不要移动。"
                reading.add(name, 0, place, told)
        extra = sheet.cell(0, len(columns)) if sheet else ""
        if extra:
            reading.add(name, 0, len(columns), f"多了一列“{extra}”，请删去。")


def _filled(sheet):
    """(row number, texts) of the rows below the head that are not empty."""
    width = len(SHEETS[sheet.name])
    for number in range(1, len(sheet.rows)):
        texts = [sheet.cell(number, place) for place in range(width)]
        if any(texts):
            yield number, texts


class _Row:
    """Cells of one row with their checks; faults go to the reading."""

    def __init__(self, reading, sheet, number, texts):
        self.reading, self.sheet, self.number, self.texts = reading, sheet, number, texts
        self.is_sound = True

    def fault(self, place, sentence):
        self.is_sound = False
        self.reading.add(self.sheet, self.number, place, sentence)

    def text(self, place, *, is_optional=False):
        value = self.texts[place]
        title, _, longest = SHEETS[self.sheet][place]
        if not value and not is_optional:
            self.fault(place, f"“{title}”没有填写。")
        if longest and len(value) > longest:
            self.fault(place, f"“{title}”最多{longest}个字，现在有{len(value)}个。")
        return value

    def refuse_personal(self, *places):
        """What counts births or contraception of persons is no matter for a standard."""
        for place in places:
            refused = refusal(self.texts[place])
            if refused:
                self.fault(place, refused)

    def number_at(self, place, default=None):
        value = self.texts[place]
        title = SHEETS[self.sheet][place][0]
        if not value:
            if default is None:
                self.fault(place, f"“{title}”没有填写。")
            return default
        try:
            return exact(value)
        except ScoringError:
            self.fault(place, f"“{title}”应是数字，现在是“{value}”。")
            return None


def _read_rules(reading, sheet):
    """{indicator code: [(row number, Deduction), …]}."""
    rules = {}
    for number, texts in _filled(sheet):
        row = _Row(reading, RULES, number, texts)
        code, key, label = row.text(0), row.text(1), row.text(2)
        step = row.number_at(3)
        per, start = row.number_at(4, Decimal(1)), row.number_at(5, Decimal(0))
        most = row.number_at(7, Decimal(-1))
        if texts[6] not in ("", "是", "否"):
            row.fault(6, "只能填“是”或“否”。")
        if not row.is_sound:
            continue
        try:
            rule = Deduction(
                key, label, step, per, start, texts[6] == "是", None if most == -1 else most
            )
        except ScoringError as error:
            row.fault(3, str(error))
        else:
            rules.setdefault(code, []).append((number, rule))
    return rules


def _read_indicators(reading, sheet, rules, archive_codes):
    names, gathered, codes = {}, {}, set()
    for number, texts in _filled(sheet):
        row = _Row(reading, INDICATORS, number, texts)
        category, name = row.text(0), row.text(1)
        if names.setdefault(category, name) != name:
            row.fault(1, f"类别{category}前面叫“{names[category]}”，这里叫“{name}”。")
        if texts[2] in codes:
            row.fault(2, f"指标代号“{texts[2]}”前面已经用过。")
        indicator = _read_indicator(row, rules, archive_codes)
        codes.add(texts[2])
        if indicator:
            gathered.setdefault(category, []).append(indicator)
    for code in rules.keys() - codes:
        for number, _ in rules[code]:
            reading.add(RULES, number, 0, f"“指标”里没有指标{code}。")
    if not gathered and not reading.faults:
        reading.faults.append(Fault(INDICATORS, "", "没有指标。"))
    if reading.faults:
        return ()
    return tuple(
        CriteriaCategory(code, names[code], tuple(ones)) for code, ones in gathered.items()
    )


def _read_indicator(row, rules, archive_codes):
    code, name, points = row.text(2), row.text(3), row.number_at(4)
    rule, check = row.text(5), row.text(6)
    bonus, cap = row.text(9, is_optional=True), row.number_at(10, Decimal(-1))
    evidence = tuple(
        part for part in row.texts[7].replace(",", "、").replace("，", "、").split("、") if part
    )
    for unknown in [part for part in evidence if part not in archive_codes]:
        row.fault(7, f"没有代码为“{unknown}”的档案类别。")
    row.refuse_personal(3, 5, 9)
    auto = _check_of(row, rules.get(code, []))
    if not row.is_sound:
        return None
    try:
        return IndicatorRule(
            code=code,
            name=name,
            points=points,
            rule=rule,
            check=check,
            evidence=evidence,
            deductions=tuple(rule for _, rule in rules.get(code, [])),
            auto=auto,
            bonus_rule=bonus,
            cap=None if cap == -1 else cap,
        )
    except ScoringError as error:
        row.fault(4, str(error))
        return None


def _check_of(row, rules):
    """The check that a row names, "" for none; the rules must be something it counts."""
    label = row.text(8, is_optional=True)
    auto = label and CHECK_KEYS.get(label, "")
    if label and not auto:
        row.fault(8, f"系统没有“{label}”这项核对，请从下拉框里选，或者空着由考评员判断。")
        return ""
    for number, rule in rules:
        if not auto or rule.key not in CHECKS[auto]:
            told = f"核对项“{rule.key}”不属于指标{row.texts[2]}的系统核对。"
            row.is_sound = False
            row.reading.add(RULES, number, 1, told)
    return auto


def _read_vetoes(reading, sheet):
    vetoes = []
    for number, texts in _filled(sheet):
        row = _Row(reading, VETOES, number, texts)
        vetoes.append(VetoRule(row.text(0), row.text(1), row.text(2)))
    return tuple(vetoes)


def _read_thresholds(reading, sheet, levels):
    thresholds, order = [], list(levels)
    for number, texts in _filled(sheet):
        row = _Row(reading, THRESHOLDS, number, texts)
        code, total, percent = row.text(0), row.number_at(2), row.number_at(3, Decimal(0))
        if code and code not in levels:
            row.fault(0, f"这个标准不评“{code}”这一级；可以写的有{'、'.join(levels)}。")
        if row.is_sound:
            thresholds.append(ThresholdRule(code, levels[code], total, percent))
    return tuple(sorted(thresholds, key=lambda one: order.index(one.level)))
