"""Sheets as offices really send them are found: hidden ones, heads, merged cells, footers."""

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

from tests.villages.sheets.handed import *  # noqa: F403
from tests.villages.sheets.handed import HANDED, HEAD, handed, made, names, row, saved
from tests.villages.workbooks import upload
from township.workflow import Refused
from villages.sheets.upload import sheets_of


def test_a_hidden_sheet_is_never_read(look):
    assert names(look(handed("21a"))) == ["酉测一"]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_sheets_are_not_complained_about_either(look, state):
    book = Workbook()
    for title, rows in (("旧", [["废话"]]), ("表", [HEAD, row()]), ("旧二", [HEAD, row("李四")])):
        page = book.active if title == "表" else book.create_sheet(title, 0 if title == "旧" else 2)
        page.title = title
        page.sheet_state = "visible" if title == "表" else state
        for cells in rows:
            page.append(cells)
    seen = look(saved(book))
    assert names(seen) == ["张三"] and seen.found.unread == ()


@pytest.mark.parametrize(
    ("name", "rows", "told"),
    [
        ("底", [["510222197503051234"]], "像身份证号"),
        ("底", [["姓名", "孕检日期"], ["张三", "1"]], "“孕检日期”"),
        ("孕检对象", [["张三"]], "孕检"),
        ("底", [["万顺村育龄妇女避孕措施花名册"]], "育龄"),
    ],
)
@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_what_may_not_be_kept_is_refused_in_a_hidden_sheet_too(look, name, rows, told, state):
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(row())
    hidden = book.create_sheet(name)
    for cells in rows:
        hidden.append(cells)
    hidden.sheet_state = state
    with pytest.raises((ValueError, Refused), match=f"隐藏的工作表“{name}”里.*{told}"):
        look(saved(book))


@pytest.mark.parametrize("note", ["510222197503051234", "该户已结扎", "怀孕五个月"])
def test_what_may_not_be_kept_is_refused_in_a_remark_on_a_cell(look, note):
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(row())
    book.active["A2"].comment = Comment(note, "填表人")
    with pytest.raises((ValueError, Refused), match=r"批注、文本框、页眉页脚或者文件属性.*里有"):
        look(saved(book))


@pytest.mark.parametrize("note", ["510222197503051234", "2026年孕情登记表"])
@pytest.mark.parametrize("place", ["head of a page", "property of the file"])
def test_what_may_not_be_kept_is_refused_beside_the_cells_too(look, place, note):
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(row())
    if place == "head of a page":
        book.active.oddHeader.center.text = note
    else:
        book.properties.title = note
    with pytest.raises((ValueError, Refused), match=r"页眉页脚或者文件属性.*里有"):
        look(saved(book))


def test_who_made_a_sheet_and_its_pages_numbers_do_not_matter(look):
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(row())
    book.active.oddFooter.center.text = "第 &P 页，共 &N 页　示范县疾病预防控制中心"
    book.properties.creator, book.properties.title = "张三", "万顺村村民代表花名册"
    assert names(look(saved(book))) == ["张三"]


def test_a_remark_on_how_to_fill_in_does_not_matter(look):
    book = Workbook()
    book.active.append(HEAD)
    book.active.append(row())
    book.active["A1"].comment = Comment("按户口本填写姓名，不要填孕检情况", "填表人")
    assert names(look(saved(book))) == ["张三"]


def test_a_hidden_column_is_read_as_any_other(look):
    book = Workbook()
    book.active.append([*HEAD, "孕检"])
    book.active.append([*row(), "1"])
    book.active.column_dimensions[get_column_letter(len(HEAD) + 1)].hidden = True
    with pytest.raises(Refused, match="“孕检”这一列"):
        look(saved(book))


def test_a_sheet_that_is_not_read_is_refused_for_what_may_not_be_kept(look):
    with pytest.raises(Refused, match="工作表“二”里有“避孕措施”"):
        look(made(("一组", [HEAD, row()]), ("二", [["姓名", "避孕措施"], ["李四", "甲"]])))


def test_a_word_cut_over_two_lines_of_a_head_is_put_together(look):
    with pytest.raises(Refused, match="血型"):
        look(made(("表", [[*HEAD, "血"], [*[""] * len(HEAD), "型"], [*row(), "A"]])))


def test_every_sheet_whose_head_fits_is_read(look):
    seen = look(handed("21e"))
    assert [row.line.place for row in seen.found.rows] == ["“1组”第2行", "“2组”第2行"]
    assert [cells["所在小组"] for cells in seen.cells.values()] == ["一组", "二组"]


