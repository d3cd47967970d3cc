"""Moving in by workbook: all or nothing, twice is once, and every fault told by its cell."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from archives.models import Record
from campaigns.models import Authority, Honour, Level, PriorResult, Target
from tests.township.setup.book import (
    VILLAGES,
    campaign_of,
    few_past_rows,
    few_rows,
    file_of,
    past_rows,
    rows,
    sheets,
)
from tests.villages.files import stored
from township.access import Role
from township.files import blobs
from township.files.workbooks import read_workbook
from township.history.models import Entry
from township.personal.models import open_phones
from township.setup.act import move_in, preview
from township.setup.book import marked_book, write_book
from township.setup.parts import PARTS
from township.users.models import Membership, User
from township.users.passwords import FirstPassword
from township.workflow import Refused
from villages.acts.text import create_text
from villages.models import Attachment, Figures, Group, PriorAdoption, Text, TextVersion, Village
from villages.queries.prior_adoption import has_papers


@pytest.fixture
def campaign(township):
    return campaign_of(township)


PAST = ("texts", "honours", "results")


def counts():
    nouns = (Village, Group, Figures, User, Membership, Target, Text, Honour, PriorResult)
    return [one.objects.count() for one in nouns]


def own_organ(township):
    """An organ of the township itself, which names nobody."""
    return Authority.objects.create(township=township, name="镇创建办", tier="township")


def test_a_whole_township_moves_in(township, office, campaign):
    outcome = move_in(sheets(rows()), township, by=office)
    assert counts() == [14, 28, 14, 18, 18, 28, 0, 0, 0]
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


def test_a_preview_composes_no_paper(township, office, campaign):
    past = past_of(township, office)
    kept = {path.name for path in blobs.temporary_folder().parent.rglob("*") if path.is_file()}
    assert preview(sheets(past), township, by=office).changing == 6
    assert not Record.objects.exists()
    here = {path.name for path in blobs.temporary_folder().parent.rglob("*") if path.is_file()}
    assert here == kept
    move_in(sheets(past), township, by=office)
    assert Record.objects.count() == 6


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
    ("accounts", 0, 1, ".", "没有填写"),
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
    ("targets", 0, 2, "2031", "2023年至2030年"),
    ("targets", 0, 2, "明年", "不是一个数"),
    ("targets", 1, 2, "2022", "之间"),
    ("targets", 0, 3, "尽量", "只能填"),
    ("targets", 0, 4, "", "没有填写"),
    ("targets", 0, 4, "长" * 301, "最多300个字"),
    ("targets", 0, 5, "别的活动", "哪个活动"),
    ("texts", 0, 0, "无名村", "没有“无名村”"),
    ("texts", 0, 1, "", "没有填写"),
    ("texts", 0, 1, "通知", "只能填"),
    ("texts", 0, 2, "", "没有填写"),
    ("texts", 0, 2, "《》", "没有填写"),
    ("texts", 0, 2, "长" * 61, "最多60个字"),
    ("texts", 1, 2, "东村婚育文明协议书", "写了两次"),
    ("texts", 0, 3, "", "没有填写"),
    ("texts", 0, 3, "去年", "看不懂"),
    ("texts", 0, 3, "2099-01-01", "不能在今天之后"),
    ("texts", 0, 4, "去年", "看不懂"),
    ("texts", 0, 4, "2023-05-19", "不能早于通过日期"),
    ("texts", 0, 4, "2099-01-01", "不能在今天之后"),
    ("texts", 0, 5, "党委会", "只能填"),
    ("texts", 0, 5, "", "由什么会议通过"),
    ("texts", 0, 6, "长" * 61, "最多60个字"),
    ("texts", 0, 7, "三百", "实到数400大于"),
    ("texts", 0, 8, "700", "大于应到数"),
    ("texts", 0, 9, "很多", "不是一个数"),
    ("texts", 0, 10, "几票", "不是一个数"),
    ("texts", 0, 11, "99999999", "太大"),
    ("texts", 0, 12, "2020-01-01", "不能早于通过日期"),
    ("texts", 0, 13, "备1号", "备案日期也填上"),
    ("texts", 0, 14, "", "写明原件存在哪里"),
    ("texts", 0, 14, "310105199001011239", "身份证号"),
    ("texts", 0, 15, "长" * 301, "最多300个字"),
    ("honours", 0, 0, "无名村", "没有“无名村”"),
    ("honours", 0, 1, "模范村", "没有“模范村”"),
    ("honours", 0, 2, "2099-01-01", "不能在今天之后"),
    ("honours", 0, 2, "农历五月", "农历"),
    ("honours", 0, 3, "", "没有填写"),
    ("honours", 0, 3, "江府发〔2022〕1号", "请核对"),
    ("honours", 0, 4, "长" * 121, "最多120个字"),
    ("honours", 1, 5, "江府发-1", "牌匾编号已经是东村合格村"),
    ("honours", 0, 6, "镇创建办", "不能命名"),
    ("honours", 0, 7, "2020-01-01", "不能早于命名日期"),
    ("honours", 0, 8, "一万", "不是一个数"),
    ("honours", 0, 8, "100.005", "最多2位小数"),
    ("honours", 0, 9, "长" * 121, "最多120个字"),
    ("honours", 0, 10, "别的活动", "哪个活动"),
    ("honours", 0, 11, "长" * 301, "最多300个字"),
    ("results", 0, 0, "无名村", "没有“无名村”"),
    ("results", 0, 1, "2022", "没有2022年度"),
    ("results", 0, 1, "2030", "只补录往年"),
    ("results", 1, 1, "", "没有填写"),
    ("results", 0, 2, "101", "太大"),
    ("results", 0, 2, "87.55", "最多1位小数"),
    ("results", 0, 2, "优秀", "不是一个数"),
    ("results", 0, 3, "模范村", "没有“模范村”"),
    ("results", 0, 4, "长" * 201, "最多200个字"),
    ("results", 0, 5, "别的活动", "哪个活动"),
    ("results", 0, 6, "#REF!", "出错的公式"),
    # Of other kinds: what a sheet makes of a cell, and what people write beside the point.
    ("villages", 0, 0, "12345", "不像村（居）的名称"),
    ("villages", 0, 0, "——", "不像村（居）的名称"),
    ("villages", 0, 0, "是", "不像村（居）的名称"),
    ("villages", 0, 0, "2026-01-02", "不像村（居）的名称"),
    ("villages", 0, 0, '=HYPERLINK("http://a")', "不像村（居）的名称"),
    ("villages", 1, 0, "东　村", "写了两次"),
    ("villages", 1, 0, "东\u200b村", "写了两次"),
    ("villages", 0, 4, "-5", "不是一个数"),
    ("villages", 0, 4, "−5", "不是一个数"),
    ("villages", 0, 4, "85%", "不是一个数"),
    ("villages", 0, 4, "1.2E3", "不是一个数"),
    ("villages", 0, 4, "9" * 5000, "太大"),
    ("groups", 0, 3, "1e5", "不是一个数"),
    ("accounts", 1, 1, "CADRE0", "只差大小写"),
    ("accounts", 1, 1, "ｃａｄｒｅ０", "已经是张东的"),
    ("accounts", 0, 2, "村干部、考评员", "只能填"),
    ("targets", 0, 2, "2026年底", "请写成2026这样的数字"),
    ("targets", 0, 1, "合格村、先进村", "没有“合格村、先进村”"),
    ("honours", 0, 2, "2023-02-30", "没有这一天"),
    ("honours", 0, 2, "45280", "日期的序号"),
    ("honours", 0, 8, "-100", "不是一个数"),
    ("honours", 0, 7, "永久", "看不懂"),
    ("results", 0, 2, "80.5%", "不是一个数"),
    ("results", 0, 2, "NaN", "不是一个数"),
    ("texts", 0, 9, "380.5", "不是一个数"),
    ("texts", 0, 3, "20-05-2023", "按年、月、日的次序写"),
]
# Told at the cell that names the row: what is wrong lies between two cells.
BY_ROW = {("villages", 6): 0, ("accounts", 1, "office"): 0, ("accounts", 1, "ｃａｄｒｅ０"): 0}
# Told at the cell beside it that has to change.
BY_ROW |= {("texts", 13): 12, ("texts", 8): 7}


def test_there_are_thirty_faulty_variants_and_each_column_has_one():
    assert len(FAULTY) >= 30
    wrong = {(part, column) for part, _, column, _, _ in FAULTY}
    assert wrong == {(key, n) for key, part in PARTS.items() for n in range(len(part.columns))}


def with_fault(township, part, row, column, text):
    """A few rows of each sheet, one cell of them wrong."""
    table = few_rows()
    if part in PAST:
        table = {"villages": table["villages"]} | few_past_rows()
        own_organ(township)
    table[part][row][column] = text
    return table


@pytest.mark.one_database
@pytest.mark.parametrize(("part", "row", "column", "text", "told"), FAULTY)
def test_a_fault_is_told_by_its_cell_and_nothing_is_written(
    township, office, admin, campaign, part, row, column, text, told
):
    table = with_fault(township, part, row, column, text)
    before = counts()
    outcome = preview(sheets(table), township, by=office)
    assert counts() == before and outcome.faults
    place = BY_ROW.get((part, column, text), BY_ROW.get((part, column), column))
    cell = f"{chr(ord('A') + place)}{row + 3}"
    here = [fault for fault in outcome.faults if fault.sheet == PARTS[part].name]
    assert [fault for fault in here if fault.cell == cell and told in fault.sentence], here


@pytest.mark.one_database
@pytest.mark.parametrize("part", PARTS)
def test_what_a_preview_finds_faulty_is_not_written(township, office, admin, campaign, part):
    row, column, text, _ = next(one[1:] for one in FAULTY if one[0] == part)
    table = with_fault(township, part, row, column, text)
    before = counts()
    with pytest.raises(Refused):
        move_in(sheets(table), township, by=office)
    assert counts() == before


def test_what_waits_for_a_faulty_village_is_no_fault_of_its_own(township, office, campaign):
    table = few_rows()
    table["villages"][0][1] = "乡"
    outcome = preview(sheets(table), township, by=office)
    assert [str(fault)[:9] for fault in outcome.faults] == ["“村（居）”B3："]
    assert outcome.count("waits") == 2 + 1 + 2 and not outcome.may_be_written


def test_an_account_of_full_width_can_be_opened_with_its_slip(township, office, campaign):
    table = few_rows()
    table["accounts"][1][1] = "Ｚｈａｎｇ．ｘｉｎ"
    for told in ("new", "same"):
        outcome = move_in(sheets(table), township, by=office)
        accounts = [row for row in outcome.rows if row.part == "accounts"]
        assert {row.outcome for row in accounts} == {told}
        for slip in outcome.slips:
            assert slip.password and slip.account.check_password(slip.password)
    assert User.objects.filter(username="Zhang.xin").exists()


def _merged(book):
    book["小组"].merge_cells("A3:A4")


def _hidden(book):
    book["村（居）"].row_dimensions[3].hidden = True


def _of_numbers(book):
    book["村（居）"]["D3"], book["村（居）"]["E3"] = 2026, 1200.0


@pytest.mark.parametrize("change", [_merged, _hidden, _of_numbers])
def test_what_a_sheet_does_to_cells_is_read_as_it_is_shown(
    tmp_path, township, office, campaign, change
):
    outcome = preview(changed(tmp_path, change), township, by=office)
    assert not outcome.faults and outcome.changing == 16


def _formula(book):
    book["村（居）"]["E3"] = "=1000+200"


def _percent(book):
    book["村（居）"]["E3"].value, book["村（居）"]["E3"].number_format = 0.85, "0%"


@pytest.mark.parametrize(("change", "told"), [(_formula, "是公式"), (_percent, "不是一个数")])
def test_what_a_cell_only_computes_is_told_by_its_cell(
    tmp_path, township, office, campaign, change, told
):
    (fault,) = preview(changed(tmp_path, change), township, by=office).faults
    assert fault.cell == "E3" and told in fault.sentence


def changed(tmp_path, change):
    """A few rows as a file that somebody worked on."""
    path = tmp_path / "book.xlsx"
    book = load_workbook(file_of(sheets(few_rows())))
    change(book)
    book.save(path)
    return read_workbook(path)


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


def test_a_level_of_one_campaign_alone_says_which_is_meant(township, office, campaign):
    other = campaign_of(township, "卫生村创建")
    for level in other.levels.all():
        Level.objects.filter(pk=level.pk).update(
            name=f"卫生{level.name}", community_name=f"卫生{level.name[:2]}社区"
        )
    assert move_in(sheets(rows()), township, by=office).count("new") == 87
    assert {one.campaign for one in Target.objects.all()} == {campaign}


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


def scans(*names):
    return [(stored(name, (64, 40 + size)), name) for size, name in enumerate(names)]


def past_of(township, office):
    """The villages are there; then two rows of each sheet of the past."""
    move_in(sheets({"villages": rows()["villages"]}), township, by=office)
    return few_past_rows()


def test_the_past_of_a_township_is_marked_as_entered_later(township, office, campaign):
    move_in(sheets({"villages": rows()["villages"]}), township, by=office)
    outcome = move_in(sheets(past_rows()), township, by=office)
    assert outcome.count("new") == 84 + 20 + 42
    assert all(row.entered_by == office for row in PriorAdoption.objects.all())
    assert Honour.objects.exclude(entered_at=None).count() == 20
    assert PriorResult.objects.filter(level=None).count() == 3
    assert TextVersion.objects.in_force_on(date(2023, 6, 1)).count() == 84
    assert Record.objects.filter(is_entered_later=True).count() == 146
    entries = Entry.objects.count()
    again = move_in(sheets(past_rows()), township, by=office)
    assert again.count("same") == len(again.rows) == 146
    assert Entry.objects.count() == entries


def test_a_rule_above_its_charter_rests_on_it_all_the_same(township, office, campaign):
    move_in(sheets(few_rows()), township, by=office)
    lines = past_rows()["texts"][:6]
    assert lines[-1][1] == "自治章程"
    move_in(sheets({"texts": lines}), township, by=office)
    rules = TextVersion.objects.exclude(text__kind="charter")
    assert rules.count() == 5
    assert {one.based_on.text.title for one in rules} == {"东村自治章程"}


def without(lines, column):
    return [[*line[:column], *line[column + 1 :]] for line in lines]


def test_a_text_takes_effect_on_its_own_day_where_one_is_written(township, office, campaign):
    lines = past_of(township, office)["texts"]
    lines[0][4] = "2023-06-01"
    move_in(sheets({"texts": lines}), township, by=office)
    own, usual = PriorAdoption.objects.order_by("text_version")
    assert (own.effective_on, usual.effective_on) == (date(2023, 6, 1), None)
    lines[1][4] = lines[1][3]
    assert move_in(sheets({"texts": lines}), township, by=office).count("same") == 2


def test_a_workbook_handed_out_before_that_column_is_read(township, office, campaign):
    lines = past_of(township, office)["texts"]
    (new,) = sheets({"texts": lines})
    old = type(new)(new.name, tuple(map(tuple, without(new.rows, 4))), (), ())
    assert "施行日期" in new.rows[0] and "施行日期" not in old.rows[0]
    assert move_in([old], township, by=office).count("new") == 2
    assert move_in([old], township, by=office).count("same") == 2
    assert set(PriorAdoption.objects.values_list("effective_on", flat=True)) == {None}


def test_what_takes_long_is_done_before_anybody_waits(township, office, campaign, monkeypatch):
    """First passwords are made outside the transaction, by a preview not at all; what history tells
    is written in one insert, and by a preview not at all."""
    within, depth = [], len(connection.atomic_blocks)
    made = FirstPassword.made
    monkeypatch.setattr(
        FirstPassword, "made", lambda: within.append(len(connection.atomic_blocks)) or made()
    )
    table = few_rows() | few_past_rows()

    def inserts(act):
        with CaptureQueriesContext(connection) as asked:
            assert not act(sheets(table), township, by=office).faults
        return sum('INSERT INTO "township_entry"' in one["sql"] for one in asked)

    assert (inserts(preview), within) == (0, [])
    # Of the township and, for accounts, of the platform.
    assert inserts(move_in) == 2 and within == [depth] * 5


def test_counts_are_judged_and_their_lack_is_not(township, office, campaign):
    lines = past_of(township, office)["texts"]
    lines[0][9], lines[0][10] = "10", "380"
    lines[1][7:12] = [""] * 5
    outcome = move_in(sheets({"texts": lines}), township, by=office)
    counted, unknown = PriorAdoption.objects.order_by("text_version")
    assert not counted.judged.is_passed and unknown.judged is None
    assert "请核对" in outcome.rows[0].remarks[0] and not outcome.rows[1].remarks


def test_files_are_found_by_name_and_what_lacks_is_told(township, office, campaign):
    past = past_of(township, office)
    past["texts"][0][14:16] = ["", "协议书.pdf；签名页"]
    past["texts"][1][15] = "没带来.pdf"
    past["honours"][0][11] = "命名通知.jpg"
    past["results"][0][6] = "汇总表"
    sent = scans("协议书.jpg", "签名页.jpg", "命名通知.jpg", "汇总表.jpg", "别的.jpg")
    outcome = move_in(sheets(past), township, by=office, files=sent)
    first, second = PriorAdoption.objects.order_by("text_version")
    assert Attachment.objects.of(first).count() == 2 and not has_papers(second)
    assert Honour.objects.get(village__name="东村").file_name == "命名通知.jpg"
    assert PriorResult.objects.get(village__name="东村").file_name == "汇总表.jpg"
    assert outcome.sent.unused == ["别的.jpg"]
    assert outcome.rows[1].remarks == ["没有收到文件“没带来.pdf”，可以以后再交。"]


def test_a_file_may_come_with_the_same_workbook_later(township, office, campaign):
    lines = past_of(township, office)["texts"]
    lines[0][15] = "协议书.jpg"
    move_in(sheets({"texts": lines}), township, by=office)
    prior = PriorAdoption.objects.get(text_version__text__title=lines[0][2])
    assert not has_papers(prior)
    for told in ("update", "same"):
        outcome = move_in(sheets({"texts": lines}), township, by=office, files=scans("协议书.jpg"))
        assert outcome.rows[0].outcome == told and has_papers(prior)
    record = Record.objects.get(source=f"text:{prior.text_version_id}")
    assert record.parts.count() == 2


CHANGED = [
    ("texts", 1, "村规民约", "类别是协议书范本"),
    ("texts", 3, "2023-05-21", "2023年5月20日"),
    ("texts", 5, "户代表会议", "村民会议"),
    ("texts", 7, "700", "应到是600"),
    ("texts", 4, "2023-06-01", "施行日期是2023年5月20日"),
    ("texts", 14, "原件丢失", "原件存档案柜"),
    ("honours", 2, "2023-12-21", "2023年12月20日"),
    ("honours", 3, "江府发〔2023〕9号", "已经登记了"),
    ("honours", 5, "另一块", "江府发-1"),
    ("honours", 8, "20000", "10000"),
    ("results", 2, "99", "80.5"),
    ("results", 3, "合格村", "未达标"),
    ("results", 4, "改过", "空着"),
]


@pytest.mark.parametrize(("part", "column", "text", "told"), CHANGED)
def test_what_is_entered_is_not_changed_behind_a_correction(
    township, office, campaign, part, column, text, told
):
    past = past_of(township, office)
    move_in(sheets({part: past[part]}), township, by=office)
    before = Entry.objects.count()
    past[part][0][column] = text
    (fault,) = preview(sheets({part: past[part]}), township, by=office).faults
    place = 1 if told == "已经登记了" else column
    assert fault.cell == f"{chr(ord('A') + place)}3" and told in fault.sentence
    with pytest.raises(Refused):
        move_in(sheets({part: past[part]}), township, by=office)
    assert Entry.objects.count() == before


def test_an_honour_is_named_by_its_levels_organ_or_as_the_document_says(township, office, campaign):
    past = past_of(township, office)
    Authority.objects.create(township=township, name="", role="市人民政府", tier="city")
    other = Authority.objects.create(
        township=township, name="清江市人民政府", tier="city", kind="party"
    )
    past["honours"][1][6] = "清江市人民政府"
    move_in(sheets({"honours": past["honours"]}), township, by=office)
    usual, named = Honour.objects.order_by("village__order")
    assert usual.issuer == usual.level.named_by and usual.issuer_name == "清江区人民政府"
    assert named.issuer == other and named.issuer_name == "清江市人民政府"


def test_a_text_drafted_here_is_not_entered_beside_it(township, office, cadre, campaign):
    lines = past_of(township, office)["texts"]
    village = Village.objects.get(name="东村")
    create_text(village, "rule", lines[0][2], by=cadre)
    (fault,) = preview(sheets({"texts": lines[:1]}), township, by=office).faults
    assert fault.cell == "C3" and "已经在系统里起草" in fault.sentence


def test_a_second_charter_is_refused(township, office, campaign):
    lines = past_of(township, office)["texts"]
    lines[0][1] = lines[1][1] = "章程"
    (fault,) = preview(sheets({"texts": lines}), township, by=office).faults
    assert fault.cell == "C4" and "已有自治章程" in fault.sentence


def test_a_telephone_number_is_told_by_its_cell_but_an_office_s(township, office, campaign):
    table = few_rows()
    table["targets"][0][4] = "问13800001111"
    table["accounts"][0][0] = "张三028-87654321"
    open_phones(["02887654321"], township, by=office, where="修改公示")
    outcome = preview(sheets(table), township, by=office)
    told = [str(one) for one in outcome.faults]
    (row,) = [one for one in told if "电话号码" in one]
    assert row == "“创建目标”E3：“确定理由”里面有电话号码138****1111，请删去。"
