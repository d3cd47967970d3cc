import io
import os
import time
from datetime import timedelta

import pytest

from township.files import blobs, sweeping
from township.files.models import StoredFile
from township.files.storing import open_stored, store
from township.files.sweeping import repair, sweep, verify_files

pytestmark = pytest.mark.django_db
YESTERDAY = 25 * 3600


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def charter():
    return store(io.BytesIO("章程".encode()), "章程.txt")


def damage(file):
    file.path.chmod(0o640)
    file.path.write_bytes("章呈".encode())


def age(path, seconds=YESTERDAY):
    moment = time.time() - seconds
    os.utime(path, (moment, moment))


def orphan():
    path = blobs.path_of("ab" + "0" * 62)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"x")
    return path


def quarantined():
    folder = blobs.root() / "quarantine"
    return [path.name.partition(".")[0] for path in folder.iterdir()] if folder.exists() else []


def test_sound_files_give_no_finding(charter):
    assert list(verify_files()) == []
    assert list(verify_files([charter])) == []


def test_a_flipped_byte_a_missing_file_and_an_orphan_are_named(charter):
    other = store(io.BytesIO("制度".encode()), "制度.txt")
    damage(charter)
    other.path.unlink()
    lone = orphan()
    assert "orphan" not in {one.kind for one in verify_files()}, "its row may be on the way"
    age(lone)
    found = {one.sha256: one for one in verify_files()}
    assert found[charter.sha256].kind == "changed"
    assert found[charter.sha256].sentence == (
        f"文本文件 {charter.sha256[:8]}的内容被改动过，与存入时不一致。"
    )
    assert found[other.sha256].kind == "missing"
    assert found[lone.name].kind == "orphan"
    assert [one.kind for one in verify_files([other])] == ["missing"]


def test_good_bytes_are_put_back_and_the_damaged_ones_kept_aside(charter):
    damage(charter)
    assert not repair(charter, io.BytesIO(b"something else"))
    assert repair(charter, io.BytesIO("章程".encode()))
    with open_stored(charter) as stream:
        assert stream.read() == "章程".encode()
    assert quarantined() == [charter.sha256]
    assert list(verify_files()) == []
    charter.path.unlink()
    assert repair(charter, io.BytesIO("章程".encode()))
    assert list(verify_files()) == []


def test_after_a_day_what_nobody_claims_is_swept_and_what_is_young_or_known_stays(charter):
    old, young = orphan(), blobs.path_of("cd" + "0" * 62)
    young.parent.mkdir(parents=True)
    young.write_bytes(b"y")
    stale, fresh = (blobs.temporary_folder() / name for name in ("stale", "fresh"))
    stale.write_bytes(b"")
    fresh.write_bytes(b"")
    for path in (old, stale, charter.path):
        age(path)
    swept = sweep()
    assert (swept.temporary, swept.quarantined) == (1, 1)
    assert quarantined() == [old.name]
    assert young.exists() and fresh.exists() and charter.path.exists() and not stale.exists()
    assert sweep(timedelta(0)).quarantined == 1


def test_the_folder_of_a_child_that_was_killed_with_the_site_is_swept():
    left = blobs.temporary_folder() / "child-left"
    left.mkdir()
    (left / "note").write_bytes(b"x")
    age(left)
    assert sweep().temporary == 1 and not left.exists()


def test_an_empty_installation_has_nothing_to_sweep():
    swept = sweep()
    assert (swept.temporary, swept.quarantined) == (0, 0)


def test_an_upload_that_claims_an_old_orphan_at_that_moment_keeps_it(charter, monkeypatch):
    """The upload renews the file's time between the sweeper's look and its move."""
    path = charter.path
    StoredFile.objects.all().delete()
    age(path)
    move = sweeping._set_aside

    def move_a_moment_later(target):
        store(io.BytesIO("章程".encode()), "章程.txt")
        return move(target)

    monkeypatch.setattr(sweeping, "_set_aside", move_a_moment_later)
    assert sweep().quarantined == 0
    assert path.exists()
    assert list(verify_files()) == []


def test_a_file_that_vanishes_while_sweeping_is_no_error(charter):
    assert not sweeping._is_older(charter.path.with_name("gone"), time.time())


def test_rows_are_asked_for_in_batches(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sweeping, "ROWS_AT_ONCE", 2)
    for number in range(5):
        path = blobs.path_of(f"{number}0" + "0" * 62)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
        age(path)
    with django_assert_num_queries(4):
        assert len(list(verify_files())) == 5
