"""Which records fit a question: words, village, year, category, number, days.

The index answers first (newest filed first, at most a thousand); then the rows themselves are
asked, through the user's reach, so that an index that lags can hide a record but never show one.
"""

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields

from django.db.models import Case, Count, F, IntegerField, Q, Value, When
from django.db.models.functions import Greatest, Lower, StrIndex, Substr
from django.utils import timezone

from archives.models import Category, FileWords, PartFile, Record, search_index
from archives.models.search_index import either, every, exactly, mark, tokens_in_order, without
from archives.rules import bigrams
from township.users.models import User
from villages.models import Village

MOST = 1000
MONTHS_AT_MOST = 36
BEFORE, AROUND = 24, 120


@dataclass(frozen=True)
class Wanted:
    """What is looked for; what is empty does not matter."""

    words: str = ""
    number: str = ""
    village: Village | None = None
    category: Category | None = None
    year: int | None = None
    since: datetime.date | None = None
    until: datetime.date | None = None
    has_withdrawn: bool = False

    def __bool__(self):
        asked = (getattr(self, one.name) for one in fields(self) if one.name != "has_withdrawn")
        return any(asked)


@dataclass(frozen=True)
class Found:
    ids: list
    is_cut: bool


@dataclass(frozen=True)
class Hit:
    """A record with the places that fit: pieces [(text, is_hit)] of its title and of a file."""

    record: Record
    title: list
    file_name: str
    excerpt: list


def find(user: User, wanted: Wanted) -> Found:
    """Found: ids of the records that `user` may see and that fit, newest filed first."""
    reach = _reach(user)
    if reach is None or not wanted:
        return Found([], False)
    asked = [tokens_in_order(bigrams.phrase(term)) for term in bigrams.terms(wanted.words)]
    asked += [tokens_in_order(bigrams.phrase(term)) for term in bigrams.terms(wanted.number)]
    if (wanted.words.strip() or wanted.number.strip()) and not asked:
        return Found([], False)
    question = every(*asked, *_places(wanted), reach)
    if not wanted.has_withdrawn:
        question = without(question, exactly(mark("w", 1)))
    ids = search_index.matching(question, MOST)
    rows = Record.objects.for_user(user, "record.view").filter(pk__in=ids)
    if not wanted.has_withdrawn:
        rows = rows.kept()
    if wanted.since:
        rows = rows.filter(on__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(on__lte=wanted.until)
    fitting = set(rows.order_by().values_list("pk", flat=True))
    return Found([pk for pk in ids if pk in fitting], len(ids) == MOST)


def _places(wanted):
    if wanted.village:
        yield exactly(mark("v", wanted.village.pk))
    if wanted.category:
        yield exactly(mark("c", wanted.category.pk))
    if wanted.year:
        yield exactly(mark("y", wanted.year))
    if wanted.since or wanted.until:
        yield _days(wanted.since, wanted.until)


def _days(since, until):
    """Months of the span, or its years where it is long; days are told apart by the rows."""
    since = since or datetime.date(1990, 1, 1)
    until = until or timezone.localdate()
    first, last = since.year * 12 + since.month - 1, until.year * 12 + until.month - 1
    if last - first < MONTHS_AT_MOST:
        months = [f"{month // 12}{month % 12 + 1:02d}" for month in range(first, last + 1)]
        return either(*(exactly(mark("m", month)) for month in months or ["0"]))
    return either(*(exactly(mark("d", year)) for year in range(since.year, until.year + 1)))


def _reach(user):
    """Where the user may look, as a question; None is nowhere. Restricted categories only where
    the user may see them; those of other townships are out of reach anyhow."""
    seen = _villages(user, "record.view")
    if not seen:
        return None
    everywhere = either(*map(exactly, seen))
    trusted = _villages(user, "record.restricted")
    if trusted == seen:
        return everywhere
    places = Village.objects.for_user(user, "record.view").order_by().values("township")
    restricted = Category.objects.filter(is_restricted=True, township__in=places)
    guarded = [exactly(mark("c", pk)) for pk in restricted.values_list("pk", flat=True)]
    if not guarded:
        return everywhere
    open_ones = without(everywhere, either(*guarded))
    if not trusted:
        return open_ones
    return either(open_ones, every(everywhere, either(*map(exactly, trusted))))


def _villages(user, permission):
    """Marks of whole townships where all villages are within reach, else of single villages."""
    rows = Village.objects.for_user(user, permission).order_by()
    mine = dict(rows.values_list("township").annotate(count=Count("pk")))
    everyone = Village.objects.filter(township__in=mine).order_by()
    whole = [
        pk
        for pk, count in everyone.values_list("township").annotate(count=Count("pk"))
        if mine[pk] == count
    ]
    single = rows.exclude(township__in=whole).values_list("pk", flat=True)
    return {mark("t", pk) for pk in whole} | {mark("v", pk) for pk in single}


def hits(user: User, ids: Sequence[int], wanted: Wanted) -> list[Hit]:
    """[Hit] of these records in their order: three queries, whatever their number."""
    terms = bigrams.terms(wanted.words)
    rows = Record.objects.for_user(user, "record.view").select_related("village", "category")
    records = rows.in_bulk(ids)
    excerpts = _excerpts(user, ids, terms)
    return [
        Hit(
            records[pk],
            pieces(records[pk].title, terms),
            *excerpts.get(pk, ("", [])),
        )
        for pk in ids
        if pk in records
    ]


def _excerpts(user, ids, terms):
    """{record: (file name, pieces)} of the first file of each in which a term stands."""
    if not terms:
        return {}
    versions = PartFile.objects.filter(part__record__in=ids).order_by("part__order", "-number")
    named = list(versions.values_list("part__record", "file", "file_name"))
    texts = _around(FileWords.objects.filter(pk__in={file for _, file, _ in named}), terms)
    found = {}
    for record, file, name in named:
        is_named = any(term in bigrams.normalise(name).lower() for term in terms)
        if record not in found and (file in texts or is_named):
            found[record] = (name, pieces(texts.get(file, ""), terms))
    return found


def _around(rows, terms):
    """{file: the text around the first place where a term stands}."""
    places = {f"at{n}": StrIndex(Lower("text"), Value(term)) for n, term in enumerate(terms)}
    first = Case(
        *(When(Q(**{f"{name}__gt": 0}), then=F(name)) for name in places),
        default=0,
        output_field=IntegerField(),
    )
    rows = rows.annotate(**places).annotate(at=first).filter(at__gt=0)
    rows = rows.annotate(piece=Substr("text", Greatest(F("at") - BEFORE, 1), AROUND))
    return {pk: f"…{piece}…" for pk, piece in rows.values_list("pk", "piece")}


def pieces(text: str, terms: Sequence[str]) -> list[tuple[str, bool]]:
    """[(text, is_hit)]: the text cut where the terms stand in it."""
    if not terms or not text:
        return [(text, False)] if text else []
    pattern = "|".join(re.escape(term) for term in sorted(terms, key=len, reverse=True))
    cut = re.split(f"({pattern})", text, flags=re.IGNORECASE)
    return [(piece, n % 2 == 1) for n, piece in enumerate(cut) if piece]
