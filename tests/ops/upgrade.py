"""The stored database of every release, carried over to PostgreSQL and brought to the present.

On SQLite the suite does it. A database that a release has left on PostgreSQL is not stored: it is
made by the release's own migrations, which never change, and filled with the rows stored.
"""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing

import psycopg
from psycopg import sql

from tests.ops.round_trip import fresh
from tests.releases import kept
from tests.township.backup.installation import ROOT, environment, manage

STEPS = """
from django.core.management import call_command
for app, last in {}.items():
    call_command("migrate", app, last, verbosity=0)
"""


def run(folder, url, server):
    told = {"faults": []}
    for number, release in enumerate(kept.releases()):
        there = fresh(server, f"upgrade_{number}")
        on = environment(folder, there, PYTHONWARNINGS="ignore")
        stored = folder / f"{release.name}.sqlite3"
        kept.bring_out(release, stored)
        code, said = manage("shell", "-v0", "--command", STEPS.format(last_of(stored)), on=on)
        assert code == 0, said
        rows = carry_over(stored, there)
        command = [sys.executable, "-m", "tests.releases.upgrading"]
        done = subprocess.run(command, cwd=ROOT, env=on, capture_output=True, text=True)
        if done.returncode:
            told["faults"].append(f"{release.name}: {done.stderr[-1000:]}")
            continue
        found = json.loads(done.stdout.splitlines()[-1])
        wrong = [*found["schema"], *found["failed"]]
        wrong += [one for sentences in found["verified"].values() for one in sentences]
        told["faults"] += [f"{release.name}: {one}" for one in wrong]
        told[release.name] = {"rows": rows, "pages": sum(found["pages"].values())}
    return told


def last_of(stored):
    """{app: the name of the last migration that the release had done}."""
    question = "SELECT app, max(name) FROM django_migrations GROUP BY app ORDER BY min(id)"
    with closing(sqlite3.connect(stored)) as old:
        return dict(old.execute(question).fetchall())


def carry_over(stored, url):
    """How many rows went from the SQLite file into the tables of the same names."""
    number = 0
    with closing(sqlite3.connect(stored)) as old, psycopg.connect(url) as new:
        # No trigger, no foreign key: what is carried over is whole.
        new.execute("SET session_replication_role = replica")
        new.execute("SET TIME ZONE 'UTC'")
        names = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        tables = [name for (name,) in new.execute(names)]
        known = {name for (name,) in old.execute("SELECT name FROM sqlite_master")}
        for table in tables:
            new.execute(sql.SQL("TRUNCATE {} CASCADE").format(sql.Identifier(table)))
        for table in known.intersection(tables):
            number += _rows_over(old, new, table)
    return number


def _rows_over(old, new, table):
    found = old.execute(f'SELECT * FROM "{table}"')
    columns = [column[0] for column in found.description]
    into = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(map(sql.Identifier, columns))
    )
    number = 0
    with new.cursor() as cursor, cursor.copy(into) as copy:
        for row in found:
            copy.write_row([str(v) if isinstance(v, int | float) else v for v in row])
            number += 1
    if "id" in columns:
        asked = new.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table])
        if counter := asked.fetchone()[0]:
            last = sql.SQL("SELECT setval({}, coalesce(max(id), 0) + 1) FROM {}")
            new.execute(last.format(sql.Literal(counter), sql.Identifier(table)))
    return number
