"""The table of what somebody with the database and the disk in hand may do: all of it is found.

Each line is done to the demonstration by itself and taken back; the check beside it must tell.
"""

import os
from contextlib import contextmanager

import pytest
from django.db import connection, transaction

from archives.models import PartFile
from tests.archives.tampering import flip_a_byte, overwrite
from tests.township.test_history_rows import CHANGED, altered, lived_in, one_of
from tests.unguarded import unguarded
from township.files.models import StoredFile
from township.history import anchors
from township.history.models import Entry
from township.history.verification import CHECKS, FILES, GUARDS, HISTORY, ROWS

pytestmark = pytest.mark.one_database


def row_of(label, told, **which):
    row = one_of(label, **which)
    return altered(f'UPDATE "{row._meta.db_table}" SET {told} WHERE id = %s', row.pk)


def gone(label, **which):
    row = one_of(label, **which)
    return altered(f'DELETE FROM "{row._meta.db_table}" WHERE id = %s', row.pk)


def sealed():
    return one_of("archives.Record", status="sealed")


def file_of_sealed():
    return PartFile.objects.filter(part__record=sealed()).first().file


def open_version():
    return one_of("archives.PartFile", part__record__status="open")


def exchanged(version):
    other = StoredFile.objects.exclude(pk=version.file_id).first()
    change = "UPDATE archives_partfile SET file_id = %s WHERE id = %s"
    return altered(change, other.pk, version.pk)


@contextmanager
def written_over(file, content):
    """The bytes of a kept file are others for the while, and what the database says as well
    where `sha256` is told."""
    good = file.path.read_bytes()
    overwrite(file, content)
    try:
        yield
    finally:
        overwrite(file, good)


@contextmanager
def flipped():
    file = file_of_sealed()
    with written_over(file, file.path.read_bytes()):
        flip_a_byte(file)
        yield


@contextmanager
def moved_away():
    path = file_of_sealed().path
    os.rename(path, f"{path}.away")
    try:
        yield
    finally:
        os.rename(f"{path}.away", path)


@contextmanager
def swapped():
    one = file_of_sealed()
    other = StoredFile.objects.exclude(sha256=one.sha256).first()
    mine, others = one.path.read_bytes(), other.path.read_bytes()
    with written_over(one, others), written_over(other, mine):
        yield


@contextmanager
def end_cut_off():
    with transaction.atomic():
        last = Entry.objects.exclude(chain__township=None).first()
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM township_entry WHERE id = %s", [last.pk])
            cursor.execute(
                "UPDATE township_chain SET length = %s, head = %s WHERE id = %s",
                [last.number - 1, last.previous_hash, last.chain_id],
            )
        yield
        transaction.set_rollback(True)


def entry(number):
    return {"chain__township__isnull": False, "number": number}


@contextmanager
def no_triggers():
    """The rest of the table is done without triggers; here that itself is found."""
    yield


def changed(name):
    label, which, told = CHANGED[name]
    return row_of(label, told, **which)


# {what is done: (how, the check that finds it)}
TABLE = {
    "the score of a final evaluation": (lambda: changed("final score"), ROWS),
    "its result": (lambda: changed("final result"), ROWS),
    "the tally of a closed vote": (lambda: changed("tally"), ROWS),
    "its outcome": (lambda: changed("outcome"), ROWS),
    "the attendance of a closed meeting": (lambda: changed("attendance"), ROWS),
    "a plaque's number": (lambda: changed("plaque"), ROWS),
    "a reward's amount": (lambda: changed("reward"), ROWS),
    "an observer made a leader": (lambda: changed("role"), ROWS),
    "a sealed record opened again": (lambda: changed("reopened record"), ROWS),
    "the last sealed record gone": (lambda: gone("archives.Record", status="sealed"), ROWS),
    "an open record's file exchanged": (lambda: exchanged(open_version()), ROWS),
    "an open record's file gone": (
        lambda: gone("archives.PartFile", part__record__status="open"),
        ROWS,
    ),
    "an open record's file and its sum": (lambda: changed("sum of a file"), ROWS),
    "the history's end cut off": (end_cut_off, HISTORY),
    "an entry of the history": (
        lambda: row_of("township.Entry", "summary = 'x'", **entry(5)),
        HISTORY,
    ),
    "an entry in the middle gone": (lambda: gone("township.Entry", **entry(5)), HISTORY),
    "the last entry gone": (
        lambda: gone("township.Entry", pk=Entry.objects.exclude(chain__township=None).first().pk),
        HISTORY,
    ),
    "a byte of a file": (flipped, FILES),
    "a file emptied": (lambda: written_over(file_of_sealed(), b""), FILES),
    "a file gone": (moved_away, FILES),
    "two files exchanged": (swapped, FILES),
    "a sealed record's title": (
        lambda: row_of("archives.Record", "title = 'x'", status="sealed"),
        FILES,
    ),
    "a sealed record's file and its sum": (
        lambda: exchanged(PartFile.objects.filter(part__record=sealed()).first()),
        FILES,
    ),
    "all triggers gone": (no_triggers, GUARDS),
}


def found(check):
    return [sentence for _, sentence in CHECKS[check]()]


def test_whatever_is_done_past_the_site_is_found(story, monkeypatch, tmp_path):
    lived_in(story)
    monkeypatch.setattr(anchors, "file", lambda: tmp_path / "anchors")
    before = {check: found(check) for check in CHECKS}
    assert not any(before.values()), before
    missed = []
    with unguarded():
        for what, (done, check) in TABLE.items():
            with done():
                if not found(check):
                    missed.append(what)
    assert not missed and len(TABLE) >= 23
    assert {check: found(check) for check in CHECKS} == before, "taken back"
