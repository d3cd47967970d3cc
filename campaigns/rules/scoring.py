"""What a village's score sheet is worth, and which level it reaches.

Serves the plan's yearly evaluation and section 3 of the domain dossier: every indicator starts at
its full points, deductions never lead below zero, points carry one decimal place (half up), an
unscored indicator is not a zero, and a veto stands only on a cited fact seen by two persons.

Everything is exact `Decimal` arithmetic on plain values. Points are numbers of 分; `percent` is
0–100. Sentences returned are for the page and say what is wrong or why.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from campaigns.rules.criteria import (
    ZERO,
    Criteria,
    IndicatorRule,
    ScoringError,
    ThresholdRule,
    exact,
    one_place,
)


class ScoringMethod(StrEnum):
    """How several evaluators' points become one; a setting of the round."""

    MEAN = "MEAN"
    MEDIAN = "MEDIAN"
    TRIMMED = "TRIMMED"


@dataclass(frozen=True)
class MarkEntry:
    """What one evaluator gave one indicator; `points` None means not scored yet."""

    code: str
    points: Decimal | None
    reason: str = ""


@dataclass(frozen=True)
class CategoryTotal:
    code: str
    name: str
    points: Decimal | None
    most: Decimal
    percent: Decimal | None


@dataclass(frozen=True)
class SheetTotal:
    """`points` is None while anything is unscored; `scored` is the sum so far."""

    points: Decimal | None
    scored: Decimal
    categories: tuple[CategoryTotal, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True)
class ScoreLine:
    code: str
    points: Decimal | None
    scores: tuple[Decimal | None, ...]
    spread: Decimal | None


@dataclass(frozen=True)
class Combined:
    """The sheet made from several evaluators' sheets, line by line."""

    lines: tuple[ScoreLine, ...]
    total: SheetTotal
    spread: Decimal | None
    is_spread_flagged: bool
    each: tuple[Decimal | None, ...]  # the evaluators' own totals


@dataclass(frozen=True)
class VetoFact:
    """`found_by` and `confirmed_by` identify persons and must differ."""

    code: str
    fact: str
    found_by: Hashable
    confirmed_by: Hashable | None = None

    @property
    def is_confirmed(self) -> bool:
        return bool(self.fact.strip()) and self.confirmed_by not in (None, self.found_by)


@dataclass(frozen=True)
class LevelOutcome:
    """Whether a level's threshold is met. `is_decided` is False while something is still open."""

    level: str
    name: str
    is_reached: bool
    is_decided: bool
    reasons: tuple[str, ...]


def points(
    indicator: IndicatorRule,
    deductions: Iterable[Decimal | int | str],
    bonus: Decimal | int | str = 0,
) -> Decimal:
    """Full points less deductions plus bonus, never below 0 or above the indicator's top."""
    taken = [exact(one) for one in deductions]
    added = exact(bonus)
    if added < 0 or any(one < 0 for one in taken):
        raise ScoringError(f"指标{indicator.code}：扣分和加分都不能是负数。")
    if added and indicator.cap is None:
        raise ScoringError(f"指标{indicator.code}：标准没有规定加分。")
    reached = indicator.points - sum(taken, ZERO) + added
    return one_place(min(max(reached, ZERO), indicator.top))


LONGEST_REASON = 1000


def entry_faults(standard: Criteria, entry: MarkEntry) -> tuple[str, ...]:
    """Why this entry cannot stand; empty when it can. Not scored yet is no fault."""
    try:
        indicator = standard.indicator(entry.code)
        given = None if entry.points is None else exact(entry.points)
    except ScoringError as wrong:
        return (str(wrong),)
    if given is None:
        return ()
    faults = []
    if given < 0:
        faults.append(f"指标{entry.code}：得分不能小于0。")
    if given > indicator.top:
        faults.append(f"指标{entry.code}：得分{given}超过了最高分{one_place(indicator.top)}。")
    if given != one_place(given):
        faults.append(f"指标{entry.code}：得分{given}最多保留一位小数。")
    if given != indicator.points and not entry.reason.strip():
        faults.append(f"指标{entry.code}：不是满分，请写明扣分或加分的理由。")
    if len(entry.reason) > LONGEST_REASON:
        told = f"理由有{len(entry.reason)}个字，最多{LONGEST_REASON}个"
        faults.append(f"指标{entry.code}：{told}，请缩短。")
    return tuple(faults)


def sheet_total(standard: Criteria, scores: Mapping[str, Decimal | None]) -> SheetTotal:
    """Totals by category and in all. A code that the standard lacks raises ScoringError."""
    for code in scores:
        standard.indicator(code)
    categories, missing, scored = [], [], ZERO
    for category in standard.categories:
        given = {one.code: scores.get(one.code) for one in category.indicators}
        lacking = [code for code, value in given.items() if value is None]
        so_far = sum((exact(value) for value in given.values() if value is not None), ZERO)
        missing += lacking
        scored += so_far
        reached = None if lacking else one_place(so_far)
        percent = None if reached is None else one_place(reached * 100 / category.points)
        categories.append(
            CategoryTotal(category.code, category.name, reached, category.points, percent)
        )
    scored = one_place(scored)
    return SheetTotal(None if missing else scored, scored, tuple(categories), tuple(missing))


