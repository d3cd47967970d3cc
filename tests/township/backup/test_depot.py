"""Contents lie once under their sums; old backups go and take along what nobody else names."""

import hashlib
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.backup import depot as depots
from township.backup.depot import RECENT, Depot, made_at, worth_keeping
from township.backup.errors import BackupRefused

START = datetime(2026, 11, 27, 2, tzinfo=UTC)


def sum_of(content):
    return hashlib.sha256(content).hexdigest()


def manifest(at, *contents):
    database, *files = map(sum_of, contents)
    return {
        "at": at.isoformat(),
        "database": {"parts": [database]},
        "files": [{"sha256": one} for one in files],
    }


@pytest.fixture(params=["", "correct horse battery"], ids=["plain", "encrypted"])
def depot(request, tmp_path):
    depot = Depot(tmp_path / "kept", request.param)
    depot.prepare()
    return depot


def keep(depot, content):
    assert depot.put(io.BytesIO(content), sum_of(content))


def test_what_was_put_comes_out_and_another_content_is_not_kept(depot, tmp_path):
    keep(depot, b"one")
    assert depot.has(sum_of(b"one")) and not depot.has(sum_of(b"two"))
    depot.take_out(sum_of(b"one"), tmp_path / "out" / "one")
    assert (tmp_path / "out" / "one").read_bytes() == b"one"
    assert depot.put(io.BytesIO(b"other"), sum_of(b"two")) is False
    assert not depot.has(sum_of(b"two"))
    assert not list(depot.folder.rglob("part-*"))


def test_what_is_gone_or_changed_is_refused(depot, tmp_path):
    keep(depot, b"one")
    path = depot.path_of(sum_of(b"one"))
    kept = path.read_bytes()
    path.write_bytes(kept[:-1] + bytes([kept[-1] ^ 1]))
    with pytest.raises(BackupRefused, match=r"损坏|口令不对"):
        depot.take_out(sum_of(b"one"), tmp_path / "out")
    path.unlink()
    with pytest.raises(BackupRefused, match="备份不完整"):
        depot.take_out(sum_of(b"one"), tmp_path / "out")


def test_the_newest_stay_with_all_they_name(depot, monkeypatch):
    for content in (b"db1", b"db2", b"db3", b"shared", b"old"):
        keep(depot, content)
    told = [(b"db1", b"shared", b"old"), (b"db2", b"shared"), (b"db3", b"shared")]
    paths = [
        depot.write_manifest(manifest(START + timedelta(days=n), *named))
        for n, named in enumerate(told)
    ]
    assert depot.manifests() == paths and made_at(paths[0]) == START
    monkeypatch.setattr(depots, "RECENT", 1)
    assert depot.keep_days(3) == 0 and depot.has(sum_of(b"old"))
    assert depot.keep_days(2) == 1
    assert depot.manifests() == paths[1:]
    there = {one for one in (b"db1", b"db2", b"db3", b"shared", b"old") if depot.has(sum_of(one))}
    assert there == {b"db2", b"db3", b"shared"}
    assert depot.read_manifest(paths[2]) == manifest(START + timedelta(days=2), b"db3", b"shared")


def test_the_newest_stay_and_the_last_of_each_day():
    """Every ten minutes for three days; here a day begins at midnight in Beijing."""
    times = [START + timedelta(minutes=10 * n) for n in range(3 * 24 * 6)]
    kept = sorted(worth_keeping(times, 2))
    assert kept[-RECENT:] == times[-RECENT:]
    (evening,) = kept[:-RECENT]
    assert evening == datetime(2026, 11, 29, 15, 50, tzinfo=UTC)
    assert sorted(worth_keeping(times, 4))[:3] == [
        datetime(2026, 11, day, 15, 50, tzinfo=UTC) for day in (27, 28, 29)
    ]
    assert worth_keeping([], 14) == set()


@given(
    minutes=st.lists(st.integers(0, 60 * 24 * 30), max_size=60, unique=True),
    days=st.integers(1, 20),
)
def test_no_day_of_the_last_ones_is_without_its_last_backup(minutes, days):
    times = [START + timedelta(minutes=n) for n in minutes]
    kept = worth_keeping(times, days)
    assert kept <= set(times) and set(sorted(times)[-RECENT:]) <= kept
    assert len(kept) <= RECENT + days
    by_day = {}
    for at in sorted(times):
        by_day[at.astimezone(depots.HERE).date()] = at
    assert {by_day[day] for day in sorted(by_day)[-days:]} <= kept


def test_two_backups_of_one_second_are_two(depot):
    keep(depot, b"db")
    first, second, third = (depot.write_manifest(manifest(START, b"db")) for _ in range(3))
    assert depot.manifests() == [first, second, third]


def test_two_at_once_into_one_folder_are_refused(depot):
    with depot.alone(), pytest.raises(BackupRefused, match="另一次备份"), depot.alone():
        pass


def test_a_folder_stays_plain_or_encrypted(tmp_path):
    Depot(tmp_path / "plain").prepare()
    with pytest.raises(BackupRefused, match="没有加密的备份"):
        Depot(tmp_path / "plain", "correct horse battery").refuse_other_way()
    Depot(tmp_path / "sealed", "correct horse battery").prepare()
    with pytest.raises(BackupRefused, match="是加密的"):
        Depot(tmp_path / "sealed").refuse_other_way()
