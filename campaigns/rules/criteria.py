"""What a standard is made of: categories, indicators with points and deduction rules, vetoes.

Serves the plan's two standards (先进 and 合格) and section 3.2 of the domain dossier. The classes
hold exact `Decimal` values only and refuse what could never be scored; `standard_faults` says what
is wrong with a standard as a whole, for a preset file as for a workbook sent by the district.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from functools import cached_property

from campaigns.rules import redline

PLACE = Decimal("0.1")
ZERO = Decimal(0)
FULL = Decimal(100)
LARGEST = Decimal(10) ** 9  # beyond it, rounding would leave the decimal context


class ScoringError(ValueError):
    """The input cannot be scored; the message is a Chinese sentence."""


def exact(value: Decimal | int | str) -> Decimal:
    """`value` as a finite Decimal. Floats are refused: 0.1 + 0.2 must be 0.3."""
    if isinstance(value, (float, bool)):
        raise ScoringError(f"分值“{value}”必须是精确的十进制数。")
    try:
        number = value if isinstance(value, Decimal) else Decimal(value)
    except ArithmeticError:
        raise ScoringError(f"“{value}”不是数字。") from None
    if not number.is_finite():
        raise ScoringError(f"“{value}”不是数字。")
    if abs(number) > LARGEST:
        raise ScoringError(f"“{value}”太大，不是分值。")
    return number


def one_place(value: Decimal | int | str) -> Decimal:
    """Rounded to one decimal place, half up."""
    return exact(value).quantize(PLACE, ROUND_HALF_UP)


@dataclass(frozen=True)
class Deduction:
    """A rule that can be computed: `step` points off for each begun `per` beyond `start`.

    With `below` the measure must reach `start`, otherwise it must not exceed it. `most` limits
    what this rule takes off. `label` is a phrase in which {n} is the measure and {start} the bar.
    """

    key: str
    label: str
    step: Decimal
    per: Decimal = Decimal(1)
    start: Decimal = ZERO
    below: bool = False
    most: Decimal | None = None

    def __post_init__(self) -> None:
        if self.step <= 0 or self.per <= 0:
            raise ScoringError(f"扣分规则“{self.key}”的扣分和计量单位都要大于0。")

    def amount(self, measure: Decimal | int) -> Decimal:
        beyond = self.start - exact(measure) if self.below else exact(measure) - self.start
        if beyond <= 0:
            return ZERO
        taken = self.step * (beyond / self.per).to_integral_value(ROUND_CEILING)
        return taken if self.most is None else min(taken, self.most)


@dataclass(frozen=True)
class IndicatorRule:
    """One line of a standard. `cap` is what a bonus may raise the points to, None for no bonus."""

    code: str
    name: str
    points: Decimal
    rule: str
    check: str
    evidence: tuple[str, ...] = ()
    deductions: tuple[Deduction, ...] = ()
    auto: str = ""
    bonus_rule: str = ""
    cap: Decimal | None = None

    def __post_init__(self) -> None:
        if self.points <= 0 or self.points != one_place(self.points):
            raise ScoringError(f"指标{self.code}的分值要大于0，最多一位小数。")
        if self.top < self.points:
            raise ScoringError(f"指标{self.code}加分后的上限不能低于分值。")

    @property
    def top(self) -> Decimal:
        return self.points if self.cap is None else self.cap


@dataclass(frozen=True)
class CriteriaCategory:
    code: str
    name: str
    indicators: tuple[IndicatorRule, ...]

    def __post_init__(self) -> None:
        if not self.indicators:
            raise ScoringError(f"类别“{self.name}”没有指标。")

    @cached_property
    def points(self) -> Decimal:
        return sum((one.points for one in self.indicators), ZERO)


@dataclass(frozen=True)
class ThresholdRule:
    """What a level asks: a total, and a share of every category's points (0 for none)."""

    level: str
    name: str
    total: Decimal
    category_percent: Decimal = ZERO


@dataclass(frozen=True)
class VetoRule:
    code: str
    name: str
    rule: str


@dataclass(frozen=True)
class Criteria:
    code: str
    name: str
    version: str
    categories: tuple[CriteriaCategory, ...]
    thresholds: tuple[ThresholdRule, ...]
    vetoes: tuple[VetoRule, ...] = ()

    @cached_property
    def indicators(self) -> tuple[IndicatorRule, ...]:
        return tuple(one for category in self.categories for one in category.indicators)

    @property
    def points(self) -> Decimal:
        return sum((category.points for category in self.categories), ZERO)

    @cached_property
    def codes(self) -> dict[str, IndicatorRule]:
        return {one.code: one for one in self.indicators}

    def indicator(self, code: str) -> IndicatorRule:
        if code not in self.codes:
            raise ScoringError(f"指标“{code}”不在《{self.name}》（版本{self.version}）中。")
        return self.codes[code]


def standard_faults(standard: Criteria) -> tuple[str, ...]:
    """What makes a standard unusable, as sentences; empty when it may be issued."""
    faults = []
    for what, codes in (
        ("类别", [one.code for one in standard.categories]),
        ("指标", [one.code for one in standard.indicators]),
        ("一票否决情形", [one.code for one in standard.vetoes]),
        ("级别", [one.level for one in standard.thresholds]),
    ):
        twice = [code for code, times in Counter(codes).items() if times > 1]
        faults += [f"{what}代码“{code}”重复。" for code in twice]
    if standard.points != FULL:
        faults.append(f"各指标分值合计{standard.points}分，应为{FULL}分。")
    if not standard.thresholds:
        faults.append("没有规定任何级别的达标分数。")
    for one in standard.thresholds:
        if not (0 < one.total <= FULL and 0 <= one.category_percent <= 100):
            faults.append(f"{one.name}的达标分数或每类最低比例不在0至100之间。")
    for row in standard.indicators:
        refused = redline.refusal(f"{row.name} {row.rule} {row.bonus_rule}")
        if refused:
            faults.append(f"指标{row.code}“{row.name}”不能采用：{refused}")
    return tuple(faults)
