"""A roster comes in by workbook: shown row by row, written all or not at all, refused by name."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.db import connection
from django.urls import reverse
from openpyxl import load_workbook

from tests.villages.workbooks import (
    REPRESENTATIVES,
    representatives,
    sheets,
    upload,
    workbook,
)
from township.files.cellnames import cell_name
from township.history.models import Entry
from township.personal.models import open_phones
from township.workflow import Refused
from villages.acts.imports import (
    carry_out,
    preview,
    seal,
    unseal,
    with_errors,
)
from villages.acts.organisation import body_of, seat
from villages.models import AssociationMember, Figures, Group, Person, Representative, Term
from villages.rules.bodies import BodyKind, PostKind
from villages.sheets.catalogue import RESOURCES


@pytest.fixture
def address(village):
    return reverse("villages:import", args=[village.pk, "representatives"])


@pytest.fixture
def signed_in(client, cadre):
    client.force_login(cadre)
    return client


def show(client, address, content, name="花名册.xlsx"):
    return client.post(address, {"sheet": upload(content, name)})


def confirm(client, address, answer, wanted="write"):
    return client.post(address, {"sealed": answer.context["sealed"], "wanted": wanted})


def test_nothing_is_written_before_the_preview_is_confirmed(signed_in, address, village):
    answer = show(signed_in, address, representatives())
    assert answer.status_code == 200
    assert [row.action for row in answer.context["preview"].rows] == ["新增"] * 3
    assert [row.number for row in answer.context["preview"].rows] == [3, 4, 5]
    assert "138****1234" in answer.text and "13800001234" not in answer.text
    assert not Person.objects.exists()
    assert confirm(signed_in, address, answer).status_code == 302
    rows = Representative.objects.filter(village=village)
    assert {row.person.name for row in rows} == {"张三", "李四妹", "王五"}
    first = rows.get(person__name="张三")
    assert (first.group.name, first.households, first.person.birth_month) == ("一组", 12, "1975-03")
    assert first.person.phone == "13800001234"
    assert first.person.political == Person.Political.PARTY
    assert first.until is not None
    assert Entry.objects.filter(verb="sheet.import").count() == 1


def test_phones_lie_encrypted(signed_in, address):
    confirm(signed_in, address, show(signed_in, address, representatives()))
    with connection.cursor() as cursor:
        cursor.execute("SELECT phone FROM villages_person WHERE name = '张三'")
        (stored,) = cursor.fetchone()
    assert "1380000" not in stored and len(stored) > 60


def test_the_same_sheet_again_changes_nothing(signed_in, address):
    confirm(signed_in, address, show(signed_in, address, representatives()))
    answer = show(signed_in, address, representatives())
    assert [row.action for row in answer.context["preview"].rows] == ["不变"] * 3
    assert not answer.context["preview"].may_be_written
    changed = [*REPRESENTATIVES]
    changed[3] = [*changed[3][:8], "11", "", ""]
    answer = show(signed_in, address, representatives(changed))
    assert [row.action for row in answer.context["preview"].rows] == ["不变", "不变", "修改"]
    confirm(signed_in, address, answer)
    assert Representative.objects.get(person__name="王五").households == 11
    assert Representative.objects.count() == 3


def test_one_wrong_row_stops_all_and_comes_back_with_its_error(signed_in, address):
    rows = [*REPRESENTATIVES, ["4", "赵六", "男", "1975.1", "", "", "", "九组", "x", "12", ""]]
    answer = show(signed_in, address, representatives(rows))
    preview = answer.context["preview"]
    assert [row.action for row in preview.rows] == ["新增", "新增", "新增", "有错"]
    assert not preview.may_be_written
    told = "".join(preview.rows[3].faults)
    assert f"第6行：{told}" in answer.text.replace("&quot;", '"')
    assert (
        "九组" in told
        and "分不清" in told
        and "代表户数“x”" in told
        and "联系电话“****12”不对" in told
    )
    confirm(signed_in, address, answer)
    assert not Person.objects.exists()
    returned = confirm(signed_in, address, answer, "errors")
    sheet = load_workbook(io.BytesIO(returned.content)).active
    assert sheet.cell(2, 12).value == "错误"
    assert "九组" in sheet.cell(6, 12).value
    assert sheet.cell(3, 12).value is None


@pytest.mark.parametrize(
    "column", ["身份证号", "身 份 证 号 码", "避孕措施", "生育情况", "健康状况", "孕检日期"]
)
def test_columns_on_persons_bodies_and_papers_are_refused_by_name(signed_in, address, column):
    rows = [[*REPRESENTATIVES[0], column], [*REPRESENTATIVES[1], "x"]]
    answer = show(signed_in, address, representatives(rows))
    assert answer.status_code == 422
    assert column in answer.text and "不登记" in answer.text
    assert not Person.objects.exists()


def test_a_list_by_health_is_refused_by_its_title(signed_in, address):
    rows = [["万顺村育龄妇女孕检花名册", ""], *REPRESENTATIVES]
    answer = show(signed_in, address, representatives(rows))
    assert answer.status_code == 422
    assert "“万顺村育龄妇女孕检花名册”是按生育、健康情况（“育龄”）列的名单" in answer.text
    assert not Person.objects.exists()


def test_an_identity_number_in_any_cell_is_an_error(signed_in, address):
    rows = [*REPRESENTATIVES]
    rows[1] = [*rows[1][:10], "510101197503070011"]
    preview = show(signed_in, address, representatives(rows)).context["preview"]
    assert preview.rows[0].action == "有错" and "身份证号" in preview.rows[0].faults[0]


def test_a_name_twice_in_one_group_is_told(signed_in, address):
    rows = [*REPRESENTATIVES, REPRESENTATIVES[1]]
    preview = show(signed_in, address, representatives(rows)).context["preview"]
    assert preview.rows[3].faults == ("“张三”在表里出现了两次。",)


def test_members_bring_their_office(signed_in, village):
    address = reverse("villages:import", args=[village.pk, "members"])
    rows = [
        ["姓名", "性别", "协会职务", "会员小组", "联系户数", "入会时间", "联系电话"],
        ["张三", "男", "会长", "一组", 10, "2025.5.1", 13800001234],
        ["李四妹", "女", "会员", "二组", 8, "2025年6月", None],
    ]
    confirm(signed_in, address, show(signed_in, address, workbook(rows)))
    assert AssociationMember.objects.count() == 2
    assert Term.objects.get().person.name == "张三"
    assert Person.objects.get(name="张三").phone == "13800001234"
    exported = signed_in.post(reverse("villages:roster_export", args=[village.pk, "members"]))
    sheet = load_workbook(io.BytesIO(exported.content)).active
    assert [cell.value for cell in sheet[3]][1:4] == ["张三", "男", "会长"]


def test_groups_come_in_and_are_not_renamed(signed_in, village):
    address = reverse("villages:groups_import", args=[village.pk])
    rows = [
        ["小组", "户数", "18周岁以上人数"],
        ["1组", 55, 140],
        ["四组", 40, 99],
        ["合计", 95, 239],
    ]
    confirm(signed_in, address, show(signed_in, address, workbook(rows)))
    groups = {group.name: group.households for group in Group.objects.filter(village=village)}
    assert groups == {"一组": 55, "二组": 100, "三组": 100, "四组": 40}


def test_the_office_brings_figures_of_all_villages(
    client, office, village, other_village, foreign_village
):
    client.force_login(office)
    address = reverse("villages:figures_import")
    head = ["村名", "年度", "常住人口", "户数", "18周岁以上人数", "书记"]
    good = [["万顺村", "2026年", 1562, 486, 1238, "张"], ["三水村", 2026, 900, 300, 700, "李"]]
    bad = show(client, address, workbook([head, *good, ["远山村", 2026, 9, 3, 7, ""]]))
    assert [row.action for row in bad.context["preview"].rows] == ["新增", "新增", "有错"]
    worse = show(client, address, workbook([head, ["万顺村", 2026, 10, 3, 70, ""]]))
    assert "不能多于常住人口" in worse.context["preview"].rows[0].faults[0]
    answer = show(client, address, workbook([head, *good]))
    assert answer.context["preview"].ignored == ("书记",)
    confirm(client, address, answer)
    assert Figures.objects.get(village=village).adults == 1238


def far_cell():
    """A few kilobytes with cells at both ends of the largest sheet there is."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    for place, header in enumerate(("姓名", "性别")):
        sheet.write(0, place, header)
    sheet.write(1_048_575, 16_383, "x")
    book.close()
    return stream.getvalue()


