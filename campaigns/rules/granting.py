"""Which reward follows an honour: how much, paid by whom, under the rule in force on its date.

Serves the plan's clauses 59–60 (the township pays for 区级先进, the district for higher levels,
nothing for 合格) as dated rules. Whether the rewards of several levels add up the plan leaves
open: a setting decides between paying each in full and paying only the difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

ZERO = Decimal(0)


class GrantingError(ValueError):
    """The rules cannot be applied; the message is a Chinese sentence."""


class GrantMethod(StrEnum):
    CUMULATIVE = "CUMULATIVE"
    DIFFERENCE = "DIFFERENCE"


@dataclass(frozen=True)
class GrantRule:
    """`amount` 元 for a level named from `since` until `until`, both included; None is open."""

    level: str
    amount: Decimal
    payer: str
    since: date
    until: date | None = None

    def __post_init__(self) -> None:
        _check_money(self.amount)
        if self.amount == 0:
            raise GrantingError("奖励金额应大于0；不设奖励的级别不写规则。")
        if self.until is not None and self.until < self.since:
            raise GrantingError("奖励规则的截止日期早于开始日期。")

    def is_in_force(self, on: date) -> bool:
        return self.since <= on and (self.until is None or on <= self.until)


@dataclass(frozen=True)
class Grant:
    level: str
    amount: Decimal
    payer: str
    reason: str


def rule_for(rules: Iterable[GrantRule], level: str, on: date) -> GrantRule | None:
    """The latest rule in force for `level` on the day, or None where none provides a reward.

    Two rules beginning on the same day leave the choice open: GrantingError.
    """
    fitting = [one for one in rules if one.level == level and one.is_in_force(on)]
    if not fitting:
        return None
    latest = max(one.since for one in fitting)
    chosen = [one for one in fitting if one.since == latest]
    if len(chosen) > 1:
        raise GrantingError("同一级别在同一天起有两条奖励规则，请先停用一条。")
    return chosen[0]


def grant(
    rules: Iterable[GrantRule],
    level: str,
    on: date,
    method: GrantMethod,
    already: Iterable[Decimal] = (),
) -> Grant | None:
    """What an honour at `level` of the day `on` is worth, or None for no reward.

    `already` are the amounts (元) granted to the same village for lower levels in this campaign;
    only DIFFERENCE takes them off.
    """
    rule = rule_for(rules, level, on)
    if rule is None:
        return None
    earlier = [_check_money(one) for one in already]
    if method == GrantMethod.CUMULATIVE:
        return Grant(level, rule.amount, rule.payer, f"按规定奖励{rule.amount:.2f}元。")
    before = sum(earlier, ZERO)
    due = rule.amount - before
    if due <= 0:
        return None
    reason = f"按规定奖励{rule.amount:.2f}元"
    reason += f"，此前已奖励{before:.2f}元，补差{due:.2f}元。" if before else "。"
    return Grant(level, due, rule.payer, reason)


def _check_money(amount: Decimal) -> Decimal:
    if not isinstance(amount, Decimal) or not amount.is_finite():
        raise GrantingError("金额必须是精确的十进制数。")
    if amount < 0 or amount != round(amount, 2):
        raise GrantingError("金额不能是负数，最多两位小数。")
    return amount
