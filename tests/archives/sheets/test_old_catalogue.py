"""The catalogue's columns, whatever they are called."""

import pytest
from openpyxl import Workbook

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


def pages(tmp_path, *titles):
    """A catalogue of several sheets; a title without lines is a page of explanations."""
    book, path = Workbook(), tmp_path / "目录.xlsx"
    book.remove(book.active)
    for title, rows in titles:
        page = book.create_sheet(title)
        for cells in rows or [["请按件填写"]]:
            page.append(cells)
    book.save(path)
    return path


def test_a_page_of_explanations_in_front_is_passed_over(tmp_path):
    table = read_catalogue(pages(tmp_path, ("填表说明", []), ("目录", [HEAD, line(1)])))
    assert [found.cells["title"] for found in table.lines] == ["2019年会议记录1"]


def test_several_sheets_with_lines_are_told(tmp_path):
    path = pages(tmp_path, ("2019", [HEAD, line(1)]), ("2020", [HEAD, line(2)]))
    with pytest.raises(ValueError, match="“2019”、“2020”都有目录"):
        read_catalogue(path)


def test_a_ditto_mark_says_what_the_line_above_says(tmp_path):
    table = read_catalogue(at(tmp_path, [line(1), line(2, 责任者="〃", 保管期限="同上")]))
    assert table.lines[1].cells["responsible"] == "万顺村村民委员会"
    assert table.lines[1].cells["term"] == "永久"
