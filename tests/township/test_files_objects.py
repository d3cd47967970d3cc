"""Kept files behind a Django storage instead of the disk: same names, same checks, same refusals.

The storage is Django's own over another folder; with S3 the calls are the same.
"""

import io
import os
import shutil
import time

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from tests.hostile import photo
from township.files import blobs, objects
from township.files.derive import extract_text, preview
from township.files.errors import StorageUnavailable
from township.files.models import StoredFile
from township.files.storing import open_stored, store
from township.files.sweeping import repair, sweep, verify_files
from township.history.verification import UNREACHED

pytestmark = pytest.mark.django_db
TEXT = "第一条 村民会议。".encode()


@pytest.fixture(autouse=True)
def bucket(settings, tmp_path):
    """The folder in which the object store keeps its objects."""
    settings.DATA_DIR = tmp_path / "data"
    folder = tmp_path / "bucket"
    settings.STORAGES = settings.STORAGES | {
        "blobs": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": folder},
        }
    }
    return folder


def kept(content=TEXT, name="章程.txt"):
    return store(io.BytesIO(content), name)


def place(bucket, file):
    return bucket / "blobs" / file.sha256[:2] / file.sha256


def test_an_object_lies_under_its_sum_once_and_is_read_and_parsed(bucket):
    file = kept()
    written_at = place(bucket, file).stat().st_mtime_ns
    assert kept(name="别名.txt") == file and place(bucket, file).read_bytes() == TEXT
    assert place(bucket, file).stat().st_mtime_ns == written_at
    assert not (blobs.root() / "blobs").exists()
    with open_stored(file) as stream:
        stream.seek(3)
        assert stream.read() == TEXT[3:]
    assert "村民会议" in extract_text(file)
    assert preview(kept(photo(), "现场.jpg")).read_bytes()[:2] == b"\xff\xd8"


def test_the_object_is_there_before_its_row_and_outlives_a_failure(bucket):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        file = kept()
        assert place(bucket, file).exists()
        raise ZeroDivisionError
    assert not StoredFile.objects.exists() and place(bucket, file).exists()
    assert list(verify_files()) == [] and sweep().quarantined == 0
    assert kept().sha256 == file.sha256


def left_over(bucket, days):
    """An object so old whose row was never written."""
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        file = kept()
        raise ZeroDivisionError
    when = time.time() - days * 24 * 3600
    os.utime(place(bucket, file), (when, when))
    return place(bucket, file)


@pytest.mark.parametrize(("days", "is_told"), [(0.99, False), (1.01, True)])
def test_what_a_kill_left_behind_is_told_after_a_day_and_set_aside(bucket, days, is_told):
    path = left_over(bucket, days)
    assert [one.kind for one in verify_files()] == ["orphan"] * is_told
    assert sweep().quarantined == is_told and path.exists() != is_told
    assert sweep().quarantined == 0 and list(verify_files()) == []


def test_what_a_row_speaks_of_since_it_was_moved_comes_back(bucket, monkeypatch):
    path = left_over(bucket, 2)
    set_aside = objects.set_aside

    def claimed_meanwhile(sha256):
        set_aside(sha256)
        StoredFile.objects.create(sha256=sha256, size=len(TEXT), media_type="text/plain")

    monkeypatch.setattr(objects, "set_aside", claimed_meanwhile)
    assert sweep().quarantined == 0 and path.read_bytes() == TEXT
    assert list(verify_files()) == [] and not list((bucket / "quarantine").iterdir())


def test_what_was_claimed_in_a_longer_act_comes_back_with_the_next_sweep(bucket):
    path = left_over(bucket, 2)
    sweep()
    StoredFile.objects.create(sha256=path.name, size=len(TEXT), media_type="text/plain")
    assert not path.exists() and [one.kind for one in verify_files()] == ["missing"]
    sweep()
    assert path.read_bytes() == TEXT and list(verify_files()) == []


def test_damaged_bytes_set_aside_never_come_back(bucket):
    file = kept()
    place(bucket, file).write_bytes(b"damaged")
    assert repair(file, io.BytesIO(TEXT))
    sweep()
    assert place(bucket, file).read_bytes() == TEXT


def test_what_changed_or_went_missing_is_named_never_handed_on_and_put_back(bucket):
    file, other = kept(), kept(TEXT[:9], "制度.txt")
    place(bucket, file).write_bytes(TEXT.replace("村".encode(), "材".encode()))
    place(bucket, other).unlink()
    assert {one.sha256: one.kind for one in verify_files()} == {
        file.sha256: "changed",
        other.sha256: "missing",
    }
    assert not file.path.exists() and not other.path.exists()
    for row, content in ((file, TEXT), (other, TEXT[:9])):
        assert not repair(row, io.BytesIO(b"other bytes"))
        assert repair(row, io.BytesIO(content))
    assert list(verify_files()) == [] and file.path.read_bytes() == TEXT
    (aside,) = (bucket / "quarantine").iterdir()
    assert aside.name.startswith(file.sha256)


def test_a_store_that_cannot_be_reached_is_an_outage_and_keeps_nothing(bucket):
    bucket.write_text("not a folder")
    with pytest.raises(StorageUnavailable):
        kept()
    assert not StoredFile.objects.exists() and not list(blobs.temporary_folder().iterdir())


def test_verify_says_in_a_sentence_that_the_store_cannot_be_reached(bucket, capsys):
    kept()
    shutil.rmtree(bucket)
    bucket.write_text("not a folder")
    with pytest.raises(CommandError, match="共发现 1 处问题"):
        call_command("verify")
    assert UNREACHED in capsys.readouterr().out
