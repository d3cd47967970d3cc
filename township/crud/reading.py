"""From what a page was made, and whether an act has changed any of it since.

Every entry names the rows that its act has left (township.history.kept) and the thing it is about,
so a page that was made from other tables says what it said before. A table that the history does
not keep counts as written with every entry, but for those whose changes a kept page looks at by
itself, or that change what is shown with an entry about them alone. The history itself is written
with every entry; who reads only what it says of some nouns says so (`entries_about`).

Where an act has written into one of its tables, most often it has written about another village or
another person's sheet. So what was asked of the database is kept with a digest of each answer, and
the few questions to the written tables are asked again, as they were written: to write one takes
Django ten times as long as it takes the database to answer it. The same answers make the same page.
"""

import datetime
import hashlib
import re
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from itertools import islice
from uuid import UUID

from django.apps import apps
from django.db import connection

from township.history.kept import kept_models
from township.history.models import Chain, Entry
from township.prepared_query import PreparedQuery
from township.registry import Registry

NAMED = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)', re.IGNORECASE)
# What the night found and work that was given up are parts of a page's version.
LOOKED_AT = ("township.FoundFault", "township.WorkerBeat", "django_tasks_database.DBTaskResult")
# Of these a kept page shows only the room they take, which it tells by the hour.
LOOKED_AT += ("campaigns.WorkbookBatch", "campaigns.WorkbookFile", "archives.ScanPage")
# And of these what upper apps answer for one person, however it came about.
SHOWN_BESIDE = Registry(
    "What a kept page shows that changes without an act", "township.Alert", "archives.ScanBatch"
)
# A check that fails, or passes again, is told of.
TOLD_OF = ("archives.FixityRun",)
ABOUT: ContextVar[tuple] = ContextVar("about", default=())
# Written with every entry.
EVERY = "*"
# More than so many acts are not looked through: the page is made anew.
MOST = 50


# What a question may be asked with to be asked again.
PLAIN = (int, str, float, datetime.date, datetime.time, Decimal, UUID, type(None))
Question = tuple[str, tuple]


@dataclass
class Read:
    """What was read from the database: `tables` are all, those of `unasked` without a question
    that could be asked again; each question has its tables and the digest of its answer."""

    tables: set[str] = field(default_factory=set)
    unasked: set[str] = field(default_factory=set)
    questions: dict[Question, tuple[frozenset[str], bytes]] = field(default_factory=dict)

    def add(self, other: "Read") -> None:
        self.tables |= other.tables
        self.unasked |= other.unasked
        for question, (tables, answer) in other.questions.items():
            self.note(question, tables, answer)

    def note(self, question: Question, tables: frozenset[str], answer: bytes) -> None:
        """One that was answered twice, and not alike, is not one to be asked again."""
        self.tables |= tables
        known, said = self.questions.get(question, (tables, answer))
        self.questions[question] = (known | tables, said)
        if said != answer:
            self.unasked |= known | tables

    def add_unasked(self, tables: Collection[str]) -> None:
        self.tables.update(tables)
        self.unasked.update(tables)


READING: ContextVar[tuple[Read, ...]] = ContextVar("reading", default=())


def tables_in(sql: str) -> set[str]:
    return set(NAMED.findall(sql))


@contextmanager
def reading() -> Iterator[Read]:
    """What is read in here, by subqueries too."""
    outer, read = READING.get(), Read()
    token = READING.set((*outer, read))
    try:
        if outer:
            yield read
        else:
            with connection.execute_wrapper(_listen):
                yield read
    finally:
        READING.reset(token)


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """The names of the tables that are read in here, of subqueries too."""
    with reading() as read:
        yield read.tables


