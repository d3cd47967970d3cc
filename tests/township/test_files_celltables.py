"""Tables in files that are no .xlsx: separated text, saved pages, XML of 2003."""

import zipfile
from pathlib import Path

import openpyxl
import pytest

from township.files.cellparts import UNCOUNTED, parts_of
from township.files.cellrecords import records_of
from township.files.cells import read, text_of
from township.files.cellspans import spans_of
from township.files.celltables import tables_of_page, tables_of_text
from township.files.checks.sniffing import is_markup

# Written by an older library: a very hidden sheet, #N/A in D2, a merged group, a formula in E3.
OLD = Path(__file__).with_name("errors.xls")
ODS = """<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><o:body><o:spreadsheet>
<table:table table:name="表"><table:table-row table:number-rows-repeated="2">
<table:table-cell table:number-columns-repeated="2"/></table:table-row><table:table-row>
<table:table-cell table:number-columns-repeated="2"/><table:table-cell o:value-type="string"
 table:number-rows-spanned="2"><text:p>一组</text:p></table:table-cell></table:table-row>
<table:table-row><table:covered-table-cell table:number-columns-repeated="x"/></table:table-row>
</table:table></o:spreadsheet></o:body></o:document-content>"""
XML = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="甲"><Table>
<Row ss:Index="2"><Cell ss:Index="2" ss:MergeAcross="1"><Data ss:Type="Number">8</Data></Cell>
<Cell><Data ss:Type="String">x</Data></Cell><Cell/></Row></Table></Worksheet></Workbook>"""


def put(folder, content):
    path = folder / "upload"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize("sign", "\t,;，；|")
def test_the_separator_is_the_one_that_divides_most_lines(tmp_path, sign):
    text = f"标题，无\n甲{sign}乙{sign}丙\n一{sign}二、三{sign}四\n五{sign}六{sign}七\n"
    (sheet,) = tables_of_text(put(tmp_path, text), 9)
    assert sheet["rows"][1:3] == [["甲", "乙", "丙"], ["一", "二、三", "四"]]
    assert tables_of_text(put(tmp_path, "独\n"), 9)[0]["rows"] == [["独"]]
    assert len(tables_of_text(put(tmp_path, text), 1)[0]["rows"]) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_page_gives_its_tables(tmp_path, encoding):
    page = """<html><meta charset="gb2312"><p>外</p><table><tr><td colspan="2" rowspan=2>甲
    乙<td>丙<br>丁</td></tr><tr><td>戊<table><tr><td>内</td></tr></table></td></tr></table>
    <table><td colspan="x">独</table></html>"""
    page = page if encoding == "gb18030" else page.replace("gb2312", encoding)
    outer, inner, alone = tables_of_page(put(tmp_path, page.encode(encoding)))
    assert outer["rows"][0] == ["甲     乙", "", "丙\n丁"] and outer["rows"][1][2] == "戊"
    assert outer["merges"] == [[0, 0, 1, 1]]
    assert inner["rows"] == [["内"]] and alone["rows"] == [["独"]]
    assert [one["name"] for one in (outer, inner, alone)] == ["表1", "表2", "表3"]


def test_bytes_of_no_encoding_are_shown_as_such(tmp_path):
    (table,) = tables_of_page(put(tmp_path, b"<table><td>\xff\xff</table>"))
    assert "\ufffd" in table["rows"][0][0]


def test_xml_of_2003(tmp_path):
    (sheet,) = tables_of_page(put(tmp_path, XML))
    assert sheet["name"] == "甲" and sheet["merges"] == [[1, 1, 1, 2]]
    assert sheet["rows"] == [[], ["", 8.0, "", "x", ""]]
    assert read(put(tmp_path, XML), 9, 9)["sheets"][0]["rows"][1] == ["", "8", "", "x"]


@pytest.mark.parametrize("start", ["<html>", " \ufeff<?xml?>", "<TABLE>", "<!DOCTYPE html>"])
def test_pages_are_known_by_their_first_signs(start):
    assert is_markup(start.encode()) and is_markup(start.lstrip(" \ufeff").encode("utf-16"))
    assert not is_markup(b"a,b\n") and not is_markup(b"PK\x03\x04")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (510222197503051234.0, "510222197503051264"),
        (1e22, "1e+22"),
        ('="138"', "138"),
        ("张_x000D_三", "张\n三"),
        ("a_x0007_b", "a b"),
        (" \u200b一\u3000二 ", "一\u3000二"),
        (None, ""),
    ],
)
def test_values_as_a_person_reads_them(value, text):
    assert text_of(value) == text


def test_formulas_and_errors_that_the_library_does_not_tell(tmp_path):
    book = openpyxl.Workbook()
    book.active["A1"], book.active["B9"] = "=1+1", "#N/A"
    book.save(tmp_path / "表.xlsx")
    ((formulas, errors),) = parts_of(tmp_path / "表.xlsx").values()
    assert formulas == ["A1"] and errors == {(0, 0): UNCOUNTED, (8, 1): "#N/A"}
    (sheet,) = read(tmp_path / "表.xlsx", 20, 20)["sheets"]
    assert sheet["rows"][0][0] == UNCOUNTED and sheet["rows"][8][1] == "#N/A"
    assert parts_of(put(tmp_path, b"no package")) == {}


def test_an_old_workbook_tells_its_errors_and_formulas(tmp_path):
    (sheet,) = read(OLD, 20, 20)["sheets"]
    assert (sheet["name"], sheet["formulas"], sheet["merges"]) == ("表", ["E3"], [[1, 2, 2, 2]])
    assert sheet["rows"][1] == ["张三", "男", "一组", "#N/A", ""]
    assert records_of(put(tmp_path, b"no workbook")) == {}


def test_merged_cells_of_an_open_document(tmp_path):
    with zipfile.ZipFile(tmp_path / "表.ods", "w") as package:
        package.writestr("content.xml", ODS)
    assert spans_of(tmp_path / "表.ods") == {"表": [[2, 2, 3, 2]]}
    assert spans_of(put(tmp_path, b"no package")) == {}
    with zipfile.ZipFile(tmp_path / "其他.zip", "w") as package:
        package.writestr("x", "")
    assert spans_of(tmp_path / "其他.zip") == {}
