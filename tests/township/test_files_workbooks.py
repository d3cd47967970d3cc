"""Workbooks from outside: text as read, formulas named, too large or damaged refused."""

import datetime

import openpyxl
import pytest

from township.files.cellnames import cell_name
from township.files.workbooks import WorkbookRefused, read_workbook


def saved(tmp_path, book, name="表.xlsx"):
    path = tmp_path / name
    book.save(path)
    return path


def test_cells_read_as_a_person_reads_them(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "指标 & 1"
    sheet.append(["全\u3000角 ", 8, 0.4, True, datetime.date(2026, 1, 2), None])
    (read,) = read_workbook(saved(tmp_path, book))
    assert read.name == "指标 & 1"
    assert read.rows[0] == ("全\u3000角", "8", "0.4", "是", "2026-01-02")
    assert read.cell(0, 1) == "8" and read.cell(7, 7) == ""


def test_positions_count_from_the_sheets_first_cell(tmp_path):
    book = openpyxl.Workbook()
    book.active["C5"] = "x"
    (read,) = read_workbook(saved(tmp_path, book))
    assert read.cell(4, 2) == "x"
    assert cell_name(4, 2) == "C5" and cell_name(0, 26) == "AA1"


def test_formulas_are_named_by_cell(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"] = "分值"
    book.create_sheet("第二页")["B7"] = "=SUM(A1:A6)"
    first, second = read_workbook(saved(tmp_path, book))
    assert first.formulas == () and second.formulas == ("B7",)


def test_a_million_rows_are_refused_at_once(tmp_path):
    book = openpyxl.Workbook()
    book.active.cell(1048576, 1, "x")
    with pytest.raises(WorkbookRefused, match="1048576行"):
        read_workbook(saved(tmp_path, book))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_csv_file_is_a_workbook_of_one_sheet(tmp_path, encoding):
    path = tmp_path / "名册.csv"
    path.write_bytes("姓名,小组\r\n王\u3000芳, 一组 \r\n".encode(encoding))
    (read,) = read_workbook(path)
    assert read.rows == (("姓名", "小组"), ("王\u3000芳", "一组"))
    with pytest.raises(WorkbookRefused, match="最多1行"):
        read_workbook(path, max_rows=1)


def test_what_is_no_workbook_is_refused_in_a_sentence(tmp_path):
    path = tmp_path / "坏.xlsx"
    path.write_bytes(b"PK\x03\x04 not a workbook")
    with pytest.raises(WorkbookRefused, match="打不开"):
        read_workbook(path)