def test_a_sheet_that_is_not_read_is_named_with_the_reason(look):
    seen = look(
        made(
            ("填表说明", [["请按村填写"]]),
            ("一组", [HEAD, row()]),
            ("草稿", [["姓名", "所在小组"], ["李四", "一组"]]),
            ("空表", [HEAD]),
        )
    )
    assert names(seen) == ["张三"]
    reasons = dict(seen.found.unread)
    assert "没有找到表头" in reasons["填表说明"] and "缺少这些列：性别" in reasons["草稿"]
    assert "没有内容" in reasons["空表"]


def test_a_sheet_named_after_a_group_tells_the_group(look):
    head = [title for title in HEAD if title != "所在小组"]
    cells = [cell for title, cell in zip(HEAD, row(), strict=True) if title != "所在小组"]
    seen = look(made(("2组", [head, cells]), ("名单", [head, ["2", "李四", *cells[2:]]])))
    assert seen.cells["张三"]["所在小组"] == "二组" and seen.cells["李四"]["所在小组"] == ""


def test_the_same_name_in_two_sheets_is_told(look):
    seen = look(made(("甲", [HEAD, row()]), ("乙", [HEAD, row()])))
    assert [bool(one.faults) for one in seen.found.rows] == [False, True]


def test_a_value_merged_downwards_counts_for_every_row(look):
    seen = look(handed("03"))
    assert [cells["所在小组"] for cells in seen.cells.values()] == ["一组"] * 3 + ["二组"] * 2


@pytest.mark.parametrize(("column", "title"), [(7, "所在小组"), (10, "任期开始"), (3, "性别")])
def test_other_columns_merged_downwards(look, column, title):
    book = Workbook()
    page = book.active
    for cells in (HEAD, row("张三"), row("李四"), row("王五")):
        page.append(cells)
    page.merge_cells(start_row=2, end_row=4, start_column=column, end_column=column)
    seen = look(saved(book))
    assert len({cells[title] for cells in seen.cells.values()}) == 1 and len(seen.sound) == 3
    assert all(cells[title] for cells in seen.cells.values())


def test_both_lines_of_a_head_are_joined(look):
    seen = look(handed("02"))
    assert names(seen) == ["乙测一", "乙测二"] and seen.found.ignored == ()
    assert seen.cells["乙测一"]["任期至"] == "2031-01-07"
    assert seen.cells["乙测一"]["联系电话"] == "138****0001"


UPPER, LOWER = ["姓名", "基本情况", "", "任期", ""], ["", "性别", "所在小组", "开始", "至"]


@pytest.mark.parametrize(
    ("upper", "lower", "merges"),
    [
        (
            ["姓名", "基本情况", "", "任期", ""],
            ["", "性别", "所在小组", "开始", "至"],
            ["B1:C1", "D1:E1"],
        ),
        (["姓名", "基本情况", "", "任期", ""], ["", "性别", "所在小组", "开始", "至"], []),
        (["花名册", "", "", "", ""], ["姓名", "性别", "所在小组", "任期开始", "任期至"], ["A1:E1"]),
    ],
)
def test_heads_of_two_lines(look, upper, lower, merges):
    book = Workbook()
    page = book.active
    for cells in (upper, lower, ["张三", "男", "一组", "2026-01-08", "2031-01-07"]):
        page.append(cells)
    for merge in merges:
        page.merge_cells(merge)
    cells = look(saved(book)).cells["张三"]
    assert (cells["性别"], cells["所在小组"]) == ("男", "一组")
    assert (cells["任期开始"], cells["任期至"]) == ("2026-01-08", "2031-01-07")


def test_a_head_far_down_and_a_blank_far_below(look):
    assert names(look(handed("22k"))) == ["亥测深"]
    assert names(look(handed("18d"))) == ["午测四"]
    above = [[f"说明{n}"] for n in range(40)]
    assert names(look(made(("表", [*above, HEAD, row()])))) == ["张三"]


@pytest.mark.parametrize("sign", [" ", "\u3000", "\u200b", "\n"])
def test_cells_without_visible_text_do_not_count(look, sign):
    book = Workbook()
    for cells in (HEAD, row()):
        book.active.append(cells)
    book.active.cell(4000, 3, sign)
    book.active.cell(2, 90, sign)
    assert names(look(saved(book))) == ["张三"]


def test_two_tables_side_by_side_are_refused(look):
    with pytest.raises(Refused, match="“姓名”出现了两次（A1、E1）"):
        look(handed("22p"))
    with pytest.raises(Refused, match="“姓 名”出现了两次"):
        look(made(("表", [["姓名", "性别", "小组", "姓 名"], ["张三", "男", "一组", "李四"]])))


@pytest.mark.parametrize("path", sorted((HANDED / "footers").glob("*.xlsx")), ids=lambda p: p.stem)
def test_what_stands_below_a_roster_is_no_person(look, path):
    seen = look(sheets_of(upload(path.read_bytes(), path.name)))
    assert names(seen) == ["亥脚甲"] and seen.sound == ["亥脚甲"]
    (passed,) = seen.found.passed
    assert passed.place == "第3行"
    assert passed.text == str(load_workbook(path).active.cell(3, 1).value)


