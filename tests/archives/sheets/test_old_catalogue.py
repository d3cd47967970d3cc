"""The catalogue's columns, whatever they are called."""

import pytest

from archives.sheets.old_catalogue import read_catalogue
from tests.archives.old_archives import HEAD, catalogue, line


def at(tmp_path, rows, head=HEAD):
    path = tmp_path / "目录.xlsx"
    path.write_bytes(catalogue(rows, head).read())
    return path


def test_lines_come_with_their_columns(tmp_path):
    (found,) = read_catalogue(at(tmp_path, [line(1)])).lines
    assert found.cells["title"] == "2019年会议记录1" and found.number == 2


def test_other_names_of_columns_are_known(tmp_path):
    table = read_catalogue(at(tmp_path, [("记录", "2019-1-1")], ("案卷题名", "成文日期")))
    assert set(table.columns) == {"title", "on"}


def test_what_is_missing_is_named(tmp_path):
    with pytest.raises(ValueError, match="日期"):
        read_catalogue(at(tmp_path, [("1", "记录", "a.pdf")], ("档号", "题名", "文件名")))
