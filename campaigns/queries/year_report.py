"""The figures of a campaign's year for 年度创建工作总结 and for the page of one village.

Counted from what really happened; as many queries for three hundred villages as for three.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Count, Q, Sum

from archives.models import Record
from campaigns.models import Campaign, Evaluation, Honour, Rectification, Reward
from campaigns.queries import progress
from campaigns.queries.progress import Fact, TargetStanding
from campaigns.queries.round_progress import of_round
from campaigns.rules.criteria import one_place
from villages.models import (
    Activity,
    Commendation,
    Filing,
    Meeting,
    Motion,
    TextVersion,
    Village,
)
from villages.rules.kinds import TextKind


@dataclass(frozen=True)
class VillageFigures:
    """What one village did and reached in a year; `evaluation` is its announced result, or None.

    `texts`: {kind: how many are in force}, of the kinds that the campaign asks for.
    """

    village: Village
    texts: Mapping[TextKind, int]
    counts: Mapping[str, int]
    standings: Sequence[TargetStanding]
    evaluation: Evaluation | None
    honours: Sequence[Honour]
    gaps: Sequence[Fact]


@dataclass(frozen=True)
class CampaignYear:
    """A year of a campaign, up to the day `until`. `average_before`: of the year before, None
    where there is none."""

    campaign: Campaign
    year: int
    until: date
    villages: Sequence[VillageFigures]
    average: Decimal | None
    average_before: Decimal | None
    paid: Decimal
    owed: Decimal

    def total(self, name: str) -> int:
        return sum(one.counts.get(name, 0) for one in self.villages)

    def copies(self, kind: TextKind) -> int:
        return sum(one.texts[kind] for one in self.villages)

    @property
    def honours(self) -> list[Honour]:
        return [honour for one in self.villages for honour in one.honours]

    @property
    def standings(self) -> list[TargetStanding]:
        return [standing for one in self.villages for standing in one.standings]

    @property
    def gap_topics(self) -> list[tuple[str, int]]:
        """[(topic, villages that lack something in it)], the commonest first."""
        return Counter(gap.topic for one in self.villages for gap in one.gaps).most_common()


def campaign_year(campaign: Campaign, year: int, today: date) -> CampaignYear:
    """Everything of a year, for villages in use or named in its results."""
    results = _results(campaign, year)
    villages = list(
        Village.objects.filter(Q(closed_on=None) | Q(pk__in=results), township=campaign.township_id)
    )
    standings = defaultdict(list)
    targets = campaign.targets.in_force().filter(due_year=year)
    for one in progress.standings(campaign, targets, today):
        standings[one.target.village_id].append(one)
    honours = defaultdict(list)
    for honour in _honours(campaign, year):
        honours[honour.village_id].append(honour)
    until = min(today, date(year, 12, 31))
    counts, gaps = _counts(campaign, villages, year), progress.gaps(campaign, year)
    texts = _in_force(campaign, villages, until)
    paid = _paid(campaign, year)
    return CampaignYear(
        campaign=campaign,
        year=year,
        until=until,
        villages=[
            VillageFigures(
                village=one,
                texts={kind: found.get(one.pk, 0) for kind, found in texts.items()},
                counts={name: found.get(one.pk, 0) for name, found in counts.items()},
                standings=standings[one.pk],
                evaluation=results.get(one.pk),
                honours=honours[one.pk],
                gaps=gaps.get(one.pk, []),
            )
            for one in villages
        ],
        average=_average(results.values()),
        average_before=_average(_results(campaign, year - 1).values()),
        paid=paid.get(Reward.Status.PAID, Decimal()),
        owed=sum((paid.get(one, Decimal()) for one in ("due", "approved")), Decimal()),
    )


def _results(campaign, year):
    """{village id: Evaluation} of what was announced."""
    rows = Evaluation.objects.announced().filter(round__campaign=campaign, round__year=year)
    return {one.village_id: one for one in rows.select_related("village", "level", "round")}


def _average(results):
    points = [one.points for one in results if one.points is not None]
    return one_place(sum(points, Decimal()) / len(points)) if points else None


def _honours(campaign, year):
    rows = Honour.objects.held().filter(level__campaign=campaign, awarded_on__year=year)
    return rows.select_related("village", "level")


def _paid(campaign, year):
    """{status: 元} of the rewards for what was awarded in the year."""
    rows = Reward.objects.filter(honour__level__campaign=campaign, honour__awarded_on__year=year)
    summed = rows.order_by().values_list("status").annotate(amount=Sum("amount"))
    return {status: Decimal(amount) for status, amount in summed}


def _in_force(campaign, villages, day):
    """{kind: {village id: number}} of the texts that the campaign asks for, in force on the day."""
    rows = TextVersion.objects.in_force_on(day)
    return {
        kind: _by_village(rows.filter(text__kind=kind), "text__village", villages)
        for kind, _ in campaign.texts_asked
    }


def _counts(campaign, villages, year):
    """{name: {village id: number}} of what was done in the year; what was to be put right in rounds
    of this campaign or in none."""
    closed = Meeting.objects.closed().filter(held_at__year=year)
    passed = Motion.objects.filter(status=Motion.Status.PASSED, meeting__held_at__year=year)
    decided = Commendation.objects.filter(on__year=year)
    issued = Rectification.objects.issued().filter(of_round(campaign), made_on__year=year)
    sources = {
        "meetings": (closed, "village"),
        "motions": (passed, "meeting__village"),
        "filings": (
            Filing.objects.filter(status=Filing.Status.FILED, decided_on__year=year),
            "text_version__text__village",
        ),
        "activities": (Activity.objects.filter(on__year=year), "village"),
        "records": (Record.objects.kept().filter(year=year), "village"),
        "commended": (decided.filter(kind=Commendation.Kind.COMMENDATION), "village"),
        "sanctioned": (decided.filter(kind=Commendation.Kind.SANCTION), "village"),
        "rectifications": (issued, "village"),
        "rectified": (issued.filter(status=Rectification.Status.CLOSED), "village"),
    }
    return {name: _by_village(rows, path, villages) for name, (rows, path) in sources.items()}


def _by_village(rows, path, villages):
    rows = rows.filter(**{f"{path}__in": villages}).order_by()
    return dict(rows.values_list(path).annotate(number=Count("pk")))
