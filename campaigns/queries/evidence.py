"""Which of a village's records stand beside an indicator, and what of them is kept for good.

Serves the plan's rule that a score rests on what was recorded: beside every indicator stand the
village's records of the archive categories it names, of the round's year and of earlier years for
what is adopted once (charter, rules, groups).
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from archives.models import PartFile, Record, Requirement
from township.users.models import User
from villages.models import Village

# Kept once and valid for years; everything else proves the round's own year.
STANDING = ("TERM", "TEXT", "CAMPAIGN")


def beside(
    village: Village,
    year: int,
    user: User | None = None,
    permission: str = "record.view",
    *,
    categories: Collection[str] | None = None,
) -> dict[Any, Any]:
    """{category code: [Record, …]} of a village for a round's year, in one query.

    With `user` only what that person may see (restricted categories), with `categories` only
    records of these codes.
    """
    records = Record.objects.for_user(user, permission) if user else Record.objects.all()
    if categories is not None:
        records = records.filter(category__code__in=categories)
    return _by_category(asked(records.filter(village=village), year))


def asked(records: Any, year: int) -> QuerySet:
    """Records that prove the year, or stand for years; narrows a query, asks nothing."""
    standing = Requirement.objects.filter(category=OuterRef("category"), per__in=STANDING)
    return (
        records.kept()
        .alias(is_standing=Exists(standing))
        .filter(Q(year=year) | Q(is_standing=True, year__lt=year))
        .select_related("category")
        .order_by("-year", "category__order", "-on", "-id")
        .only(
            "id",
            "village",
            "title",
            "year",
            "on",
            "reference_code",
            "status",
            "source",
            "category__code",
            "category__name",
        )
    )


def proving(villages: Sequence[int], year: int) -> QuerySet:
    """The records of these villages that stand beside a year's indicators."""
    return asked(Record.objects.filter(village__in=villages), year)


def _by_category(records):
    found = defaultdict(list)
    for record in records:
        found[record.category.code].append(record)
    return found


def of_indicator(found: Mapping[Any, Any], codes: Sequence[str]) -> list[Any]:
    """The records of these categories, from what `beside` found."""
    return [record for code in codes for record in found.get(code, ())]


def snapshot(
    villages: Sequence[int], year: int, cited: Mapping[Any, Any]
) -> dict[int, list[dict[Any, Any]]]:
    """{village id: [{…}]}: every record that stood beside, with the hashes of its files.

    Args:
        villages: ids of the villages; two queries for all of them.
        year: the round's year.
        cited: {village id: {record id: [indicator codes]}}.
    """
    records = list(proving(villages, year))
    files = _files(record.pk for record in records)
    kept = defaultdict(list)
    for record in records:
        kept[record.village_id].append(
            {
                "record": record.pk,
                "category": record.category.code,
                "title": record.title,
                "on": record.on.isoformat(),
                "reference_code": record.reference_code,
                "files": files[record.pk],
                "cited": sorted(cited.get(record.village_id, {}).get(record.pk, [])),
            }
        )
    return kept


def _files(records):
    found = defaultdict(list)
    rows = PartFile.objects.filter(part__record__in=list(records)).order_by("part", "number")
    for record, name, sha256 in rows.values_list("part__record", "file_name", "file__sha256"):
        found[record].append({"name": name, "sha256": sha256})
    return found
