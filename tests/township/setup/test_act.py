"""Moving in by workbook: all or nothing, twice is once, and every fault told by its cell."""

import pytest

from campaigns.models import Target
from tests.township.setup.book import VILLAGES, campaign_of, few_rows, file_of, rows, sheets
from township.access import Role
from township.files.workbooks import read_workbook
from township.history.models import Entry
from township.personal.models import open_phones
from township.setup.act import move_in, preview
from township.setup.book import marked_book, write_book
from township.setup.parts import PARTS
from township.users.models import Membership, User
from township.workflow import Refused
from villages.models import Figures, Group, Village


@pytest.fixture
def campaign(township):
    return campaign_of(township)


def counts():
    return [one.objects.count() for one in (Village, Group, Figures, User, Membership, Target)]


def test_a_whole_township_moves_in(township, office, campaign):
    outcome = move_in(sheets(rows()), township, by=office)
    assert counts() == [14, 28, 14, 18, 18, 28]
    assert outcome.count("new") == 14 + 28 + 17 + 28 and len(outcome.slips) == 17
    ordered = Village.objects.order_by("order")
    assert [one.name for one in ordered] == VILLAGES
    assert [one.fonds_code for one in ordered][:3] == ["J001", "J002", "J003"]
    assert Village.objects.filter(kind=Village.Kind.COMMUNITY).count() == 4
    cadre = User.objects.get(username="cadre0")
    assert cadre.memberships.get().villages.get().name == VILLAGES[0]
    assert all(User.objects.get(pk=s.account.pk).check_password(s.password) for s in outcome.slips)


def test_the_same_workbook_twice_changes_nothing(township, office, campaign):
    move_in(sheets(rows()), township, by=office)
    before, entries = counts(), Entry.objects.count()
    outcome = move_in(sheets(rows()), township, by=office)
    assert outcome.count("same") == len(outcome.rows) and not outcome.slips
    assert (counts(), Entry.objects.count()) == (before, entries)


def test_a_preview_writes_nothing(township, office, campaign):
    before, entries = counts(), Entry.objects.count()
    outcome = preview(sheets(rows()), township, by=office)
    assert outcome.may_be_written and outcome.changing == 87
    assert (counts(), Entry.objects.count()) == (before, entries)


def test_later_sheets_add_and_change_only_what_they_say(township, office, campaign):
    move_in(sheets(rows()), township, by=office)
    later = {
        "accounts": [
            ["张东", "cadre0", "村干部", VILLAGES[1]],
            ["张东", "cadre0", "考评员", ""],
            ["刘新", "cadre99", "村干部", VILLAGES[0]],
        ],
        "groups": [[VILLAGES[0], "1组", "50", "100"], [VILLAGES[0], "三组", "9", "20"]],
    }
    outcome = move_in(sheets(later), township, by=office)
    assert (outcome.count("new"), outcome.count("update")) == (2, 3)
    cadre = User.objects.get(username="cadre0")
    assert cadre.roles == {Role.CADRE, Role.EVALUATOR}
    assert cadre.memberships.get(role=Role.CADRE).villages.count() == 2
    first = Group.objects.get(village__name=VILLAGES[0], name="一组")
    assert first.households == 50


def test_a_sheet_is_known_by_its_head_too(township, office):
    (sheet,) = sheets({"villages": [["东村", "村", "", "", "", "", ""]]})
    renamed = type(sheet)("Sheet1", sheet.rows, (), ())
    assert move_in([renamed], township, by=office).count("new") == 1


def test_what_is_no_workbook_of_ours_is_refused(township, office):
    strange = type(sheets({"villages": []})[0])("甲", (("一", "二"), ("三", "四")), (), ())
    with pytest.raises(Refused, match="没有能读的内容"):
        preview([strange], township, by=office)


