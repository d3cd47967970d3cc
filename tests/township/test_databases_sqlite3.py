"""A lock that nobody moves is answered soon; writers who get on are waited for."""

import threading
import time
from contextlib import closing

import pytest
from django.db import OperationalError, connection, connections
from django.db.backends.sqlite3 import base
from django.db.utils import ConnectionHandler

from township.databases.sqlite3 import base as own
from township.databases.sqlite3.base import MOST_TURNS, DatabaseWrapper, PatientCursor, _lines

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


class Clock:
    """A time that goes on only while somebody sleeps; `meanwhile` is what others do then."""

    def __init__(self):
        self.now, self.meanwhile = 0.0, lambda: None

    def monotonic(self):
        return self.now

    def sleep(self, seconds):
        self.now += seconds
        self.meanwhile()


@pytest.fixture
def clock(monkeypatch):
    clock = Clock()
    monkeypatch.setattr(own, "time", clock)
    return clock


def held(one):
    import sqlite3

    path = one.settings_dict["NAME"]
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False)


def begin(one):
    """Begin to write; the transaction is ended again."""
    one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    one.rollback()
    one.set_autocommit(True)


def write_at_once(one):
    """A single statement, as `update()` outside a transaction is."""
    with one.cursor() as cursor:
        cursor.execute("INSERT INTO act VALUES (%s)", [2])


both = pytest.mark.parametrize("write", [begin, write_at_once])


def test_the_site_uses_it():
    assert isinstance(connections["default"], DatabaseWrapper)


@both
def test_a_lock_that_nobody_moves_is_told_after_one_turn(waiting, clock, write):
    with closing(held(waiting)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            write(waiting)
        assert TURN <= clock.now < TURN * 1.1


def test_who_only_reads_waits_for_nobody(waiting):
    with closing(held(waiting)) as other, waiting.cursor() as cursor:
        other.execute("BEGIN IMMEDIATE")
        other.execute("INSERT INTO act VALUES (1)")
        cursor.execute("SELECT count(*) FROM act")
        assert cursor.fetchone() == (0,)


@both
def test_who_gets_on_is_waited_for(waiting, clock, write):
    """One writer after the other for longer than a turn; then the way is free."""
    begin(waiting)
    with closing(held(waiting)) as other:
        ends = [TURN * share for share in (0.6, 1.2, 1.8)]

        def get_on():
            if ends and clock.now >= ends[0]:
                other.execute("COMMIT")
                if ends.pop(0) and ends:
                    take_the_lock()

        def take_the_lock():
            other.execute("BEGIN IMMEDIATE")
            other.execute("INSERT INTO act VALUES (1)")

        take_the_lock()
        clock.meanwhile = get_on
        write(waiting)
    assert clock.now >= TURN * 1.8


@both
def test_it_has_an_end(waiting, clock, monkeypatch, write):
    numbers = iter(range(10_000))
    monkeypatch.setattr(PatientCursor, "commits_of_others", lambda cursor: next(numbers))
    with closing(held(waiting)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(OperationalError, match="locked"):
            write(waiting)
        assert TURN * MOST_TURNS <= clock.now < TURN * MOST_TURNS * 1.1


def test_who_came_first_writes_first(waiting):
    """Many wait while the lock is held; when it is free they write in the order they came, and
    nobody who has just come passes them."""
    order = []

    def wait(number):
        one = ConnectionHandler({"default": waiting.settings_dict})["default"]
        one.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
        order.append(number)
        one.rollback()
        one.close()

    begin(waiting)
    with closing(held(waiting)) as other:
        other.execute("BEGIN IMMEDIATE")
        threads = []
        for number in range(6):
            threads.append(threading.Thread(target=wait, args=[number]))
            threads[-1].start()
            _until(lambda number=number: len(_line(waiting)) == number + 1)
        other.execute("COMMIT")
        for thread in threads:
            thread.join()
    assert order == list(range(6))
    assert not _line(waiting)


def test_a_statement_within_a_transaction_is_tried_once(waiting, monkeypatch):
    waiting.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    tries = _every_try_fails(monkeypatch, "database is locked")
    with pytest.raises(OperationalError, match="locked"):
        write_at_once(waiting)
    assert tries == [1]
    monkeypatch.undo()
    waiting.rollback()
    waiting.set_autocommit(True)


@both
def test_another_fault_is_no_reason_to_wait(waiting, monkeypatch, write):
    begin(waiting)
    tries = _every_try_fails(monkeypatch, "disk I/O error")
    with pytest.raises(OperationalError, match="disk I/O"):
        write(waiting)
    assert tries == [1]


def _every_try_fails(monkeypatch, message):
    tries = []

    def fail(cursor, query, params=None):
        tries.append(1)
        raise base.Database.OperationalError(message)

    monkeypatch.setattr(base.SQLiteCursorWrapper, "execute", fail)
    return tries


def _line(one):
    return _lines[str(one.settings_dict["NAME"])]


def _until(is_so):
    until = time.monotonic() + 60
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.001)
