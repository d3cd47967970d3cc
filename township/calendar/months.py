"""A month as weeks of days. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from township.dates import FIRST_YEAR, LAST_YEAR

WRITTEN = re.compile(r"([0-9]{4})-([0-9]{2})")


@dataclass(frozen=True)
class Month:
    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}年{self.number}月"

    @property
    def key(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first(self) -> date:
        return date(self.year, self.number, 1)

    @property
    def last(self) -> date:
        after = (self.first + timedelta(days=31)).replace(day=1)
        return after - timedelta(days=1)

    def moved(self, months: int) -> "Month | None":
        """So many months on; None out of our time."""
        year, number = divmod(self.year * 12 + self.number - 1 + months, 12)
        return Month(year, number + 1) if FIRST_YEAR <= year <= LAST_YEAR else None

    @property
    def days(self) -> Iterator[date]:
        """From the Monday before its first day to the Sunday after its last."""
        day = self.first - timedelta(days=self.first.weekday())
        end = self.last + timedelta(days=6 - self.last.weekday())
        while day <= end:
            yield day
            day += timedelta(days=1)


def month_of(day: date) -> Month:
    return Month(day.year, day.month)


def read_month(written: str, today: date) -> Month:
    """2026-11; the present month for anything else."""
    found = WRITTEN.fullmatch(written)
    year, number = map(int, found.groups()) if found else (0, 0)
    if FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= 12:
        return Month(year, number)
    return month_of(today)
