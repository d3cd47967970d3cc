"""What no cell may hold, and what a file is: its content decides, not its ending."""

from pathlib import Path

import pytest

from tests.villages.sheets.handed import *  # noqa: F403
from tests.villages.sheets.handed import FIGURES, HEAD, handed, made, row
from tests.villages.workbooks import upload
from township.workflow import Refused
from villages.forms.imports import SheetForm
from villages.sheets.upload import sheets_of


@pytest.mark.parametrize("name", ["29f", "29g"])
def test_identity_numbers_are_refused(look, name):
    seen = look(handed(name))
    (fault,) = seen.faults.values()
    assert "L2格像身份证号" in fault
    assert "5102" not in str([one.cells for one in seen.found.rows])


@pytest.mark.parametrize(
    "number",
    [
        510222197503051234,
        510222750305123,
        "51022219750305123X",
        "510222 19750305 1234",
        "５１０２２２７５０３０５１２３",
    ],
)
def test_identity_numbers_in_any_cell_of_any_import(look, count, village, number):
    assert "像身份证号" in look(made(("表", [HEAD, row(代表户数=number)]))).faults["张三"]
    assert "像身份证号" in look(made(("表", [[*HEAD, "其他"], [*row(), number]]))).faults["张三"]
    members = [["姓名", "性别", "会员小组", "备注"], ["张三", "男", "一组", number]]
    assert "像身份证号" in look(made(("表", members)), "members").faults["张三"]
    (group,) = look(
        made(("表", [["小组", "户数", "说明"], ["四组", 5, number]])), "groups"
    ).found.rows
    (figures,) = count(made(("表", [[*FIGURES, "说明"], ["万顺村", 9, 3, 7, number]]))).rows
    assert "像身份证号" in "".join(group.faults) and "像身份证号" in "".join(figures.faults)
    for cells in ([["填表人", number], HEAD, row()], [HEAD, row(), ["填表人：张某", number]]):
        with pytest.raises(Refused, match="像身份证号"):
            look(made(("表", cells)))


def test_a_column_for_identity_numbers_is_refused_by_name(look):
    with pytest.raises(Refused, match="身份证"):
        look(handed("22b"))


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("16a", ["辰测一"]),
        ("16d", ["辰测三"]),
        ("16f", ["甲测一", "甲测二"]),
        ("17h", ["巳测一", "吉测喜", "买买提·艾力"]),
        ("17i", ["巳测一", "𠮷测㐂", "买买提·艾力"]),
    ],
)
def test_the_content_decides(look, name, found):
    assert look(handed(name)).sound == found


TEXT = "万顺村花名册\n姓名{0}性别{0}所在小组{0}备注\n张三{0}男{0}一组{0}\n李四{0}女{0}二组{0}老师\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", ["\t", ",", ";", "，"])
@pytest.mark.parametrize("ending", [".csv", ".xls", ".txt"])
def test_text_with_separators(look, separator, encoding, ending):
    content = TEXT.format(separator).encode(encoding)
    assert look(sheets_of(upload(content, f"表{ending}"))).sound == ["张三", "李四"]


XML = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">
<Worksheet ss:Name="旧"><Table><Row><Cell><Data ss:Type="String">x</Data></Cell></Row></Table>
<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>
<Worksheet ss:Name="表"><Table>
<Row ss:Index="3"><Cell><Data ss:Type="String">姓名</Data></Cell>
<Cell><Data ss:Type="String">性别</Data></Cell>
<Cell ss:Index="4"><Data ss:Type="String">小组</Data></Cell>
<Cell><Data ss:Type="String">户数</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">张三</Data></Cell><Cell><Data ss:Type="String">男</Data></Cell>
<Cell ss:Index="4" ss:MergeDown="1"><Data ss:Type="String">一组</Data></Cell>
<Cell><Data ss:Type="Number">12</Data></Cell></Row>
<Row><Cell><Data ss:Type="String">李四</Data></Cell><Cell><Data ss:Type="String">女</Data></Cell>
</Row></Table></Worksheet></Workbook>"""
PAGE = """<!DOCTYPE html><html><head><meta charset="{0}"></head><body><table>
<tr><th colspan="3">花名册</th></tr><tr><th>姓名</th><th>性别</th><th>小组</th></tr>
<tr><td>张<br>三</td><td>男</td><td rowspan="2">一组</td></tr>
<tr><td>李&nbsp;四</td><td>女</td></tr>
</table></body></html>"""


@pytest.mark.parametrize("ending", [".xls", ".xlsx", ".xml", ".html"])
@pytest.mark.parametrize(
    "content",
    [XML.encode(), PAGE.format("utf-8").encode(), PAGE.format("gb2312").encode("gb18030")],
)
def test_pages_and_xml_saved_as_a_workbook_are_read(look, content, ending):
    seen = look(sheets_of(upload(content, f"表{ending}")))
    assert seen.sound == ["张三", "李四"]
    assert {cells["所在小组"] for cells in seen.cells.values()} == {"一组"}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "content",
    [b"<html><body>no table</body></html>", b"MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\n"],
)
def test_a_page_without_a_table_says_how_to_save_it(content):
    form = SheetForm({}, {"sheet": upload(content, "表.xls")}, user=None)
    told = form.errors["sheet"][0]
    assert "另存为.xlsx" in told and "PDF" not in told


def test_an_old_workbook_is_read_like_a_new_one(look):
    content = (Path(__file__).parents[2] / "township" / "errors.xls").read_bytes()
    for name in ("花名册.xls", "花名册.et", "花名册.xlsx"):
        seen = look(sheets_of(upload(content, name)))
        assert "“代表户数”是出错的公式（#N/A）" in seen.faults["张三"]
        assert seen.cells["李四"]["所在小组"] == "一组" and not seen.found.unread


@pytest.mark.parametrize(
    "raw",
    ["姓名,性别\n张三,男".encode("utf-16-le"), "姓名,性别\n张三,男".encode("gb18030")[:-1]],
)
def test_separated_text_that_cannot_be_read_is_told_how_to_save_it(db, raw):
    with pytest.raises(ValueError, match="看清没有乱码"):
        sheets_of(upload(raw, "花名册.csv"))
