"""No start on a SQLite that can lose an acknowledged transaction; the supplied one everywhere."""

import os
import sqlite3
import subprocess
import sys

import pytest
from django.conf import settings
from django.db import connection

from tests import migrated
from township import sqlite

START = """
import os, sqlite3, sys
sys.modules["pysqlite3"] = {pysqlite3}
sqlite3.sqlite_version, sqlite3.sqlite_version_info = {version!r}, {parts}
from django.core.management import execute_from_command_line
execute_from_command_line(["manage.py", "check"])
"""


def start(version, database="sqlite:///:memory:"):
    """`manage.py check` where the package is missing and the machine's SQLite is `version`."""
    parts = tuple(map(int, version.split(".")))
    return subprocess.run(
        [sys.executable, "-c", START.format(pysqlite3=None, version=version, parts=parts)],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "township.settings",
            "SECRET_KEY": "only-for-this-start-0123456789-abcdefghijklmnopqrstuvwxyz",
            "DATABASE_URL": database,
            "DEBUG": "1",
        },
        capture_output=True,
        text=True,
        timeout=600,
    )


@pytest.mark.parametrize("version", ["3.7.0", "3.40.1", "3.51.2"])
def test_a_faulty_sqlite_stops_the_start_with_what_to_do(version):
    run = start(version)
    assert run.returncode != 0
    assert f"这台机器上的SQLite是{version}" in run.stderr and "requirements.txt" in run.stderr


def test_a_sound_sqlite_of_the_machine_may_stand_in_for_the_package():
    assert start("3.51.3").returncode == 0


def test_with_postgresql_the_machine_s_sqlite_does_not_matter():
    assert start("3.40.1", "postgres://nobody@127.0.0.1:1/none").returncode == 0


@pytest.mark.django_db
def test_the_database_of_this_process_is_kept_by_the_supplied_one():
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT sqlite_version()")
        (version,) = cursor.fetchone()
    assert version == sqlite3.sqlite_version
    assert tuple(map(int, version.split("."))) >= sqlite.SOUND_SINCE


@pytest.mark.parametrize("command", ["shell", "db_worker"])
def test_commands_and_workers_have_the_supplied_one(tmp_path, command):
    code = (
        "import sys; from django.core.management import execute_from_command_line as run;"
        "import atexit; atexit.register(lambda: print('version', sys.modules['sqlite3'].__name__,"
        "sys.modules['django.db.backends.sqlite3.base'].Database.sqlite_version));"
        f"run(['manage.py', {command!r}, {{}}])"
    )
    last = {"shell": "'-c', 'pass'", "db_worker": "'--batch', '-v0'"}[command]
    migrated.put(tmp_path / "db.sqlite3")
    run = subprocess.run(
        [sys.executable, "-c", code.format(last)],
        cwd=settings.BASE_DIR,
        env={
            "PATH": os.environ["PATH"],
            "DJANGO_SETTINGS_MODULE": "township.settings",
            "SECRET_KEY": "only-for-this-start-0123456789-abcdefghijklmnopqrstuvwxyz",
            "DATABASE_URL": f"sqlite:///{tmp_path}/db.sqlite3",
            "DATA_DIR": str(tmp_path),
        },
        capture_output=True,
        text=True,
        timeout=600,
    )
    assert "version pysqlite3 3.5" in run.stdout, run.stderr
