"""Counts of villages' bodies, publicity, notices, activities and records for a round.

Each function takes the ids of all villages and the round's year or day, asks a fixed number of
queries and returns {village id: {field of VillageFacts: value}}. Serves indicators A1–A5, C1–C3,
D1–D4, E2 and E3 of the dossier's table.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Count

from archives.models import Record
from villages.models import (
    Activity,
    Body,
    Group,
    Have,
    Meeting,
    Motion,
    Posting,
    Publicity,
    Query,
    Selection,
    Term,
    Village,
)
from villages.queries.organisation import dual_rate, findings_of, serving
from villages.queries.posting import least_days
from villages.rules.bodies import BodyKind
from villages.rules.kinds import PlaceKind
from villages.rules.statutes import pack_on

DUTIFUL = (BodyKind.PARTY_BRANCH, BodyKind.COMMITTEE, BodyKind.ASSOCIATION)


def of_bodies(villages: Sequence[int], day: date) -> dict[int, dict[str, int]]:
    """Working group, dual posts, written duties, how the bodies were chosen; six queries."""
    terms = defaultdict(list)
    rows = Term.objects.filter(body__village__in=villages).select_related("person", "body__village")
    for term in rows:
        terms[term.body.village_id].append(term)
    groups = dict(
        Group.objects.filter(village__in=villages)
        .order_by()
        .values_list("village")
        .annotate(Count("id"))
    )
    chosen = _chosen(villages)
    duties = dict(
        Body.objects.filter(village__in=villages, kind__in=DUTIFUL)
        .exclude(duty="")
        .order_by()
        .values_list("village")
        .annotate(Count("id"))
    )
    return {
        village.pk: _bodies(village, terms[village.pk], day, groups.get(village.pk, 0))
        | {"duties_written": duties.get(village.pk, 0)}
        | chosen.get(village.pk, {"has_selection_record": False, "is_selection_posted": False})
        for village in Village.objects.filter(pk__in=villages)
    }


def _bodies(village, terms, day, groups):
    now = serving(terms, day)
    members = [term for term in now if term.body.kind == BodyKind.WORKING_GROUP]
    told = {"has_working_group": bool(members), "working_group_missing": 0}
    if members:
        findings = findings_of(village, now, day, groups)
        told["working_group_missing"] = sum(
            not one.ok and one.severity == "defect" for one in findings
        )
    rate = dual_rate(terms, day)
    if rate is not None and rate.whole:
        told |= {"staff": rate.whole, "dual_staff": rate.part}
    return told


def _chosen(villages):
    found = {}
    rows = Selection.objects.filter(body__village__in=villages)
    for village, posting in rows.values_list("body__village", "posting"):
        told = found.setdefault(
            village, {"has_selection_record": True, "is_selection_posted": False}
        )
        told["is_selection_posted"] |= posting is not None
    return found


def of_haves(villages: Sequence[int], year: int) -> dict[Any, Any]:
    """The five haves of the year's check; a village without a check stays unknown."""
    rows = Have.objects.filter(check_of__village__in=villages, check_of__year=year)
    found = defaultdict(int)
    for village, is_met in rows.values_list("check_of__village", "is_met"):
        found[village] += is_met
    return {village: {"five_haves": met} for village, met in found.items()}


