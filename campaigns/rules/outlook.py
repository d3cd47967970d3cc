"""How a village stands towards its target of a year, and why: what a leader reads first.

Serves the plan's monthly look at progress (clauses 49 to 51). Worst first: a village that missed
its target stands above one that may still reach it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import IntEnum


class Outlook(IntEnum):
    """Ordered: what a leader should look at first is the smallest."""

    MISSED = 0
    AT_RISK = 1
    ON_THE_WAY = 2
    REACHED = 3
    NO_TARGET = 4

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def tone(self) -> str:
        return _TONES[self]


_LABELS = {
    Outlook.MISSED: "逾期未达",
    Outlook.AT_RISK: "有风险",
    Outlook.ON_THE_WAY: "进行中",
    Outlook.REACHED: "已达到",
    Outlook.NO_TARGET: "本年没有目标",
}
_TONES = {
    Outlook.MISSED: "bad",
    Outlook.AT_RISK: "warn",
    Outlook.ON_THE_WAY: "active",
    Outlook.REACHED: "good",
    Outlook.NO_TARGET: "neutral",
}


@dataclass(frozen=True)
class DueTarget:
    """A target due up to the year looked at: was it reached, is its year over without it."""

    is_reached: bool
    is_missed: bool


# A year that ends within so many days leaves little time for what is still missing.
CLOSING_DAYS = 60


def is_closing(year: int, today: date) -> bool:
    """Are there `CLOSING_DAYS` or fewer left of the year, or none?"""
    return (date(year, 12, 31) - today).days <= CLOSING_DAYS


def outlook_of(
    dues: Iterable[DueTarget], *, late: int, is_below: bool, gaps: int = 0, is_closing: bool = False
) -> Outlook:
    """The outlook of one village.

    late: matters of the village that are overdue; is_below: its announced result of the year stays
    below the level aimed at; gaps: what the year still lacks, while the year is closing. Each puts
    a target that is still open at risk.
    """
    dues = list(dues)
    if not dues:
        return Outlook.NO_TARGET
    if any(due.is_missed for due in dues):
        return Outlook.MISSED
    if all(due.is_reached for due in dues):
        return Outlook.REACHED
    is_at_risk = late or is_below or (gaps and is_closing)
    return Outlook.AT_RISK if is_at_risk else Outlook.ON_THE_WAY


def order_of(outlook: Outlook, late: int, gaps: int) -> tuple[int, int, int]:
    """Sorts villages: by outlook, then who is late with most, then who lacks most."""
    return (outlook, -late, -gaps)
