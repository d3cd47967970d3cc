"""Contents lie once under their sums; old backups go and take along what nobody else names."""

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest

from township.backup.errors import BackupRefused
from township.backup.shelf import Shelf, made_at

START = datetime(2026, 11, 27, 2, tzinfo=UTC)


def sum_of(content):
    return hashlib.sha256(content).hexdigest()


def manifest(at, *contents):
    database, *files = map(sum_of, contents)
    return {
        "at": at.isoformat(),
        "database": {"sha256": database},
        "files": [{"sha256": one} for one in files],
    }


@pytest.fixture(params=["", "correct horse battery"], ids=["plain", "encrypted"])
def shelf(request, tmp_path):
    shelf = Shelf(tmp_path / "kept", request.param)
    shelf.prepare()
    return shelf


def keep(shelf, content):
    assert shelf.put(io.BytesIO(content), sum_of(content))


def test_what_was_put_comes_out_and_another_content_is_not_kept(shelf, tmp_path):
    keep(shelf, b"one")
    assert shelf.has(sum_of(b"one")) and not shelf.has(sum_of(b"two"))
    shelf.take_out(sum_of(b"one"), tmp_path / "out" / "one")
    assert (tmp_path / "out" / "one").read_bytes() == b"one"
    assert shelf.put(io.BytesIO(b"other"), sum_of(b"two")) is False
    assert not shelf.has(sum_of(b"two"))
    assert not list(shelf.folder.rglob("part-*"))


def test_what_is_gone_or_changed_is_refused(shelf, tmp_path):
    keep(shelf, b"one")
    path = shelf.path_of(sum_of(b"one"))
    path.write_bytes(path.read_bytes()[:-1] + b"?")
    with pytest.raises(BackupRefused, match=r"损坏|口令不对"):
        shelf.take_out(sum_of(b"one"), tmp_path / "out")
    path.unlink()
    with pytest.raises(BackupRefused, match="备份不完整"):
        shelf.take_out(sum_of(b"one"), tmp_path / "out")


def test_the_newest_stay_with_all_they_name(shelf):
    for content in (b"db1", b"db2", b"db3", b"shared", b"old"):
        keep(shelf, content)
    told = [(b"db1", b"shared", b"old"), (b"db2", b"shared"), (b"db3", b"shared")]
    paths = [
        shelf.write_manifest(manifest(START + timedelta(days=n), *named))
        for n, named in enumerate(told)
    ]
    assert shelf.manifests() == paths and made_at(paths[0]) == START
    assert shelf.keep_newest(3) == 0 and shelf.has(sum_of(b"old"))
    assert shelf.keep_newest(2) == 1
    assert shelf.manifests() == paths[1:]
    there = {one for one in (b"db1", b"db2", b"db3", b"shared", b"old") if shelf.has(sum_of(one))}
    assert there == {b"db2", b"db3", b"shared"}
    assert shelf.read_manifest(paths[2]) == manifest(START + timedelta(days=2), b"db3", b"shared")


def test_two_backups_of_one_second_are_two(shelf):
    keep(shelf, b"db")
    first, second, third = (shelf.write_manifest(manifest(START, b"db")) for _ in range(3))
    assert shelf.manifests() == [first, second, third]


def test_two_at_once_into_one_folder_are_refused(shelf):
    with shelf.alone(), pytest.raises(BackupRefused, match="另一次备份"), shelf.alone():
        pass


def test_a_folder_stays_plain_or_encrypted(tmp_path):
    Shelf(tmp_path / "plain").prepare()
    with pytest.raises(BackupRefused, match="没有加密的备份"):
        Shelf(tmp_path / "plain", "correct horse battery").refuse_other_way()
    Shelf(tmp_path / "sealed", "correct horse battery").prepare()
    with pytest.raises(BackupRefused, match="是加密的"):
        Shelf(tmp_path / "sealed").refuse_other_way()