def of_notices(villages: Sequence[int], year: int) -> dict[int, dict[str, int | None]]:
    """Quarters made public, and notices too short or without a photo; two queries. Of a village
    that posted nothing there is nothing to judge: how well stays unknown; and so does the number of
    quarters of a place whose law asks for none (城市居民委员会组织法第三十四条)."""
    places = Village.objects.filter(pk__in=villages).values_list("pk", "kind")
    quarterly = {pk for pk, kind in places if _publishes_quarterly(kind, year)}
    quarters, defective = defaultdict(set), defaultdict(int)
    rows = Posting.objects.filter(
        village__in=villages, kind=Posting.Kind.QUARTERLY, posted_on__year=year
    ).exclude(status=Posting.Status.PREPARED)
    for posting in rows.select_related("village__township"):
        quarters[posting.village_id].add((posting.posted_on.month - 1) // 3)
        least = least_days(posting.village, posting.posted_on)
        is_faulty = posting.days < least or posting.photo_id is None
        defective[posting.village_id] += is_faulty
    return {
        village: {
            "quarters_published": len(quarters[village]) if village in quarterly else None,
            "postings_defective": defective.get(village),
        }
        for village in villages
    }


def _publishes_quarterly(kind: str, year: int) -> bool:
    return pack_on(PlaceKind(kind), date(year, 12, 31)).publicity_months == 3


def of_queries(villages: Sequence[int], year: int, day: date) -> dict[int, dict[str, int]]:
    """Questions not answered in time by `day`; a village that registered none stays unknown."""
    late = defaultdict(int)
    for query in Query.objects.of_year(year).filter(village__in=villages):
        late[query.village_id] += query.is_late_on(day)
    return {village: {"queries_late": count} for village, count in late.items()}


def of_publicity(villages: Sequence[int], year: int) -> dict[int, dict[str, int]]:
    """Channels used, and contents that reached every group; three queries."""
    groups = defaultdict(set)
    for village, group in Group.objects.filter(village__in=villages).values_list("village", "pk"):
        groups[village].add(group)
    channels, heard = defaultdict(set), defaultdict(lambda: defaultdict(set))
    rows = Publicity.objects.of_year(year).filter(village__in=villages)
    for act in rows.prefetch_related("groups"):
        if act.channel != Publicity.Channel.OTHER:
            channels[act.village_id].add(act.channel)
        for content in act.contents:
            heard[act.village_id][content].update(group.pk for group in act.groups.all())
    return {
        village: {
            "channels_used": len(channels[village]),
            "contents_reached": sum(
                bool(groups[village]) and groups[village] <= reached
                for reached in heard[village].values()
            ),
        }
        for village in villages
    }


def of_activities(villages: Sequence[int], year: int) -> dict[int, dict[str, int]]:
    """Quarters with a meeting of the association's board, and theme activities; one query."""
    boards, themes = defaultdict(set), defaultdict(int)
    rows = Activity.objects.of_year(year).filter(village__in=villages)
    for village, kind, told, on in rows.values_list("village", "kind", "themes", "on"):
        if kind == Activity.Kind.BOARD:
            boards[village].add((on.month - 1) // 3)
        themes[village] += kind == Activity.Kind.THEME or bool(told)
    return {
        village: {"board_quarters": len(boards[village]), "theme_activities": themes[village]}
        for village in villages
    }


def of_records(villages: Sequence[int], year: int) -> dict[int, dict[str, int | None]]:
    """Meetings and votes without their record, and kinds of records lacking; three queries. Where
    no meeting was held, how well meetings are recorded stays unknown."""
    rows = Record.objects.kept().filter(village__in=villages, year=year)
    sources, kinds = set(), defaultdict(set)
    for village, source, code in rows.values_list("village", "source", "category__code"):
        sources.add(source)
        kinds[village].add(code)
    held = Meeting.objects.closed().filter(village__in=villages, held_at__year=year)
    votes = Motion.objects.closed().filter(
        meeting__village__in=villages, meeting__held_at__year=year
    )
    lacking = {}
    for village, meeting in held.values_list("village", "pk"):
        missing = lacking.setdefault(village, set())
        if f"meeting:{meeting}" not in sources:
            missing.add(meeting)
    for village, meeting, vote in votes.values_list("meeting__village", "meeting", "pk"):
        if f"vote:{vote}" not in sources:
            lacking.setdefault(village, set()).add(meeting)
    return {
        village: {
            "records_unreconciled": len(lacking[village]) if village in lacking else None,
            "record_kinds_missing": len({"XHH", "BZC"} - kinds[village]),
        }
        for village in villages
    }
