"""Which SQLite keeps the database: the installed package's instead of the machine's own.

SQLite 3.7.0 to 3.51.2 can lose an acknowledged transaction, or the whole database, when two
connections checkpoint and write at the same moment (https://sqlite.org/wal.html, "The WAL-Reset
Bug"), which is our everyday. Python brings the SQLite of the machine, and most machines an old one.
"""

import sys

FAULTY_SINCE, SOUND_SINCE = (3, 7, 0), (3, 51, 3)
REFUSED = (
    "这台机器上的SQLite是{version}，3.7.0到3.51.2有一处会损坏数据库的缺陷，不能用。"
    "请运行 .venv/bin/pip install --require-hashes -r requirements.txt 装上随带的SQLite，"
    "或把环境变量 DATABASE_URL 改成PostgreSQL。"
)


def take_supplied():
    """Let every later `import sqlite3` find the package's module, where it is installed."""
    try:
        import pysqlite3
    except ImportError:
        return
    sys.modules["sqlite3"] = pysqlite3
    sys.modules["sqlite3.dbapi2"] = pysqlite3.dbapi2


def fault():
    """The sentence that says why the SQLite in use must not keep a database, or ""."""
    import sqlite3

    if FAULTY_SINCE <= sqlite3.sqlite_version_info < SOUND_SINCE:
        return REFUSED.format(version=sqlite3.sqlite_version)
    return ""
