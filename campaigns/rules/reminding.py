"""催办: when a village may be reminded of a matter, how late the matter is, and how it is told."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from township.dates import cn_date_in, days_told

WEEK_AHEAD, DAY_AHEAD = 7, 1


def may_remind(on: date, reminded: Collection[date]) -> bool:
    """Once a day for one matter: `reminded` are the days on which it was done already."""
    return on not in reminded


def days_late(due: date | None, on: date) -> int:
    """Days past the last day; 0 on that day and before, and where there is no last day."""
    return max((on - due).days, 0) if due else 0


def told_of_term(due: date | None, on: date) -> str:
    """How a matter stands to its last day."""
    if due is None:
        return "没有期限"
    late = days_late(due, on)
    return f"逾期{late}天" if late else days_told(due, on)


class TermStage(StrEnum):
    """When a person is told of a last day by itself."""

    WEEK = "week"
    DAY = "day"
    LATE = "late"


def stage_of(due: date, on: date) -> TermStage | None:
    """Seven days ahead, one day ahead, over; None before. A night that was missed is made up for:
    whoever learns of it three days ahead learns of it then."""
    left = (due - on).days
    if left < 0:
        return TermStage.LATE
    if left <= DAY_AHEAD:
        return TermStage.DAY
    return TermStage.WEEK if left <= WEEK_AHEAD else None


def reminder_told(number: int, day: date, sentence: str, this_year: int) -> str:
    """镇里第2次催办（11月27日）：…… — what a village reads, with the year where it is another."""
    said = f"：{sentence}" if sentence else "。"
    return f"镇里第{number}次催办（{cn_date_in(day, this_year)}）{said}"
