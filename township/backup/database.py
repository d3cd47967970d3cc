"""The database out and in again, by the means of its engine, while people write.

SQLite: its own backup, one consistent state however many write. PostgreSQL: pg_dump of one
snapshot. What the manifest tells of it is read from the same state.
"""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from django.db import connection, transaction

from township.backup.errors import BackupRefused

SQLITE, POSTGRESQL = "sqlite", "postgresql"
_BESIDE = ("-wal", "-shm", "-journal")  # what SQLite keeps beside its file
_MIGRATIONS = "SELECT app, name FROM django_migrations ORDER BY id"
_HEADS = "SELECT township_id, length, head FROM township_chain ORDER BY id"
_FILES = "SELECT sha256, size FROM township_storedfile ORDER BY id"
_PEOPLE = "SELECT COUNT(*) FROM township_user"


@dataclass
class Copied:
    """A copy of the database, and what it says of itself."""

    path: Path
    engine: str
    migrations: list[list[str]]
    heads: list[list]
    files: list[tuple[str, int]]


def copied(folder: Path) -> Copied:
    """A copy of the database as a file in `folder`."""
    return _of_sqlite(folder) if connection.vendor == SQLITE else _of_postgresql(folder)


def size() -> int:
    """Bytes of the database, about."""
    if connection.vendor == SQLITE:
        return Path(connection.settings_dict["NAME"]).stat().st_size
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return cursor.fetchone()[0]


def own_names() -> tuple[str, ...]:
    """How the names of the database's own files begin."""
    return (Path(connection.settings_dict["NAME"]).name,) if connection.vendor == SQLITE else ()


def is_empty() -> bool:
    """Is there nothing in the database that somebody could lose?"""
    if connection.vendor == SQLITE and not Path(connection.settings_dict["NAME"]).exists():
        return True
    tables = set(connection.introspection.table_names())
    if "township_user" not in tables:
        return not tables
    with connection.cursor() as cursor:
        cursor.execute(_PEOPLE)
        return cursor.fetchone()[0] == 0


def url_of(path: Path) -> str:
    """DATABASE_URL of an SQLite file."""
    return f"sqlite:///{quote(str(path))}"


def refuse_damaged(path: Path) -> None:
    """Look an SQLite file through before it is put anywhere."""
    import sqlite3

    looked = sqlite3.connect(path)
    try:
        (answer,) = looked.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        answer = str(error)
    finally:
        looked.close()
    if answer != "ok":
        raise BackupRefused("备份里的数据库已损坏，没有恢复。请换一份备份。")


def put_in_place(path: Path) -> None:
    """An SQLite file becomes the database; an empty one that lay there goes."""
    connection.close()
    target = Path(connection.settings_dict["NAME"])
    target.parent.mkdir(parents=True, exist_ok=True)
    _remove(target, *_BESIDE)
    shutil.move(path, target)
    target.chmod(0o600)


def _remove(target, *endings):
    for rest in endings:
        target.with_name(target.name + rest).unlink(missing_ok=True)


def load_dump(path: Path) -> None:
    """A dump becomes the database of the PostgreSQL server: all of it, or nothing."""
    empty()
    command = ["pg_restore", "--no-owner", "--no-privileges", "--single-transaction"]
    _run([*command, "--dbname", connection.settings_dict["NAME"], str(path)])


def empty() -> None:
    """Take all tables out of the database; an SQLite file goes as a whole."""
    if connection.vendor == SQLITE:
        connection.close()
        _remove(Path(connection.settings_dict["NAME"]), "", *_BESIDE)
        return
    names = connection.introspection.table_names()
    with transaction.atomic(), connection.cursor() as cursor:
        for name in names:
            cursor.execute(f"DROP TABLE IF EXISTS {connection.ops.quote_name(name)} CASCADE")
        # What the triggers call stays behind when their tables go.
        cursor.execute(
            "SELECT p.oid::regprocedure::text FROM pg_proc p JOIN pg_namespace n "
            "ON n.oid = p.pronamespace WHERE n.nspname = current_schema() AND p.proname LIKE 'fz%%'"
        )
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP FUNCTION {name} CASCADE")
    connection.close()


def _of_sqlite(folder):
    import sqlite3

    plain = folder / "copy.sqlite3"
    connection.ensure_connection()
    target = sqlite3.connect(plain)
    try:
        connection.connection.backup(target)
        target.execute("PRAGMA journal_mode=DELETE")
        rows = [target.execute(sql).fetchall() for sql in (_MIGRATIONS, _HEADS, _FILES)]
    finally:
        target.close()
    return _told(plain, SQLITE, rows)


def _of_postgresql(folder):
    path = folder / "database.dump"
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        command = ["pg_dump", "--format=custom", "--no-owner", "--no-privileges"]
        _run([*command, f"--snapshot={snapshot}", "--file", str(path)])
        rows = []
        for sql in (_MIGRATIONS, _HEADS, _FILES):
            cursor.execute(sql)
            rows.append(cursor.fetchall())
    return _told(path, POSTGRESQL, rows)


def _told(path, engine, rows):
    migrations, heads, files = rows
    return Copied(path, engine, [*map(list, migrations)], [*map(list, heads)], files)


def _run(command):
    place = connection.settings_dict
    told = {
        "PGHOST": place["HOST"],
        "PGPORT": str(place["PORT"] or ""),
        "PGUSER": place["USER"],
        "PGPASSWORD": place["PASSWORD"],
        "PGDATABASE": place["NAME"],
    }
    known = {name: value for name, value in told.items() if value}
    try:
        done = subprocess.run(
            command, env=os.environ | known, capture_output=True, text=True, check=False
        )
    except FileNotFoundError:
        raise BackupRefused(
            f"这台机器上没有 {command[0]}：请安装与数据库同版本的 PostgreSQL 客户端。"
        ) from None
    if done.returncode:
        told = done.stderr.strip().splitlines()[-1:] or ["没有说明原因"]
        raise BackupRefused(f"{command[0]} 没有做成：{told[0]}")