def aggregate(scores: Sequence[Decimal | None], method: ScoringMethod) -> Decimal | None:
    """One value from several evaluators', or None when nobody scored or somebody has not yet.

    TRIMMED leaves out one highest and one lowest from three on, and is the mean below that.
    """
    given = sorted(exact(one) for one in scores if one is not None)
    if not given or len(given) < len(scores):
        return None
    middle = len(given) // 2
    if method == ScoringMethod.MEDIAN:
        given = given[middle : middle + 1] if len(given) % 2 else given[middle - 1 : middle + 1]
    elif method == ScoringMethod.TRIMMED and len(given) >= 3:
        given = given[1:-1]
    return one_place(sum(given, ZERO) / len(given))


def spread(scores: Sequence[Decimal | None]) -> Decimal | None:
    """Highest less lowest, or None when nobody scored or somebody has not yet."""
    given = [exact(one) for one in scores if one is not None]
    if not given or len(given) < len(scores):
        return None
    return max(given) - min(given)


def combine(
    standard: Criteria,
    sheets: Sequence[Mapping[str, Decimal | None]],
    method: ScoringMethod,
    spread_limit: Decimal,
) -> Combined:
    """Aggregates line by line, so that the lines shown add up to the total shown.

    The sheets' totals are flagged when they lie more than `spread_limit` points apart.
    """
    each = tuple(sheet_total(standard, sheet).points for sheet in sheets)
    apart = spread(each)
    lines = []
    for one in standard.indicators:
        scores = tuple(sheet.get(one.code) for sheet in sheets)
        lines.append(ScoreLine(one.code, aggregate(scores, method), scores, spread(scores)))
    total = sheet_total(standard, {line.code: line.points for line in lines})
    is_flagged = apart is not None and apart > exact(spread_limit)
    return Combined(tuple(lines), total, apart, is_flagged, each)


def lead_fault(fact: str) -> str:
    """Why a lead to a veto cannot be entered; "" when it can."""
    return "" if fact.strip() else "一票否决必须写明所依据的事实。"


def second_person_fault(found_by: Hashable, by: Hashable) -> str:
    """Why this person cannot decide on a lead to a veto; "" who is not the one that found it."""
    return "提出人不能自己核实一票否决，请由另一人核实。" if by == found_by else ""


def veto_sentence(name: str, fact: str) -> str:
    """How a confirmed veto stands among the reasons against a level."""
    return f"存在一票否决情形：{name}（{fact.strip().rstrip('。')}）。"


def outcomes(
    standard: Criteria, total: SheetTotal, findings: Iterable[VetoFact] = ()
) -> tuple[LevelOutcome, ...]:
    """One outcome for every threshold of the standard, in its order."""
    names = {veto.code: veto.name for veto in standard.vetoes}
    confirmed, still_open = [], []
    for finding in findings:
        name = names.get(finding.code, finding.code)
        if finding.is_confirmed:
            confirmed.append(veto_sentence(name, finding.fact))
        else:
            still_open.append(f"一票否决线索“{name}”尚待第二人核实。")
    if total.missing:
        still_open.append(f"还有{len(total.missing)}项未评分：{'、'.join(total.missing)}。")
    return tuple(_outcome(one, total, confirmed, still_open) for one in standard.thresholds)


def _outcome(
    threshold: ThresholdRule, total: SheetTotal, confirmed: list[str], still_open: list[str]
) -> LevelOutcome:
    # A confirmed veto decides at once: no further score can heal it.
    if confirmed or still_open:
        reasons = (*confirmed, *still_open)
        return LevelOutcome(threshold.level, threshold.name, False, bool(confirmed), reasons)
    if short := _shortfalls(threshold, total):
        return LevelOutcome(threshold.level, threshold.name, False, True, tuple(short))
    met = f"总分{total.scored}分，达到{threshold.name}要求的{one_place(threshold.total)}分"
    met += "，各类得分也达到要求。" if threshold.category_percent else "。"
    return LevelOutcome(threshold.level, threshold.name, True, True, (met,))


def _shortfalls(threshold: ThresholdRule, total: SheetTotal) -> list[str]:
    reasons = []
    short = threshold.total - total.scored
    if short > 0:
        reasons.append(
            f"总分{total.scored}分，低于{threshold.name}要求的{one_place(threshold.total)}分，"
            f"差{one_place(short)}分。"
        )
    for category in total.categories:
        # Compared before rounding: 79.96 % is shown as 80.0 % and still falls short.
        needed = category.most * threshold.category_percent / 100
        if category.points is not None and category.points < needed:
            reasons.append(
                f"“{category.name}”得{category.points}分，满分{one_place(category.most)}分，"
                f"低于每类须得{threshold.category_percent.normalize():f}%的要求。"
            )
    return reasons