def long_sheet():
    return workbook([["姓名", "性别"], *([f"人{n}", "男"] for n in range(3100))])


def test_without_a_date_representatives_serve_as_long_as_the_committee(signed_in, address, village):
    chair = Person.objects.create(village=village, name="王建国", gender="man")
    seat(
        body_of(village, BodyKind.COMMITTEE),
        PostKind.DIRECTOR,
        chair,
        since=date(2026, 1, 15),
        by=village.cadres.get().user,
    )
    confirm(signed_in, address, show(signed_in, address, representatives()))
    served = set(Representative.objects.values_list("since", "until"))
    assert served == {(date(2026, 1, 15), date(2031, 1, 14))}


# --- the sealed sheet

PURPOSE = ["representatives", 7]
SHEET = sheets([["姓名", "小组"], ["张三", "一组"]])


@pytest.mark.parametrize(("seconds", "opens"), [(3600, True), (3601, False)])
def test_a_sealed_sheet_opens_within_the_hour(time_machine, seconds, opens):
    time_machine.move_to(1_767_240_000, tick=False)
    token = seal(SHEET, PURPOSE)
    time_machine.move_to(1_767_240_000 + seconds, tick=False)
    if opens:
        assert unseal(token, PURPOSE) == SHEET
    else:
        with pytest.raises(Refused, match="预览已经超过一小时"):
            unseal(token, PURPOSE)


def test_a_sealed_sheet_serves_its_own_purpose_unaltered():
    token = seal(SHEET, PURPOSE)
    with pytest.raises(Refused, match="预览的不是这份表格"):
        unseal(token, ["representatives", 8])
    with pytest.raises(Refused, match="请重新选择表格"):
        unseal("x" + token[1:], PURPOSE)
    assert unseal(token, PURPOSE) == SHEET


