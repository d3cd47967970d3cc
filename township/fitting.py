"""Does the program fit the data that it finds?

An upgrade that was not finished, or a copy of another version's data, leaves tables that the
program does not know. Whoever starts the site is told before anybody meets it on a page.
"""

from django.core.checks import Error, Tags, register
from django.db import OperationalError, ProgrammingError, connections
from django.db.migrations.executor import MigrationExecutor

from township.history.kept import APPS
from township.schema import WHAT_TO_DO, differences

# What PostgreSQL calls a table or column that is not there, and how SQLite says so.
STATES = {"42P01", "42703"}
WORDS = ("no such table", "no such column", "has no column named")
NEWER = "数据库已经升级到更新的版本，这里的程序比它旧：请装上更新的版本，或者恢复升级前的备份"


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
        executor = MigrationExecutor(connection)
        if steps := _pending(executor):
            return [f"数据库还差{steps}步升级。请先备份，再运行 manage.py migrate。"]
        if unknown_steps(executor.loader):
            return [f"{NEWER}。"]
        return [f"{told}{WHAT_TO_DO}。" for told in differences(connection)]
    except OperationalError:
        return []


def _pending(executor):
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def unknown_steps(loader) -> set[tuple[str, str]]:
    """The steps of our apps that the database has been through and this program does not have."""
    return {one for one in loader.applied_migrations if one[0] in APPS} - set(
        loader.disk_migrations
    )


@register(Tags.database)
def tables_fit_the_models(app_configs, databases=None, **kwargs):
    """Also asked by `migrate` before it begins, so that what it is to mend is no fault."""
    found = []
    for alias in databases or []:
        connection = connections[alias]
        try:
            told = [] if _pending(MigrationExecutor(connection)) else differences(connection)
        except OperationalError:
            continue
        found += [Error(sentence, hint=WHAT_TO_DO, id="township.E001") for sentence in told]
    return found
