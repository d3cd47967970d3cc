"""民主评议 of the committee's members, once a year at least, led by the 监督委员会.

Serves 村民委员会组织法第三十八条第一款 and 城市居民委员会组织法第三十七条第一款; the village law
asks for it since 2010. It is a vote in a meeting of the assembly or the representatives.
"""

from dataclasses import dataclass
from datetime import date
from itertools import accumulate

from township.dates import cn_date
from villages.rules.frequency import PRESSING_DAYS, period_of
from villages.rules.kinds import Matter, PlaceKind, Rating
from villages.rules.shares import HALF
from villages.rules.statutes import PACKS, Pack


@dataclass(frozen=True)
class RatingCounts:
    """How many rated one person as what."""

    excellent: int
    competent: int
    basic: int
    incompetent: int

    @property
    def cast(self) -> int:
        return self.excellent + self.competent + self.basic + self.incompetent

    @property
    def usual(self) -> Rating:
        """The highest rating that more than half gave, or bettered. Neither law says how one
        follows from the other: a local rule may have it otherwise, but not where more than half
        said 不称职."""
        steps = (Rating.EXCELLENT, Rating.COMPETENT, Rating.BASIC)
        reached = accumulate((self.excellent, self.competent, self.basic))
        for rating, number in zip(steps, reached, strict=True):
            if HALF.holds(number, self.cast):
                return rating
        return Rating.INCOMPETENT if HALF.holds(self.incompetent, self.cast) else Rating.BASIC


def rating_faults(ballots: RatingCounts, rating: Rating, ground: str, present: int) -> list[str]:
    """What cannot be true of one person's result; present: who took part in the meeting."""
    if ballots.cast == 0:
        return ["四项加起来不能是0"]
    if ballots.cast > present:
        return [f"四项加起来{ballots.cast}，多于实到{present}人"]
    if rating == ballots.usual:
        return []
    if ballots.usual == Rating.INCOMPETENT:
        return [f"不称职{ballots.incompetent}票，超过一半，应当评定为不称职"]
    return [] if ground.strip() else [f"按票数是{ballots.usual.label}，评定为别的要写明依据"]


def ends_post(rating: Rating, before: Rating | None) -> bool:
    """Twice in a row 不称职 ends a post (第三十八条第二款, 第三十七条第二款)."""
    return rating == before == Rating.INCOMPETENT


@dataclass(frozen=True)
class AppraisalDue:
    """The year's appraisal, not held yet. is_missed: an earlier year ended without one."""

    until: date
    is_missed: bool
    last: date | None
    law: str

    label = "民主评议"
    task = "民主评议委员会成员"

    def is_pressing(self, on: date) -> bool:
        return self.is_missed or (self.until - on).days < PRESSING_DAYS

    @property
    def sentence(self) -> str:
        last = f"上次是{cn_date(self.last)}" if self.last else "还没有评议记录"
        return f"本年还没有民主评议委员会成员（{last}），要在{cn_date(self.until)}前办。"

    @property
    def basis(self) -> str:
        return f"{self.law}：民主评议每年至少进行一次。"


def appraisal_due(pack: Pack, on: date, last: date | None) -> AppraisalDue | None:
    """What is owed on a day, `last` being the day of the last appraisal; None where nothing is."""
    article = pack.either.get(Matter.APPRAISAL)
    if article is None:
        return None
    first, until = period_of(on, 12)
    if last and last >= first:
        return None
    # A year counts as missed only where an earlier appraisal is on record, and the law asked then.
    before, _ = period_of(first.replace(year=first.year - 1), 12)
    is_missed = last is not None and last < before and _asked_since(pack.place) <= before
    return AppraisalDue(until, is_missed, last, pack.cite(article))


def _asked_since(place: PlaceKind) -> date:
    """Since when the law asks for it there: 2010 in villages, 2026 in communities."""
    return min(one.since for one in PACKS if one.place == place and Matter.APPRAISAL in one.either)
