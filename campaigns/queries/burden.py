"""What was asked of each village in a year, gathered from what asks: archive, papers, rounds.

A fixed number of grouped queries, whatever the number of villages; `rules.burden` counts.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from archives.models import Category, Requirement
from archives.queries.completeness import shelves
from archives.rules.requirements import BY_FACT, ArchiveCell, ArchiveRequirement, Holding, Per
from campaigns.models import (
    Campaign,
    Evaluation,
    Indicator,
    Receipt,
    Rectification,
    SiteVisit,
    StandardVersion,
)
from campaigns.rules.burden import (
    Ask,
    Burden,
    BurdenKind,
    Cost,
    Need,
    asked_twice,
    burden,
    cost,
)
from township.users.models import Township
from villages.models import Meeting, Village

OF_TOWNSHIP = "镇里自定"
MEETINGS = "HYJ"
# How many papers a year a requirement comes to; what comes with an act counts once.
A_YEAR = {Requirement.Per.QUARTER: 4}


@dataclass(frozen=True)
class VillageBurden:
    village: Village
    now: Burden
    before: Burden

    @property
    def change(self) -> int:
        return self.now.whole - self.before.whole

    @property
    def fewer(self) -> int:
        return -self.change

    @property
    def kinds(self) -> list[dict[str, object]]:
        return [{"kind": kind, "count": self.now.of(kind)} for kind in BurdenKind]


@dataclass(frozen=True)
class Shared:
    """An evidence kind that two or more ask for, and whether the system writes it itself.

    askers: by campaign, each with the codes of its indicators.
    """

    name: str
    askers: tuple[str, ...]
    times: int
    is_known: bool


def of_villages(township: Township, villages: Sequence[Village], year: int) -> list[VillageBurden]:
    """Each village's year beside the year before."""
    now, before = _asks(township, villages, year), _asks(township, villages, year - 1)
    return [
        VillageBurden(one, burden(now[one.pk], year), burden(before[one.pk], year - 1))
        for one in villages
    ]


def _asks(township: Township, villages: Sequence[Village], year: int) -> Mapping[int, list[Ask]]:
    found: dict[int, list[Ask]] = defaultdict(list)
    recorder = ""
    for village, shelf in shelves(township, villages, year).items():
        for cell in shelf.cells:
            found[village] += _of_cell(cell, year)
            if cell.requirement.category == MEETINGS and cell.requirement.per == Per.EVENT:
                recorder = _asker(cell.requirement)
    ids = [one.pk for one in villages]
    for source in (_receipts, _self_evaluations, _rectifications, _visits):
        for pk, ask in source(ids, year):
            found[pk].append(ask)
    if recorder:
        for pk, on in _meetings(ids, year):
            found[pk].append(Ask(BurdenKind.MEETING, recorder, on))
    return found


def _asker(requirement: ArchiveRequirement) -> str:
    return "、".join(requirement.askers) or OF_TOWNSHIP


def _of_cell(cell: ArchiveCell, year: int) -> Iterable[Ask]:
    """The pieces of one requirement that fall due in the year; what an act asks for at the turn of
    the year belongs to the year of the act."""
    need = cell.requirement
    asker = _asker(need)
    is_known = need.category in BY_FACT and need.holds != Holding.SIGN_IN
    for piece in cell.pieces:
        on = min(piece.due_on, date(year, 12, 31)) if need.per == Per.EVENT else piece.due_on
        yield Ask(BurdenKind.PAPER, asker, on, piece.need, is_known)
        if need.holds == Holding.PHOTO:
            yield Ask(BurdenKind.PHOTO, asker, on, piece.need)


def _receipts(villages, year):
    """What was handed down against signature, by the campaign that handed it down."""
    rows = Receipt.objects.filter(village__in=villages, sent_at__year=year).select_related(
        "plan__campaign", "standard_version__standard__campaign", "assignment__campaign"
    )
    for row in rows.order_by():
        of_standard = row.standard_version and row.standard_version.standard
        campaign = (row.plan or of_standard or row.assignment).campaign
        on = timezone.localdate(row.sent_at)
        yield row.village_id, Ask(BurdenKind.FORM, campaign.called, on)