def test_a_sheet_of_ours_that_cannot_be_read_stops_the_others(township, office):
    villages, accounts = sheets({key: few_rows()[key] for key in ("villages", "accounts")})
    without_role = tuple((*line[:2], *line[3:]) for line in accounts.rows)
    broken = type(accounts)(accounts.name, without_role, (), ())
    outcome = preview([villages, broken], township, by=office)
    assert [str(fault) for fault in outcome.faults] == ["“人员账号”A1：缺少这些列：角色。"]
    with pytest.raises(Refused, match="角色"):
        move_in([villages, broken], township, by=office)
    assert not Village.objects.exists()


def test_a_sheet_that_is_there_twice_is_told(township, office):
    (villages,) = sheets({"villages": few_rows()["villages"]})
    again = type(villages)("Sheet2", villages.rows, (), ())
    assert "有两张" in str(preview([villages, again], township, by=office).faults[0])


LONG = "长" * 31
# (sheet, row, column, what stands there, what is told): one of each column and kind of fault.
FAULTY = [
    ("villages", 0, 0, "", "没有填写"),
    ("villages", 0, 0, LONG, "最多30个字"),
    ("villages", 1, 0, "东村", "写了两次"),
    ("villages", 0, 0, "510105199001011236", "身份证号"),
    ("villages", 0, 0, "\ue000村", "自造字"),
    ("villages", 0, 1, "", "没有填写"),
    ("villages", 0, 1, "乡", "只能填村、社区"),
    ("villages", 0, 2, "J1", "4位"),
    ("villages", 0, 2, "#N/A", "出错的公式"),
    ("villages", 0, 3, "去年", "不是一个数"),
    ("villages", 0, 4, "很多", "不是一个数"),
    ("villages", 0, 4, "99999999", "太大"),
    ("villages", 0, 5, "", "没有填写"),
    ("villages", 0, 6, "1300", "不能多于"),
    ("groups", 0, 0, "无名村", "没有“无名村”"),
    ("groups", 0, 1, "", "没有填写"),
    ("groups", 1, 1, "1组", "写了两次"),
    ("groups", 0, 2, "几户", "不是一个数"),
    ("groups", 0, 3, "", "没有填写"),
    ("accounts", 0, 0, "", "没有填写"),
    ("accounts", 0, 0, "张三、李四", "两个人"),
    ("accounts", 0, 1, "", "没有填写"),
    ("accounts", 0, 1, "张 三", "只用字母"),
    ("accounts", 0, 1, "x" * 31, "最多30个字"),
    ("accounts", 0, 1, "office", "已经是王办事的"),
    ("accounts", 0, 1, "admin", "已经有人用了"),
    ("accounts", 0, 2, "", "没有填写"),
    ("accounts", 0, 2, "平台管理员", "只能填"),
    ("accounts", 0, 3, "", "哪个村"),
    ("accounts", 0, 3, "无名村", "没有“无名村”"),
    ("accounts", 2, 3, "东村", "只有村干部"),
    ("targets", 0, 0, "无名村", "没有“无名村”"),
    ("targets", 0, 1, "模范村", "没有“模范村”"),
    ("targets", 1, 1, "合格村", "写了两次"),
    ("targets", 0, 2, "2031", "2026年至2030年"),
    ("targets", 0, 2, "明年", "不是一个数"),
    ("targets", 1, 2, "2025", "之间"),
    ("targets", 0, 3, "尽量", "只能填"),
    ("targets", 0, 4, "", "没有填写"),
    ("targets", 0, 4, "长" * 301, "最多300个字"),
    ("targets", 0, 5, "别的活动", "哪个活动"),
]
# Told at the cell that names the row: what is wrong lies between two cells.
BY_ROW = {("villages", 6): 0, ("accounts", 1, "office"): 0}


def test_there_are_thirty_faulty_variants_and_each_column_has_one():
    assert len(FAULTY) >= 30
    wrong = {(part, column) for part, _, column, _, _ in FAULTY}
    assert wrong == {(key, n) for key, part in PARTS.items() for n in range(len(part.columns))}


