"""From which tables a page was made, and whether an act has written into one of them since.

Every entry names the rows that its act has left (township.history.kept) and the thing it is about,
so a page that was made from other tables says what it said before. A table that the history does
not keep counts as written with every entry, but for those whose changes a kept page looks at by
itself, or that change what is shown with an entry about them alone. The history itself is written
with every entry; who reads only what it says of some nouns says so (`entries_about`).
"""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache

from django.apps import apps
from django.db import connection

from township.history.kept import kept_models
from township.history.models import Chain, Entry
from township.question import StandingQuestion
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


def tables_in(sql: str) -> set[str]:
    return set(NAMED.findall(sql))


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """The names of the tables that are read in here, of subqueries too."""
    found: set[str] = set()

    def listen(execute, sql, params, many, context):
        names = tables_in(sql)
        if about := ABOUT.get():
            names -= {Entry._meta.db_table, Chain._meta.db_table}
            names |= {model._meta.db_table for model in about}
        found.update(names)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(listen):
        yield found


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


@StandingQuestion
def _entries(chain, since, until):
    entries = Entry.objects.filter(chain=chain, number__gt=since, number__lte=until)
    return entries.values_list("noun", "left")


def stands(tables: Collection[str], tables_written: set[str] | None) -> bool:
    """Does what was made from the tables still stand after these were `written`?"""
    if not tables_written:
        return tables_written is not None
    return tables_written.isdisjoint(tables) and _labels().keys() >= set(tables)


def shown_beside(tables: Collection[str]) -> list[str]:
    """Those of SHOWN_BESIDE that are among the tables."""
    return [name for name, table in _beside() if table in tables]


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
        for field in model._meta.local_many_to_many:
            labels[field.remote_field.through._meta.db_table] = model._meta.label
    return labels