def _listen(execute, sql, params, many, context):
    cursor = context["cursor"]
    if isinstance(cursor.cursor, _Answered):
        cursor.cursor = cursor.cursor.asked
    done, tables = execute(sql, params, many, context), tables_in(sql)
    if about := ABOUT.get():
        tables -= {Entry._meta.db_table, Chain._meta.db_table}
        tables |= {model._meta.db_table for model in about}
    given = tuple(params or ())
    is_question = sql.startswith(("SELECT", "(SELECT")) and not many
    if is_question and all(isinstance(one, PLAIN) for one in given):
        rows = cursor.fetchall()
        cursor.cursor, answer = _Answered(cursor.cursor, rows), _digest(rows)
        for read in READING.get():
            read.note((sql, given), frozenset(tables), answer)
    else:
        for read in READING.get():
            read.add_unasked(tables)
    return done


class _Answered:
    """A cursor whose rows were all looked at before they are handed on."""

    def __init__(self, asked, rows):
        self.asked, self.rows = asked, iter(rows)

    def __getattr__(self, name):
        return getattr(self.asked, name)

    def __iter__(self):
        return self.rows

    def fetchone(self):
        return next(self.rows, None)

    def fetchmany(self, size=1):
        return list(islice(self.rows, size))

    def fetchall(self):
        return list(self.rows)


def _digest(rows) -> bytes:
    return hashlib.blake2b(repr(rows).encode(), digest_size=16).digest()


def asked_again(question: Question) -> bytes:
    """The digest of what the database answers now."""
    token = READING.set(())
    try:
        with connection.cursor() as cursor:
            cursor.execute(*question)
            return _digest(cursor.fetchall())
    finally:
        READING.reset(token)


@contextmanager
def entries_about(*models) -> Iterator[None]:
    """What is read of the history in here are entries about rows of these models."""
    token = ABOUT.set(models)
    try:
        yield
    finally:
        ABOUT.reset(token)


def written(chain: int, since: int, until: int) -> set[str] | None:
    """The tables into which the entries of a chain after number `since`, up to `until`, have
    written, and of what they are about; {EVERY} stands for what the history does not keep, None
    for what is not looked through."""
    if since == until:
        return set()
    if not 0 < until - since <= MOST:
        return None
    tables, found = _tables(), {EVERY}
    for noun, left in _entries(chain, since, until):
        for name in (noun, *map(str.lower, left)):
            found |= tables.get(name, set())
    return found


@PreparedQuery
def _entries(chain, since, until):
    entries = Entry.objects.filter(chain=chain, number__gt=since, number__lte=until)
    return entries.values_list("noun", "left")


def touched(tables: Collection[str], tables_written: set[str] | None) -> set[str] | None:
    """Those of the tables that may say something else after these were `written`; None where
    nothing is known."""
    if not tables_written:
        return None if tables_written is None else set()
    return tables_written.intersection(tables) | (set(tables) - _labels().keys())


def stands(read: Read, touched: set[str] | None, answer: Callable[[Question], bytes]) -> bool:
    """Is what was `read` the same, where these of its tables were touched? `answer` is
    `asked_again`."""
    if touched is None or touched & read.unasked:
        return False
    asked = read.questions.items()
    return all(
        answer(question) == known
        for question, (tables, known) in asked
        if not touched.isdisjoint(tables)
    )


def shown_beside(tables: Collection[str]) -> dict[str, str]:
    """{name: table} of those of SHOWN_BESIDE that are among the tables."""
    return {name: table for name, table in _beside() if table in tables}


@lru_cache(maxsize=1)
def _beside():
    return [(name, apps.get_model(name)._meta.db_table) for name in SHOWN_BESIDE]


@lru_cache(maxsize=1)
def _tables():
    """{noun: the tables of its rows and links}."""
    found: dict[str, set[str]] = {}
    for table, label in _labels().items():
        if label not in LOOKED_AT:
            found.setdefault(label.lower(), set()).add(table)
    return found


@lru_cache(maxsize=1)
def _labels():
    """{table: the model whose rows the history tells of}; links are told of with the side that
    declares them."""
    named = (*LOOKED_AT, *TOLD_OF, *SHOWN_BESIDE)
    labels = {apps.get_model(name)._meta.db_table: name for name in named}
    for model in kept_models():
        labels[model._meta.db_table] = model._meta.label
        for link in model._meta.local_many_to_many:
            labels[link.remote_field.through._meta.db_table] = model._meta.label
    return labels
