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

NAMED = re.compile(r'\b(?:FROM|JOIN)\s+"?(\w+)', re.IGNORECASE)
# The unread number, what the night found and work that was given up are parts of a page's version.
LOOKED_AT = ("township.Alert", "township.FoundFault")
LOOKED_AT += ("township.WorkerBeat", "django_tasks_database.DBTaskResult")
# Of these a kept page shows only the room they take, which it tells by the hour.
LOOKED_AT += ("campaigns.WorkbookBatch", "campaigns.WorkbookFile")
# A check that fails, or passes again, is told of.
TOLD_OF = ("archives.FixityRun",)
ABOUT: ContextVar[tuple] = ContextVar("about", default=())
# More than so many acts are not looked through: the page is made anew.
MOST = 50


@contextmanager
def tables_read() -> Iterator[set[str]]:
    """The names of the tables that are read in here, of subqueries too."""
    found: set[str] = set()

    def listen(execute, sql, params, many, context):
        names = set(NAMED.findall(sql))
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


def is_untouched(tables: Collection[str], chain: int, since: int, until: int) -> bool:
    """Has no entry of a chain after number `since`, up to `until`, written into the tables?"""
    if since == until:
        return True
    labels = {label for one in tables if (label := _labels().get(one, "")) not in LOOKED_AT}
    if "" in labels or not 0 < until - since <= MOST:
        return False
    entries = Entry.objects.filter(chain=chain, number__gt=since, number__lte=until)
    nouns = {one.lower() for one in labels}
    rows = entries.values_list("noun", "left")
    return not any(noun in nouns or labels & left.keys() for noun, left in rows)


@lru_cache(maxsize=1)
def _labels():
    """{table: the model whose rows the history tells of}; links are told of with the side that
    declares them."""
    labels = {apps.get_model(name)._meta.db_table: name for name in (*LOOKED_AT, *TOLD_OF)}
    for model in kept_models():
        labels[model._meta.db_table] = model._meta.label
        for field in model._meta.local_many_to_many:
            labels[field.remote_field.through._meta.db_table] = model._meta.label
    return labels