# --- what is a table


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([["性别", "民族", "小组"], ["男", "汉族", "一组"]], "缺少这些列"),
        (REPRESENTATIVES[:1], "表头下面没有内容"),
    ],
)
def test_a_sheet_without_its_columns_or_rows_is_refused(rows, told, village, cadre):
    with pytest.raises(Refused) as refused:
        preview("representatives", sheets(rows), place=village, by=cadre)
    assert told in refused.value.reasons[0]


# --- all rows or none


def test_rows_that_are_wrong_are_counted_and_none_is_written(village, cadre):
    rows = [*REPRESENTATIVES, [*REPRESENTATIVES[1][:1], "赵六", "男", "1975.1", *[""] * 7]]
    rows[-1][7] = "九组"
    preview_of = preview("representatives", sheets(rows), place=village, by=cadre)
    assert preview_of.wrong >= 1
    with pytest.raises(Refused) as refused:
        carry_out("representatives", sheets(rows), place=village, by=cadre, about=village)
    assert refused.value.reasons == [
        f"有{preview_of.wrong}行有错，全部没有写入。请改好表格后重新导入。"
    ]
    assert not Person.objects.exists() and not Entry.objects.exists()


def test_what_was_written_is_counted_and_told(village, cadre):
    given = {"place": village, "by": cadre, "about": village}
    assert carry_out("representatives", sheets(REPRESENTATIVES), **given) == 3
    assert carry_out("representatives", sheets(REPRESENTATIVES), **given) == 0
    told = [entry.summary for entry in Entry.objects.filter(verb="sheet.import").order_by("number")]
    assert told == ["用表格导入代表花名册：3行", "用表格导入代表花名册：0行"]


def test_a_returned_sheet_stands_as_it_came_with_its_head_in_bold(village, cadre):
    rows = [["代表花名册"], *REPRESENTATIVES, ["4", "", "男", *[""] * 8]]
    kept = with_errors("representatives", sheets(rows), place=village, by=cadre)
    sheet = load_workbook(io.BytesIO(kept)).active
    assert [sheet.cell(n, 1).value for n in (1, 2, 3)] == ["代表花名册", "序号", "1"]
    assert [sheet.cell(n, 1).font.bold for n in (1, 2, 3)] == [False, True, False]
    assert sheet.cell(2, 12).value == "错误" and sheet.cell(6, 12).value


def test_new_and_changed_rows_are_counted_together(village, cadre):
    given = {"place": village, "by": cadre, "about": village}
    carry_out("representatives", sheets(REPRESENTATIVES[:2]), **given)
    changed = [REPRESENTATIVES[0], [*REPRESENTATIVES[1]], *REPRESENTATIVES[2:]]
    changed[1][8] = "11"
    assert carry_out("representatives", sheets(changed), **given) == 3


def test_a_telephone_number_elsewhere_is_told_by_its_cell(village, cadre):
    rows = [list(row) for row in REPRESENTATIVES]
    head = rows.index(next(row for row in rows if "备注" in row))
    place = rows[head].index("备注")
    rows[head + 1][place] = "转13800002222"
    rows[head + 2][place] = "值班028-87654321"
    open_phones(["02887654321"], village.township, by=cadre, where="修改公示")
    seen = preview("representatives", sheets(rows), place=village, by=cadre)
    assert [row.faults for row in seen.rows if row.faults] == [
        (f"{cell_name(head + 1, place)}格“备注”里面有电话号码138****2222，请删去。",)
    ]
    assert "13800002222" not in str([row.cells for row in seen.rows])


SECOND = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉"


def test_a_cell_is_read_once_by_a_resource_and_kept_by_no_other(village, cadre):
    read = []
    first, second = (RESOURCES["members"](village, cadre) for _ in range(2))
    for resource in (first, second):
        resource.widget_of("姓名").read = lambda text: read.append(text) or text
    for resource in (first, first, second):
        assert resource.widget_of("姓名").clean("张甲乙") == "张甲乙"
    assert read == ["张甲乙", "张甲乙"]


@pytest.mark.parametrize("kind", ["representatives", "members"])
def test_a_long_roster_costs_no_query_a_row(kind, village, cadre, django_assert_max_num_queries):
    heads = ["姓名", "性别", "小组"]
    names = [f"张{first}{second}" for first in "一二三四五六七八九十" for second in SECOND]
    rows = [[name, "男", "一组"] for name in names]
    told = {"place": village, "by": cadre}
    with django_assert_max_num_queries(15):
        assert preview(kind, sheets([heads, *rows]), **told).count("new") == 200
    with django_assert_max_num_queries(40):
        assert carry_out(kind, sheets([heads, *rows]), about=village, **told) == 200
    changed = [[name, "女", group] for name, _, group in rows]
    with django_assert_max_num_queries(40):
        assert carry_out(kind, sheets([heads, *changed]), about=village, **told) == 200
    assert Person.objects.filter(gender="woman").count() == 200
