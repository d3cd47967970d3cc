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
from township.sheets.faults import CellFault
from township.sheets.template import TemplateShape, read_template, rows_of

# What a workbook handed out before calls it.
FORMERLY = {"公约和协议书": "covenant_agreement"}
CHECK_KEYS = FORMERLY | {label: key for key, label in CHECK_LABELS.items()}


TITLES = {name: tuple(title for title, _, _ in columns) for name, columns in SHEETS.items()}
LONGEST = {
    name: {title: longest for title, _, longest in columns if longest}
    for name, columns in SHEETS.items()
}
SHAPE = TemplateShape("表格", TITLES, known=(NOTES,), formerly={"查看方法": "考评方式"})


@dataclass
class StandardReading:
    """What a workbook says: a standard, or faults."""

    standard: Criteria | None = None
    faults: list[CellFault] = field(default_factory=list)


def read_book(path, *, code, name, levels, archive_codes, open_phones=()):
    """Read a workbook into a `criteria.Standard`.

    Args:
        path: an .xlsx file; it is parsed in a limited child process.
        code, name: of the standard it is for.
        levels: {level code: level name} of those judged by this standard.
        archive_codes: category codes that may stand as evidence.
        open_phones: numbers (digits) of offices, which may stand in the texts.
    Raises: WorkbookRefused when the file cannot be read at all.
    """
    reading = read_template(path, SHAPE, max_rows=1000, max_columns=40)
    reading.open_phones = open_phones
    if reading.faults:
        return StandardReading(faults=reading.faults)
    rules = _read_rules(reading)
    categories = _read_indicators(reading, rules, set(archive_codes))
    vetoes = _read_vetoes(reading)
    thresholds = _read_thresholds(reading, levels)
    if reading.faults:
        return StandardReading(faults=reading.faults)
    standard = Criteria(code, name, "", categories, thresholds, vetoes)
    faults = [CellFault("", "", sentence) for sentence in standard_faults(standard)]
    return StandardReading(None if faults else standard, faults)


def _rows(reading, sheet):
    return rows_of(reading, sheet, TITLES[sheet], LONGEST[sheet])


def _refuse_personal(row, *places):
    """What counts births or contraception of persons is no matter for a standard."""
    for place in places:
        refused = refusal(row.texts[place])
        if refused:
            row.fault(place, refused)


def _read_rules(reading):
    """{indicator code: [(row number, Deduction), …]}."""
    rules = {}
    for row in _rows(reading, RULES):
        code, key, label = row.text(0), row.text(1), row.text(2)
        step = row.number_at(3, exact)
        per, start = row.number_at(4, exact, Decimal(1)), row.number_at(5, exact, Decimal(0))
        most = row.number_at(7, exact, Decimal(-1))
        if row.texts[6] not in ("", "是", "否"):
            row.fault(6, "只能填“是”或“否”。")
        if not row.is_sound:
            continue
        try:
            rule = Deduction(
                key, label, step, per, start, row.texts[6] == "是", None if most == -1 else most
            )
        except ScoringError as error:
            row.fault(3, str(error))
        else:
            rules.setdefault(code, []).append((row.number, rule))
    return rules


def _read_indicators(reading, rules, archive_codes):
    names, gathered, codes = {}, {}, set()
    for row in _rows(reading, INDICATORS):
        category, name = row.text(0), row.text(1)
        if names.setdefault(category, name) != name:
            row.fault(1, f"类别{category}前面叫“{names[category]}”，这里叫“{name}”。")
        if row.texts[2] in codes:
            row.fault(2, f"指标代号“{row.texts[2]}”前面已经用过。")
        indicator = _read_indicator(row, rules, archive_codes)
        codes.add(row.texts[2])
        if indicator:
            gathered.setdefault(category, []).append(indicator)
    for code in rules.keys() - codes:
        for number, _ in rules[code]:
            reading.fault(RULES, number, 0, f"“指标”里没有指标{code}。")
    if not gathered and not reading.faults:
        reading.faults.append(CellFault(INDICATORS, "", "没有指标。"))
    if reading.faults:
        return ()
    return tuple(
        CriteriaCategory(code, names[code], tuple(ones)) for code, ones in gathered.items()
    )


def _read_indicator(row, rules, archive_codes):
    code, name, points = row.text(2), row.text(3), row.number_at(4, exact)
    rule, check = row.text(5), row.text(6)
    bonus, cap = row.text(9, is_optional=True), row.number_at(10, exact, Decimal(-1))
    evidence = tuple(
        part for part in row.texts[7].replace(",", "、").replace("，", "、").split("、") if part
    )
    for unknown in [part for part in evidence if part not in archive_codes]:
        row.fault(7, f"没有代码为“{unknown}”的档案类别。")
    _refuse_personal(row, 3, 5, 9)
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
            row.reading.fault(RULES, number, 1, told)
    return auto


def _read_vetoes(reading):
    vetoes = []
    for row in _rows(reading, VETOES):
        vetoes.append(VetoRule(row.text(0), row.text(1), row.text(2)))
    return tuple(vetoes)


def _read_thresholds(reading, levels):
    thresholds, order = [], list(levels)
    for row in _rows(reading, THRESHOLDS):
        code, total = row.text(0), row.number_at(2, exact)
        percent = row.number_at(3, exact, Decimal(0))
        if code and code not in levels:
            row.fault(0, f"这个标准不评“{code}”这一级；可以写的有{'、'.join(levels)}。")
        if row.is_sound:
            thresholds.append(ThresholdRule(code, levels[code], total, percent))
    return tuple(sorted(thresholds, key=lambda one: order.index(one.level)))
