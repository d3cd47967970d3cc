"""What a leader is to see of a campaign's year on one page: targets, villages with the reason,
what is late, and money that is due. As many queries for three hundred villages as for three."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from campaigns.models import Campaign, Evaluation, Rectification, Reward, Target
from campaigns.queries import progress
from campaigns.queries.evaluation import placed
from campaigns.queries.progress import Fact, TargetStanding, TargetState
from campaigns.queries.reward import Total, totals
from campaigns.queries.round_progress import of_round
from campaigns.rules.outlook import DueTarget, Outlook, is_closing, order_of, outlook_of
from campaigns.rules.reminding import days_late
from township.shorttext import shortened
from township.users.models import User
from villages.models import Filing, TextVersion, Village

# Of one village; a page leads to the others.
REASONS_SHOWN = 3


@dataclass(frozen=True)
class Late:
    """A matter whose day is over: whose, what, since when. `days` late."""

    village: Village
    what: str
    title: str
    due: date
    days: int
    url: str


@dataclass(frozen=True)
class VillageOutlook:
    """A village's year. `points`, `place`: of its announced result, None without one."""

    village: Village
    outlook: Outlook
    standings: Sequence[TargetStanding]
    gaps: Sequence[Fact]
    late: Sequence[Late]
    points: Decimal | None
    place: int | None

    @property
    def reasons(self) -> list[str]:
        """What stands in the way, in sentences: first what is late."""
        told = [f"{one.what}逾期{one.days}天：{one.title}。" for one in self.late]
        return told + [gap.sentence for gap in self.gaps]

    @property
    def first_reasons(self) -> list[str]:
        return self.reasons[:REASONS_SHOWN]

    @property
    def more_reasons(self) -> int:
        """How many there are besides the first."""
        return max(len(self.reasons) - REASONS_SHOWN, 0)


@dataclass(frozen=True)
class Overview:
    year: int
    rows: Sequence[VillageOutlook]
    late: Sequence[Late]
    money: Sequence[Total]

    def count(self, *outlooks: Outlook) -> int:
        return sum(row.outlook in outlooks for row in self.rows)

    @property
    def aimed(self) -> int:
        """Villages with a target up to this year."""
        return len(self.rows) - self.count(Outlook.NO_TARGET)

    @property
    def amount_due(self) -> Decimal:
        """元 that are to be approved, paid or got back."""
        return sum((one.due + one.approved + one.reclaim for one in self.money), Decimal())


def overview(campaign: Campaign, user: User, year: int, today: date) -> Overview:
    """Of the villages, targets and rewards that `user` may see."""
    villages = Village.objects.for_user(user, "overview.view").in_use()
    villages = villages.filter(township=campaign.township_id).select_related("township")
    targets = Target.objects.for_user(user, "target.view").filter(campaign=campaign)
    due = targets.in_force().filter(due_year__lte=year)
    standings = defaultdict(list)
    for one in progress.standings(campaign, due, today):
        # What an earlier year aimed at and got is no matter of this year.
        if one.target.due_year == year or not one.reached:
            standings[one.target.village_id].append(one)
    results, gaps = _results(campaign, user, year), progress.gaps(campaign, year)
    late = late_matters(campaign, user, today)
    by_village = defaultdict(list)
    for matter in late:
        by_village[matter.village.pk].append(matter)
    rows = [
        _row(village, standings[village.pk], gaps.get(village.pk, ()), by_village[village.pk],
             results.get(village.pk), is_closing(year, today))
        for village in villages
    ]  # fmt: skip
    rows.sort(key=lambda row: order_of(row.outlook, len(row.late), len(row.gaps)))
    rewards = Reward.objects.for_user(user, "reward.view").filter(honour__level__campaign=campaign)
    states = (Reward.Status.DUE, Reward.Status.APPROVED, Reward.Status.RECLAIM)
    return Overview(year, rows, late, totals(rewards.filter(status__in=states)))


def _row(village, standings, gaps, late, result, is_closing):
    place, points, is_below = result or (None, None, False)
    dues = [DueTarget(bool(one.reached), one.state == TargetState.MISSED) for one in standings]
    outlook = outlook_of(
        dues, late=len(late), is_below=is_below, gaps=len(gaps), is_closing=is_closing
    )
    return VillageOutlook(village, outlook, standings, gaps, late, points, place)


def _results(campaign, user, year):
    """{village id: (place, points, whether no level was reached)} of what was announced."""
    rows = Evaluation.objects.for_user(user, "evaluation.view").announced()
    rows = rows.filter(round__campaign=campaign, round__year=year)
    found = rows.only("points", "village", "result", "level", "status")
    return {
        one.village_id: (rank.place, one.points, not one.reached) for rank, one in placed(found)
    }


def late_matters(campaign: Campaign, user: User, today: date) -> list[Late]:
    """Filings, orders to correct and rectifications whose day is over, the longest first."""
    filings = Filing.objects.for_user(user, "filing.view").filter(
        text_version__text__village__township=campaign.township_id
    )
    filings = filings.select_related("text_version__text__village")
    orders = filings.filter(
        text_version__status=TextVersion.Status.CORRECTING, correct_by__lt=today
    )
    asked = Rectification.objects.for_user(user, "rectification.view").filter(
        of_round(campaign), village__township=campaign.township_id
    )
    found = [
        *(_late(row, "备案报送", row.text_version, row.due_on, today)
          for row in filings.overdue_on(today)),
        *(_late(row, "责令改正", row.text_version, row.correct_by, today) for row in orders),
        *(_late(row, "整改", row.fact, row.due_on, today)
          for row in asked.overdue_on(today).select_related("village")),
    ]  # fmt: skip
    return sorted(found, key=lambda one: -one.days)


def _late(row: Any, what: str, title: Any, due: date, today: date) -> Late:
    days = days_late(due, today)
    return Late(row.village, what, shortened(str(title), 40), due, days, row.get_absolute_url())