def _self_evaluations(villages, year):
    rows = (
        Evaluation.objects.current()
        .without_grounds()
        .filter(number=1, village__in=villages, round__self_due__year=year)
    )
    for row in rows.select_related("round__campaign").order_by():
        asker = row.round.campaign.called
        yield row.village_id, Ask(BurdenKind.FORM, asker, row.round.self_due)


def _rectifications(villages, year):
    """A demand asks for an account; outside a round the township makes it."""
    rows = Rectification.objects.filter(village__in=villages, made_on__year=year)
    for row in rows.select_related("round__campaign").order_by():
        asker = row.round.campaign.called if row.round else OF_TOWNSHIP
        yield row.village_id, Ask(BurdenKind.FORM, asker, row.made_on)


def _visits(villages, year):
    rows = SiteVisit.objects.filter(evaluation__village__in=villages, visited_on__year=year)
    for row in rows.select_related("evaluation__round__campaign").order_by():
        asker = row.evaluation.round.campaign.called
        yield row.evaluation.village_id, Ask(BurdenKind.VISIT, asker, row.visited_on)


def _meetings(villages, year):
    """Meetings held, where records of them are asked for."""
    rows = Meeting.objects.closed().filter(village__in=villages, held_at__year=year)
    for village, at in rows.order_by().values_list("village", "held_at"):
        yield village, timezone.localdate(at)


def shared(township: Township, year: int) -> list[Shared]:
    """Evidence kinds that two indicators, or two campaigns, ask for in a year; three queries.

    Indicators of the same code in two standards of one campaign are one: a village is scored by
    one of them.
    """
    campaigns = {
        row.pk: row
        for row in Campaign.objects.filter(township=township)
        if row.first_year <= year <= row.last_year
    }
    newest: dict[int, StandardVersion] = {}
    versions = StandardVersion.objects.in_force().filter(standard__campaign__in=campaigns)
    for version in versions.select_related("standard"):
        newest.setdefault(version.standard_id, version)
    campaign_of = {one.pk: campaigns[one.standard.campaign_id] for one in newest.values()}
    wanted = []
    rows = Indicator.objects.filter(version__in=campaign_of).order_by("version", "order")
    for version_id, code, evidence in rows.values_list("version", "code", "evidence"):
        wanted += [(one, (campaign_of[version_id].called, code)) for one in evidence]
    names = dict(Category.objects.filter(township=township).values_list("code", "name"))
    return [
        Shared(names.get(code, code), _by_campaign(askers), len(askers), code in BY_FACT)
        for code, askers in sorted(asked_twice(wanted).items(), key=lambda one: -len(one[1]))
    ]


def _by_campaign(askers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    codes: dict[str, list[str]] = defaultdict(list)
    for called, code in askers:
        codes[called].append(code)
    return tuple(f"{called}：{'、'.join(found)}" for called, found in codes.items())


def cost_of(version: StandardVersion) -> Cost:
    """What a version costs a village in a year, before it is handed down; two queries."""
    township = version.standard.campaign.township_id
    preset = version.standard.campaign.preset
    papers: dict[str, int] = defaultdict(int)
    photos: dict[str, int] = defaultdict(int)
    rows = Requirement.objects.filter(category__township=township, category__is_active=True)
    for row in rows.select_related("category"):
        if not row.asked_by or preset in row.asked_by:
            count = row.count * A_YEAR.get(row.per, 1)
            papers[row.category.code] += count
            photos[row.category.code] += count if row.holds == Holding.PHOTO else 0
    needs = {code: Need(papers[code], photos[code]) for code in papers}
    return cost(version.indicators.values_list("evidence", flat=True), needs, BY_FACT)


def costs_of(campaign: Campaign) -> list[str]:
    """Sentences: what each of a campaign's standards in force costs a village in a year."""
    newest: dict[int, StandardVersion] = {}
    versions = StandardVersion.objects.in_force().filter(standard__campaign=campaign)
    for version in versions.select_related("standard__campaign"):
        newest.setdefault(version.standard_id, version)
    return [f"按{one}考评，{cost_of(one).sentence}" for one in newest.values()]
