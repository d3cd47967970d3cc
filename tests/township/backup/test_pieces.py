"""A database is kept in pieces; what did not change is not kept again, what differs is refused."""

import os

import pytest

from township.backup import database, pieces
from township.backup.depot import Depot
from township.backup.errors import BackupRefused

pytestmark = pytest.mark.one_database
SIZE = pieces.SIZE[database.SQLITE]


@pytest.fixture(params=["", "correct horse battery"], ids=["plain", "encrypted"])
def depot(request, tmp_path):
    depot = Depot(tmp_path / "kept", request.param)
    depot.prepare()
    return depot


def kept(depot, path, content):
    path.write_bytes(content)
    return pieces.keep(depot, database.Copied(path, database.SQLITE, [], [], []))


@pytest.mark.parametrize("length", [0, 1, SIZE - 1, SIZE, SIZE + 1, 5 * SIZE])
def test_it_comes_out_as_it_went_in(depot, tmp_path, length):
    content = os.urandom(length)
    told, new = kept(depot, tmp_path / "copy", content)
    assert told["size"] == new == length and len(told["parts"]) == -(-length // SIZE)
    pieces.bring_out(depot, told, tmp_path / "out" / "db")
    assert (tmp_path / "out" / "db").read_bytes() == content
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["db"]


def test_only_what_changed_is_kept_again(depot, tmp_path):
    content = bytearray(os.urandom(20 * SIZE))
    kept(depot, tmp_path / "copy", content)
    content[3 * SIZE] ^= 1
    told, new = kept(depot, tmp_path / "copy", bytes(content) + b"appended")
    assert new == SIZE + len(b"appended")
    assert kept(depot, tmp_path / "copy", bytes(content) + b"appended") == (told, 0)


def test_pieces_in_another_order_are_refused(depot, tmp_path):
    told, _ = kept(depot, tmp_path / "copy", os.urandom(3 * SIZE))
    told["parts"].reverse()
    with pytest.raises(BackupRefused, match="合起来与校验值不符"):
        pieces.bring_out(depot, told, tmp_path / "out")
