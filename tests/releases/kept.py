"""The folders of releases: which there are, and what lies in them."""

import hashlib
import lzma
import re
from contextlib import closing
from pathlib import Path

from township import sqlite

ROOT = Path(__file__).resolve().parents[2]
RELEASES = Path(__file__).parent
APPS = ("township", "villages", "archives", "campaigns")
SUMS, DATABASE = "migrations.sha256", "database.sql.xz"
NUMBER = re.compile(r"\d+\.\d+\.\d+")
LARGEST = 300 * 1024
# Made again by themselves, and half of the size.
DERIVED_TABLE, EMPTIED = "archives_search", ("django_tasks_database_dbtaskresult",)


def releases(folder: Path = RELEASES) -> list[Path]:
    """The folders of all releases, the oldest first."""
    found = [path for path in folder.iterdir() if NUMBER.fullmatch(path.name)]
    return sorted(found, key=lambda path: [*map(int, path.name.split("."))])


def migrations(root: Path = ROOT) -> dict[str, str]:
    """{path of a migration below `root`: its sum}."""
    paths = [path for app in APPS for path in (root / app / "migrations").glob("[0-9]*.py")]
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(paths)
    }


def write_sums(folder: Path, root: Path = ROOT) -> None:
    """In the form that `sha256sum -c` reads."""
    lines = [f"{digest}  {path}\n" for path, digest in migrations(root).items()]
    (folder / SUMS).write_text("".join(lines))


def changed(folder: Path, root: Path = ROOT) -> list[str]:
    """Migrations of a release that are no longer as they were released."""
    now = migrations(root)
    pairs = [line.split("  ", 1) for line in (folder / SUMS).read_text().splitlines()]
    return [path for digest, path in pairs if now.get(path) != digest]


def store(database: Path, folder: Path) -> None:
    """Keep an SQLite database in the folder as text, packed."""
    sqlite.take_supplied()
    import sqlite3

    with closing(sqlite3.connect(database)) as there, closing(sqlite3.connect(":memory:")) as copy:
        there.backup(copy)
        copy.execute(f"DROP TABLE IF EXISTS {DERIVED_TABLE}")
        for table in EMPTIED:
            copy.execute(f"DELETE FROM {table}")
        copy.commit()
        text = "".join(f"{statement};\n" for statement in _statements(copy))
    (folder / DATABASE).write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def _statements(copy):
    """SQL that makes the database again: tables, rows, then what looks at them."""
    made = "SELECT name, sql FROM sqlite_master WHERE sql <> '' AND type {} ORDER BY rowid"
    tables = [pair for pair in copy.execute(made.format("= 'table'"))]
    yield "BEGIN"
    for name, sql in tables:
        if name != "sqlite_sequence":
            yield sql
    for name, _ in tables:
        if name == "sqlite_sequence":
            yield "DELETE FROM sqlite_sequence"
        columns = [f'quote("{row[1]}")' for row in copy.execute(f'PRAGMA table_info("{name}")')]
        row = " || ',' || ".join(columns)
        for (values,) in copy.execute(f'SELECT {row} FROM "{name}"'):
            yield f'INSERT INTO "{name}" VALUES({values})'
    for _, sql in copy.execute(made.format("<> 'table'")):
        yield sql
    yield "COMMIT"


def bring_out(folder: Path, database: Path) -> None:
    """The stored database of a release as an SQLite file."""
    sqlite.take_supplied()
    import sqlite3

    text = lzma.decompress((folder / DATABASE).read_bytes()).decode()
    with closing(sqlite3.connect(database)) as new:
        new.executescript(text)
