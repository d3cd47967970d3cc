"""From rows to the pure rules of completeness and back: what each village's shelf holds and lacks.

Serves the plan's task four for all villages at once: a fixed number of grouped queries, whatever
the number of villages. Campaigns and terms live elsewhere; who knows their days registers here.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from itertools import groupby
from operator import attrgetter
from typing import Any

from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.utils import timezone

from archives.models import Category, DrawnPaper, Part, PartFile, Record
from archives.rules import completeness
from archives.rules.reconciliation import (
    Delay,
    Discrepancy,
    MeetingFact,
    VoteFact,
    filing_delay,
    reconcile,
)
from archives.rules.requirements import (
    ArchiveCell,
    ArchiveCounts,
    ArchiveEvent,
    ArchiveRequirement,
    Filed,
    Holding,
    Per,
    YearSpan,
)
from township import asked
from township.crud.parts import part
from township.registry import Registry
from township.users.models import Township, User
from township.workflow import Refused
from villages.models import Commendation, Meeting, Motion, Village
from villages.queries.verdict import place_of
from villages.rules.statutes import pack_on

STAGES = (Part.Kind.DRAFT, Part.Kind.CONSULTATION, Part.Kind.FINAL)
ALL_STAGES = frozenset(STAGES)
LASTING = ("TERM", "TEXT", "CAMPAIGN")
NOTHING = ArchiveCounts(0, 0, 0, 0)
# {name: function township → [Asking]}.
CAMPAIGNS = Registry("The campaigns for which a township asks for records", "campaign")


@dataclass(frozen=True)
class Asking:
    """A campaign that asks for records: what it is called, by which preset, in which years."""

    name: str
    preset: str
    span: YearSpan


@dataclass(frozen=True)
class Shelf:
    """One village in one year."""

    cells: tuple[ArchiveCell, ...]
    discrepancies: tuple[Discrepancy, ...] = ()
    delay: Delay | None = None

    @property
    def counts(self) -> ArchiveCounts:
        return completeness.summary(self.cells)

    @property
    def sentence(self) -> str:
        """The three most urgent gaps in one sentence."""
        return completeness.urgent_sentence(self.cells)

    def by_category(self) -> dict[str, ArchiveCounts]:
        """{category code: Counts}."""
        grouped = defaultdict(list)
        for cell in self.cells:
            grouped[cell.requirement.category].append(cell)
        return {code: completeness.summary(cells) for code, cells in grouped.items()}


def shelves(
    township: Township,
    villages: Sequence[Village],
    year: int,
    *,
    user: User | None = None,
    today: date | None = None,
    asked_by: str | None = None,
) -> dict[int, Shelf]:
    """{village id: Shelf} of one township's villages for a year, in seven queries.

    With `user` only records that person may see are counted, and only categories that person may
    see are asked for. With `asked_by`, a preset, only what that one and the township itself ask.
    """
    today = today or timezone.localdate()
    ids = [village.pk for village in villages]
    asked = part(
        ("requirements", township.pk, year, asked_by, user and user.may("record.restricted")),
        partial(requirements, township, year, user, asked_by=asked_by),
        Township,
    )
    codes = {requirement.category for requirement in asked}
    # Kept of one village; of all it is more than a page should carry.
    filing = partial(_filed, ids, year)
    filed = part(("filed", *ids, year), filing) if len(ids) == 1 else filing()
    facts = part(("facts", *ids, year), partial(_facts, ids, year))
    found = {}
    for village in villages:
        pk = village.pk
        wanted = completeness.of_place(asked, _publicity_months(village, year))
        events = [fact for fact in facts[pk].events if fact.category in codes]
        own = [one for one in filed[pk] if one.category in codes]
        of_year = [one for one in own if one.year == year]
        cells = _cells(township, wanted, own, events, year=year, today=today)
        found[pk] = Shelf(
            tuple(cells),
            tuple(reconcile(facts[pk].meetings, facts[pk].votes, of_year)),
            filing_delay(one for one in of_year if one.source),
        )
    return found


def _publicity_months(village: Village, year: int) -> int | None:
    """How often the law of the year has the place publish; None where it names no interval."""
    try:
        return pack_on(place_of(village), date(year, 12, 31)).publicity_months
    except ValueError:
        return None


def _cells(township, asked, own, events, **days):
    """Each requirement in the days of those who ask for it."""
    grace_days = township.setting("filing_grace_days")
    return [
        cell
        for span, same in groupby(asked, key=attrgetter("span"))
        for cell in completeness.assess(
            same, own, events, campaign=span, grace_days=grace_days, **days
        )
    ]


def shelf(
    village: Village, year: int, *, user: User | None = None, today: date | None = None
) -> Shelf:
    """The Shelf of one village."""
    return shelves(village.township, [village], year, user=user, today=today)[village.pk]


def requirements(
    township: Township, year: int, user: User | None = None, *, asked_by: str | None = None
) -> list[ArchiveRequirement]:
    """What is asked in a year, as the pure rules take it, in the order of the categories.

    What only other campaigns than those of the year ask is left out; where no campaign has the
    year, everything lies outside it.
    """
    rows = Category.objects.in_use().filter(township=township)
    if user:
        rows = rows.open_to(user)
    campaigns = [one for answer in CAMPAIGNS.values() for one in answer(township)]
    if asked_by is not None:
        campaigns = [one for one in campaigns if one.preset == asked_by]
    of_year = [one for one in campaigns if one.span.start.year <= year <= one.span.end.year]
    found = []
    for row in rows.prefetch_related("requirements"):
        for need in row.requirements.all():
            askers = _askers(need, of_year or campaigns)
            if askers or not need.asked_by:
                found.append(_asked(row, need, askers))
    return found


def _askers(need, campaigns):
    """Who asks for it; what the township itself asks is asked in the years of any campaign."""
    return [one for one in campaigns if not need.asked_by or one.preset in need.asked_by]


def _asked(category, need, askers):
    span = None
    if askers:
        span = YearSpan(min(one.span.start for one in askers), max(one.span.end for one in askers))
    return ArchiveRequirement(
        category=category.code,
        key=need.key,
        name=need.name,
        per=Per(need.per),
        count=need.count,
        stage=need.stage,
        holds=Holding(need.holds) if need.holds else None,
        span=span,
        askers=tuple(one.name for one in askers) if need.asked_by else (),
    )


@dataclass
class Facts:
    events: list
    meetings: list
    votes: list


def _filed(ids, year):
    """{village id: [Filed]}: the year's records and those of earlier years that last, which are
    many and of which less is asked."""
    places = Village.objects.filter(pk__in=ids).order_by().values("township").distinct()
    lasting = Category.objects.filter(township__in=places, requirements__per__in=LASTING)
    records = (
        Record.objects.kept()
        .filter(village__in=ids)
        .filter(Q(year=year) | Q(category__in=lasting.values("pk"), year__lt=year))
        .order_by("village", "on", "id")
    )
    stages, held = _parts(records)
    recent = Q(year=year)
    asked = {
        # Of a text in force before the system nobody keeps drafts any more.
        "whole": Case(When(is_entered_later=True, then="source"), default=Value("")),
        "called": Case(When(recent, then="title"), default=Value("")),
        "since": Case(When(recent, then="filed_at")),
        "told": Case(When(recent, then="metadata")),
        "is_later": Case(When(recent, then="is_entered_later"), default=Value(False)),
    }
    columns = ("pk", "village", "category__code", "year", "on", "source", "requirement", *asked)
    # There are thousands: what is the same for most of them is made once.
    nothing, zone = frozenset[Any](), timezone.get_current_timezone()
    serves = cache(lambda key: frozenset([key]) if key else nothing)
    found = defaultdict(list)
    for row in records.annotate(**asked).values_list(*columns):
        pk, village, code, of, on, source, key, whole, title, since, told, is_later = row
        day = since and since.astimezone(zone).date()
        lie = ALL_STAGES if whole else stages.get(pk, nothing)
        filled = frozenset(name for name, value in told.items() if value) if told else nothing
        brought = held.get(pk, nothing)
        one = code, of, on, day, title, source, serves(key), lie, filled, brought, pk, is_later
        found[village].append(Filed(*one))
    return found


def _parts(records):
    """({record: stages of a text}, {record: what was brought from outside}) of parts with files,
    or with papers whose files are on their way.

    A part under a key was filed by an act: the sheet for signatures is composed, and empty; one
    that was scanned is the signed one.
    """
    of_part = {"part": OuterRef("pk")}
    has_file = Q(Exists(PartFile.objects.filter(**of_part)))
    has_file |= Q(Exists(DrawnPaper.objects.filter(**of_part)))
    kinds = {*STAGES, *Holding}
    rows = Part.objects.filter(has_file, record__in=records.order_by(), kind__in=kinds)
    stages, held = defaultdict(set), defaultdict(set)
    for record, kind, key in rows.order_by().values_list("record", "kind", "key"):
        if kind in STAGES:
            stages[record].add(kind)
        elif kind == Holding.PHOTO or not key or key.startswith(Part.SCANNED):
            held[record].add(Holding(kind))
    return _frozen(stages), _frozen(held)


def _frozen(sets):
    return {key: frozenset(one) for key, one in sets.items()}


def _facts(ids, year):
    """{village id: Facts}: what happened in the year and must have its record."""
    found: dict[int, Facts] = {pk: Facts([], [], []) for pk in ids}
    within = {"held_at__year": year}
    for one in Meeting.objects.closed().filter(village__in=ids, **within).order_by("held_at"):
        source = f"meeting:{one.pk}"
        facts = found[one.village_id]
        facts.meetings.append(MeetingFact(source, one.title, one.held_on, one.present))
        facts.events.append(ArchiveEvent("HYJ", source, one.title, one.held_on))
    motions = Motion.objects.closed().filter(meeting__village__in=ids, meeting__held_at__year=year)
    rows = motions.select_related("meeting").prefetch_related("tallies")
    for one in rows.order_by("meeting__held_at", "id"):
        facts, meeting, source = found[one.meeting.village_id], one.meeting, f"vote:{one.pk}"
        tally = next(iter(one.tallies.all()), None)
        issued = meeting.present if tally is None or tally.issued is None else tally.issued
        facts.votes.append(VoteFact(source, f"meeting:{meeting.pk}", one.title, issued))
        facts.events.append(ArchiveEvent("BJL", source, one.title, meeting.held_on))
    for one in Commendation.objects.filter(village__in=ids, on__year=year).order_by("on", "id"):
        source = f"commendation:{one.pk}"
        found[one.village_id].events.append(ArchiveEvent("BZC", source, str(one), one.on))
    return found


def years_of(township: Township, villages: Sequence[Village]) -> list[int]:
    """Years that have records or are running, newest first."""
    known = Record.objects.filter(village__in=villages).order_by().values_list("year", flat=True)
    return sorted({*known.distinct(), timezone.localdate().year}, reverse=True)


def year_asked(text: str | None, fallback: Any = None) -> int:
    """A year from an address; Refused when it is no year."""
    if not text:
        return fallback or timezone.localdate().year
    found = asked.year(text)
    if found is None:
        raise Refused("年度要写成2026这样的四位数。")
    return found
