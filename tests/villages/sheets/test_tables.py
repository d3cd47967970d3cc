"""Which tables of a workbook an import reads, and what it says of the others."""

import pytest

from tests.villages.sheets.handed import HEAD, row
from tests.villages.workbooks import sheets
from township.workflow import Refused
from villages.sheets.roster import RepresentativeResource
from villages.sheets.tables import forbidden_elsewhere, tables_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def resource(village, cadre):
    return RepresentativeResource(village, cadre)


def page(name, *rows):
    return sheets([[str(cell) for cell in cells] for cells in rows], name=name)


def test_columns_of_all_sheets_are_one_table(resource):
    short = ["姓名", "性别"]
    read = tables_of(resource, page("甲", short, ["李四", "女"]) + page("乙", HEAD, row()))
    assert read.columns[:2] == ("姓名", "性别") and len(read.columns) == 11
    assert [line.place for line in read.lines] == ["“甲”第2行", "“乙”第2行"]
    assert read.dataset[0][:3] == ("李四", "女", "")


def test_one_sheet_is_not_named(resource):
    (line,) = tables_of(resource, page("甲", HEAD, row())).lines
    assert line.place == "第2行"


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([], "没有内容"),
        (page("甲", ["说明"]), "没有找到表头"),
        (page("甲", ["说明"]) + page("乙", ["别的"]), "工作表“乙”：没有找到表头"),
        (page("甲", HEAD), "表头下面没有内容"),
        (page("甲", ["姓名", "所在小组"], ["张三", "一组"]), "缺少这些列：性别"),
        (page("甲", [*HEAD, "身份证号"], [*row(), ""]), "身份证"),
        (page("甲", ["避孕措施"], HEAD, row()), "避孕"),
        (page("甲", HEAD, ["", "", "", "最近一次孕检的日期登记"], row()), "孕检"),
    ],
)
def test_why_nothing_is_read(resource, pages, told):
    with pytest.raises(Refused, match=told):
        tables_of(resource, pages)


def test_identity_numbers_outside_the_lines_are_told_by_cell(resource):
    number = "510222197503051234"
    pages = page("甲", ["填表人", number], HEAD, row(备注=number))
    assert forbidden_elsewhere(tables_of(resource, pages), pages) == [
        "B1格像身份证号，本系统不登记证件号码和银行卡号，请删去后再导入。"
    ]
