"""Does the program fit the data that it finds?

An upgrade that was not finished, or a copy of another version's data, leaves tables that the
program does not know. Whoever starts the site is told before anybody meets it on a page.
"""

from django.core.checks import Error, Tags, register
from django.db import OperationalError, ProgrammingError, connections
from django.db.migrations.executor import MigrationExecutor

from township.schema import WHAT_TO_DO, differences

# What PostgreSQL calls a table or column that is not there, and how SQLite says so.
STATES = {"42P01", "42703"}
WORDS = ("no such table", "no such column", "has no column named")


def is_misfit(error: Exception) -> bool:
    """Is this an answer of the database that it knows no such table or column?"""
    if getattr(error.__cause__, "sqlstate", "") in STATES:
        return True
    is_of_database = isinstance(error, OperationalError | ProgrammingError)
    return is_of_database and any(word in str(error) for word in WORDS)


def against_start(connection) -> list[str]:
    """Why the site must not start on this database, as sentences. One that does not answer is no
    reason: the site waits for it."""
    try:
        if steps := _pending(connection):
            return [f"数据库还差{steps}步升级。请先备份，再运行 manage.py migrate。"]
        return [f"{told}{WHAT_TO_DO}。" for told in differences(connection)]
    except OperationalError:
        return []


def _pending(connection):
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


@register(Tags.database)
def tables_fit_the_models(app_configs, databases=None, **kwargs):
    """Also asked by `migrate` before it begins, so that what it is to mend is no fault."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            told = [] if _pending(connection) else differences(connection)
        except OperationalError:
            continue
        found += [Error(sentence, hint=WHAT_TO_DO, id="township.E001") for sentence in told]
    return found
