"""How villages' results compare: places with ties, distribution, and what a village lost most by.

Serves the round's summary table and charts, and the page on which a village sees what would have
gained it most. Totals are points of 0–100 as `Decimal`; None means not scored, which is never a 0.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from campaigns.rules.criteria import ZERO, Criteria, exact
from campaigns.rules.scoring import sheet_total

BOUNDS = (Decimal(60), Decimal(80), Decimal(90), Decimal(95))


@dataclass(frozen=True)
class Rank:
    key: Hashable
    points: Decimal | None
    place: int | None


@dataclass(frozen=True)
class Band:
    """Totals from `low` up to but not including `high`; both None for the unscored."""

    label: str
    low: Decimal | None
    high: Decimal | None
    count: int

    @property
    def short(self) -> str:
        """The label as it fits below a column."""
        if self.low is None:
            return self.label
        if not self.low:
            return f"{self.high}以下"
        return f"{self.low}以上" if self.high is None else f"{self.low}–{self.high}"


@dataclass(frozen=True)
class Gain:
    """What full points in one indicator would have added; `total_after` is the total with them."""

    code: str
    name: str
    lost: Decimal
    total_after: Decimal


def ranking(totals: Mapping[Hashable, Decimal | None]) -> tuple[Rank, ...]:
    """Best first; equals share a place and the next place is skipped (1, 2, 2, 4).

    Equals keep the order given. The unscored come last, without a place.
    """
    times = Counter(exact(value) for value in totals.values() if value is not None)
    places, next_place = {}, 1
    for value in sorted(times, reverse=True):
        places[value] = next_place
        next_place += times[value]
    ranks = []
    for key, total in totals.items():
        if total is None:
            ranks.append(Rank(key, None, None))
        else:
            ranks.append(Rank(key, total, places[total]))
    return tuple(sorted(ranks, key=lambda rank: (rank.place is None, rank.place or 0)))


def distribution(
    totals: Sequence[Decimal | None], bounds: Sequence[Decimal] = BOUNDS
) -> tuple[Band, ...]:
    """How many totals fall between the ascending `bounds`, lowest band first, unscored last."""
    bands = []
    for low, high in zip([ZERO, *bounds], [*bounds, None], strict=True):
        inside = [
            value
            for value in totals
            if value is not None and value >= low and (high is None or value < high)
        ]
        bands.append(Band(_label(low, high), low, high, len(inside)))
    unscored = sum(value is None for value in totals)
    return (*bands, Band("未评分", None, None, unscored))


def _label(low: Decimal, high: Decimal | None) -> str:
    if high is None:
        return f"{low}分及以上"
    return f"{low}分以上不满{high}分" if low else f"不满{high}分"


def gains(standard: Criteria, scores: Mapping[str, Decimal | None]) -> tuple[Gain, ...]:
    """Where points were lost, biggest loss first; the unscored and the full are left out."""
    scored = sheet_total(standard, scores).scored
    lost = [
        Gain(one.code, one.name, one.points - given, scored + one.points - given)
        for one in standard.indicators
        if (given := scores.get(one.code)) is not None and given < one.points
    ]
    return tuple(sorted(lost, key=lambda gain: -gain.lost))
