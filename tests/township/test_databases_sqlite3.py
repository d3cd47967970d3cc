"""A lock that nobody moves is answered soon; writers who get on are waited for."""

import threading
import time
from contextlib import closing

import pytest
from django.db import OperationalError, connection, connections
from django.db.utils import ConnectionHandler

from township.databases.sqlite3.base import MOST_TURNS, DatabaseWrapper

pytestmark = [
    pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone"),
    pytest.mark.one_database,
    pytest.mark.django_db,
]
TURN = 0.4


@pytest.fixture
def waiting(tmp_path):
    """A connection of our own to a database in a file, whose turns are short."""
    told = {
        "ENGINE": "township.databases.sqlite3",
        "NAME": str(tmp_path / "db.sqlite3"),
        "OPTIONS": {"timeout": TURN, "transaction_mode": "IMMEDIATE"},
    }
    one = ConnectionHandler({"default": told})["default"]
    with closing(held(one)) as other:
        other.execute("PRAGMA journal_mode=WAL")
        other.execute("CREATE TABLE act (number integer)")
        yield one
    one.close()


def held(one):
    import sqlite3

    path = one.settings_dict["NAME"]
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def begin(one):
    """How long it took to begin writing; the transaction is ended again."""
    began = time.monotonic()
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    took = time.monotonic() - began
    one.rollback()
    one.set_autocommit(True)
    return took


def test_the_site_uses_it():
    assert isinstance(connections["default"], DatabaseWrapper)


def test_a_lock_that_nobody_moves_is_told_after_one_turn(waiting):
    with closing(held(waiting)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="locked"):
            begin(waiting)
        assert TURN * 0.9 <= time.monotonic() - began < TURN * 2.5


def test_who_gets_on_is_waited_for(waiting):
    """One writer after the other for longer than a turn; then the way is free."""
    stop = threading.Event()

    def write():
        with closing(held(waiting)) as other:
            while not stop.is_set():
                other.execute("BEGIN IMMEDIATE")
                other.execute("INSERT INTO act VALUES (1)")
                stop.wait(TURN * 0.3)
                other.execute("COMMIT")

    begin(waiting)
    writer = threading.Thread(target=write)
    writer.start()
    threading.Timer(TURN * 1.6, stop.set).start()
    try:
        begin(waiting)
    finally:
        stop.set()
        writer.join()


def test_it_has_an_end(waiting, monkeypatch):
    numbers = iter(range(100))
    monkeypatch.setattr(waiting, "commits_of_others", lambda: next(numbers))
    with closing(held(waiting)) as other:
        other.execute("BEGIN IMMEDIATE")
        began = time.monotonic()
        with pytest.raises(OperationalError, match="locked"):
            begin(waiting)
        assert time.monotonic() - began >= TURN * MOST_TURNS * 0.9


def test_another_fault_is_no_reason_to_wait(waiting, monkeypatch):
    begin(waiting)
    tries = []
    monkeypatch.setattr(waiting, "cursor", lambda: tries.append(1) or _broken())
    with pytest.raises(OperationalError, match="disk I/O"):
        begin(waiting)
    assert len(tries) == 1


def _broken():
    raise OperationalError("disk I/O error")
