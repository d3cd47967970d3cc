"""The migrations build what the models say: the tests make their tables from the models alone."""

import os
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import ConnectionHandler

from tests import migrated as migrated_database
from township.history.frozen import existing_names

OURS = ("township_", "villages_", "archives_", "campaigns_")


@pytest.fixture
def migrated(db, tmp_path):
    """A connection to an empty database that `migrate` has been run on."""
    if connection.vendor == "sqlite":
        migrated_database.put(tmp_path / "migrated.sqlite3")
        yield from _opened(str(tmp_path / "migrated.sqlite3"))
        return
    name = f"{connection.settings_dict['NAME']}_migrated"
    place = connection.settings_dict
    with connection._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    try:
        url = f"postgres://{place['USER']}@{place['HOST']}:{place['PORT']}/{name}"
        command = [sys.executable, "manage.py", "migrate", "--verbosity", "0"]
        environment = os.environ | {"DATABASE_URL": url}
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True)
        yield from _opened(name)
    finally:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f'DROP DATABASE "{name}"')


def _opened(name):
    found = ConnectionHandler({"default": connection.settings_dict | {"NAME": name}})["default"]
    yield found
    found.close()


def tables(found):
    """{(table, "column" or "rule", name): what it is} of our apps' tables."""
    shape = {}
    with found.cursor() as cursor:
        for table in found.introspection.table_names(cursor):
            if not table.startswith(OURS):
                continue
            for column in found.introspection.get_table_description(cursor, table):
                shape[table, "column", column.name] = (column.type_code, column.null_ok)
            for name, rule in found.introspection.get_constraints(cursor, table).items():
                name = "" if name.startswith("__unnamed") else name
                shape[table, "rule", name, *(rule["columns"] or ())] = (
                    rule["unique"],
                    rule["foreign_key"],
                    rule["check"],
                )
    return shape


def test_migrate_makes_the_tables_of_the_models(migrated):
    made, expected = tables(migrated), tables(connection)
    assert len(expected) > 500
    assert made == expected
    assert existing_names(migrated) == existing_names(connection)