@pytest.mark.parametrize(
    "below",
    [
        ["合计", "2人"],
        ["", "合 计", "", "", "", "", "", 30],
        ["经办人：李某", "", "", "审核人：张某"],
        ["", "以下空白"],
        ["", "万顺村村民委员会（公章）"],
        ["注：本表一式两份"],
        ["第1页 共2页"],
        ["", "", "", "", "", "", "", "", "", "2026年3月1日"],
        ["审核人", "张某"],
        ["", "合计", "2"],
        ["", "总 计", "男1", "", "", "", "女1"],
        ["", "制表人：王某", "", "", "", "", "审核：赵某"],
        ["", "制表", "王某", "", "", "", "审核", "赵某"],
        ["", "单位负责人", "", "", "", "", "填表人"],
        ["", "村支部书记：", "", "", "", "", "村主任："],
        ["", "男1人，女1人"],
        ["", "", "", "", "", "", "二〇二六年三月五日"],
        ["", "打印日期", "2026-03-05"],
    ],
)
def test_other_lines_below_are_passed_over_and_listed(look, below):
    seen = look(made(("表", [HEAD, row(), below])))
    assert seen.sound == ["张三"] and len(seen.found.rows) == 1
    assert len(seen.found.passed) == 1


def test_titles_sums_and_signatures(look):
    seen = look(handed("01"))
    assert names(seen) == ["甲测一", "甲测二"] and seen.found.ignored == ()
    assert [line.number for line in seen.found.passed] == [6, 7]


def test_a_person_is_never_taken_for_a_signature(look):
    seen = look(handed("26a"), "members")
    assert names(seen) == ["丙甲丁", "丙乙丁"] and len(seen.sound) == 2
    rows = [
        ["职务", "姓名", "性别", "会员小组"],
        ["审核员", "张三", "男", ""],
        ["负责人", "李四", "", ""],
    ]
    seen = look(made(("表", rows)), "members")
    assert seen.faults == {"张三": "", "李四": "没有性别。"}


def test_a_row_with_sex_and_group_but_without_a_name_is_told(look):
    seen = look(made(("表", [HEAD, row(""), row()])))
    assert "没有姓名" in seen.faults[""]


@pytest.mark.parametrize("sign", ["〃", "″", '"', "同上", "同 上"])
def test_a_ditto_mark_says_what_the_line_above_says(look, sign):
    seen = look(made(("表", [HEAD, row(), row("李四", 所在小组=sign, 政治面貌=sign, 任期至=sign)])))
    assert seen.sound == ["张三", "李四"]
    assert [seen.cells["李四"][key] for key in ("所在小组", "政治面貌", "任期至")] == [
        "一组",
        "群众",
        "2031-01-07",
    ]


def test_a_ditto_mark_is_no_name_and_has_something_above_it(look):
    seen = look(made(("表", [HEAD, row(所在小组="同上"), row("同上")])))
    assert "没有“同上”这个小组" in seen.faults["张三"] and "不像姓名" in seen.faults["同上"]


@pytest.mark.parametrize("written", ["1队", "第一生产队", "{village}一组", "{village} 第1村民小组"])
def test_other_spellings_of_a_group(look, village, written):
    seen = look(made(("表", [HEAD, row(所在小组=written.format(village=village))])))
    assert seen.cells["张三"]["所在小组"] == "一组" and seen.sound == ["张三"]


def test_columns_by_other_names(look):
    head = ["当选代表", "性别", "所属村民小组", "生日", "政治面目", "文化水平", "移动电话"]
    head += ["推选户数", "当选年月", "届满日期", "说明"]
    cells = ["张三", "男", "一组", "1968-3-5", "群众", "小学", "13800001234", "12"]
    seen = look(made(("表", [head, [*cells, "2026-01", "2031-01", "甲"]])))
    assert seen.sound == ["张三"] and seen.found.ignored == ()
    assert len([cell for cell in seen.cells["张三"].values() if cell]) == len(head)


def test_a_forbidden_column_in_a_second_line_of_the_head_is_refused(look):
    head = [["姓名", "性别", "所在小组", "家庭情况", ""], ["", "", "", "人口", "孕检"]]
    with pytest.raises(Refused, match="“孕检”这一列"):
        look(made(("表", [*head, ["张三", "男", "一组", "3", "x"]])))


def test_nobody_is_born_after_today(look):
    seen = look(made(("表", [HEAD, row(出生年月="2099-05")])))
    assert "出生年月2099-05在今天之后" in seen.faults["张三"]