@pytest.mark.parametrize(("part", "row", "column", "text", "told"), FAULTY)
def test_a_fault_is_told_by_its_cell_and_nothing_is_written(
    township, office, admin, campaign, part, row, column, text, told
):
    table = few_rows()
    table[part][row][column] = text
    before = counts()
    with pytest.raises(Refused):
        move_in(sheets(table), township, by=office)
    assert counts() == before
    outcome = preview(sheets(table), township, by=office)
    place = BY_ROW.get((part, column, text), BY_ROW.get((part, column), column))
    cell = f"{'ABCDEFG'[place]}{row + 3}"
    here = [fault for fault in outcome.faults if fault.sheet == PARTS[part].name]
    assert [fault for fault in here if fault.cell == cell and told in fault.sentence], here


def test_what_waits_for_a_faulty_village_is_no_fault_of_its_own(township, office, campaign):
    table = few_rows()
    table["villages"][0][1] = "乡"
    outcome = preview(sheets(table), township, by=office)
    assert [str(fault)[:9] for fault in outcome.faults] == ["“村（居）”B3："]
    assert outcome.count("waits") == 2 + 1 + 2 and not outcome.may_be_written


def test_faults_come_back_marked_in_the_workbook(tmp_path, township, office, campaign):
    table = rows()
    table["villages"][2][1] = "乡"
    read = sheets(table)
    path = tmp_path / "marked.xlsx"
    path.write_bytes(marked_book(read, preview(read, township, by=office)))
    (villages, *_) = read_workbook(path)
    assert villages.cell(0, 7) == "错误" and "只能填村、社区" in villages.cell(4, 7)
    again = read_workbook(path)
    assert preview(again, township, by=office).faults


def test_the_blank_workbook_is_read_as_nothing(tmp_path, township, office, campaign):
    path = tmp_path / "blank.xlsx"
    path.write_bytes(write_book(township, list(PARTS), by=office))
    outcome = preview(read_workbook(path), township, by=office)
    assert list(outcome.sheets) == list(PARTS)
    assert not outcome.rows and not outcome.faults and not outcome.book.unread


def test_a_file_is_read_as_its_sheets_are(tmp_path, township, office, campaign):
    path = tmp_path / "full.xlsx"
    path.write_bytes(file_of(sheets(rows())).read())
    outcome = preview(read_workbook(path), township, by=office)
    assert not outcome.faults and outcome.changing == 87


def test_targets_wait_for_a_campaign(township, office):
    outcome = preview(sheets(rows()), township, by=office)
    assert {fault.sheet for fault in outcome.faults} == {"创建目标"}
    assert "还没有创建活动" in outcome.faults[0].sentence


def test_of_several_campaigns_one_is_named(township, office, campaign):
    campaign_of(township, "卫生村创建")
    table = rows()
    assert "哪个活动" in preview(sheets(table), township, by=office).faults[0].sentence
    for line in table["targets"]:
        line[5] = "卫生村创建"
    assert move_in(sheets(table), township, by=office).count("new") == 87


def test_kept_villages_are_not_changed_behind_their_document(township, office, campaign):
    move_in(sheets(rows()), township, by=office)
    none = ["", "", "", ""]
    changed = [["东村", "社区", "", *none], ["南村", "村", "K9Z9", *none]]
    table = {"villages": changed}
    told = preview(sheets(table), township, by=office).faults
    assert [fault.cell for fault in told] == ["B3", "C4"]


def test_a_telephone_number_is_told_by_its_cell_but_an_office_s(township, office, campaign):
    table = few_rows()
    table["targets"][0][4] = "问13800001111"
    table["accounts"][0][0] = "张三028-87654321"
    open_phones(["02887654321"], township, by=office, where="修改公示")
    outcome = preview(sheets(table), township, by=office)
    told = [str(one) for one in outcome.faults]
    (row,) = [one for one in told if "电话号码" in one]
    assert row == "“创建目标”E3：“确定理由”里面有电话号码138****1111，请删去。"
