"""What was exported comes back unchanged, whoever took it out: at once, it changes nothing."""

import io
from datetime import date

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from tests.villages.sheets.handed import HEAD, handed, made, row
from tests.villages.workbooks import upload
from township.history.models import Entry
from villages.acts.imports import carry_out, preview
from villages.models import AssociationMember, Group, Person, Representative
from villages.sheets.export import roster_workbook
from villages.sheets.upload import sheets_of

ODD = [
    row("买买提•艾力", 联系电话="（023）47200001", 备注="老师"),
    row("𠮷田㐂", 性别="女", 政治面貌="无党派人士", 文化程度="硕士研究生", 联系电话="47200001"),
    row("张三(大)", 代表户数=0, 出生年月="", 政治面貌="民盟盟员", 文化程度="61", 所在小组=""),
    row("Nurbek Ali", 联系电话="13800000001", 备注="有\u3000空格  的"),
    row("张三", 所在小组="二组"),
    row("张四", 所在小组="第三村民小组", 任期至=""),
]


@pytest.fixture
def rostered(village, cadre):
    carry_out("representatives", made(("表", [HEAD, *ODD])), place=village, by=cadre, about=village)
    Representative.objects.filter(note="老师").update(note="=老师，「甲」\n#N/A 不是错")
    members = [["姓名", "性别", "协会职务", "会员小组", "联系户数", "入会时间", "联系电话", "备注"]]
    members += [
        ["张三", "男", "副会长兼秘书长", "二组", 3, "2025.5.1", "13800000009", ""],
        ["李四", "女", "名誉会长", "一组", "", "2025-06-01", "", "老师"],
        ["王五", "男", "会员", "", 0, "2025-06-01", "", ""],
        ["赵六", "女", "第一组组长、理事", "三组", 1, "2025-06-01", "028-87654321", ""],
    ]
    carry_out("members", made(("表", members)), place=village, by=cadre, about=village)
    return village


@pytest.mark.parametrize("has_phones", [True, False])
@pytest.mark.parametrize("who", ["cadre", "office"])
@pytest.mark.parametrize(("kind", "number"), [("representatives", 6), ("members", 4)])
def test_a_roster_comes_back_unchanged(request, rostered, kind, number, who, has_phones):
    by = request.getfixturevalue(who)
    content = roster_workbook(kind, rostered, by=by, has_phones=has_phones)
    people = list(Person.objects.values())
    seats = [list(model.objects.values()) for model in (Representative, AssociationMember)]
    entries = Entry.objects.count()
    seen = preview(kind, sheets_of(upload(content)), place=rostered, by=by)
    assert [(one.action, one.faults) for one in seen.rows] == [("不变", ())] * number
    assert seen.passed == () and seen.unread == () and not seen.may_be_written
    assert list(Person.objects.values()) == people and Entry.objects.count() == entries
    assert [list(m.objects.values()) for m in (Representative, AssociationMember)] == seats


def test_a_veiled_number_that_is_another_is_told(rostered, cadre):
    book = load_workbook(
        io.BytesIO(roster_workbook("members", rostered, by=cadre, has_phones=False))
    )
    page = book.active
    (cell,) = [cell for line in page.iter_rows() for cell in line if cell.value == "138****0009"]
    cell.value = "138****0008"
    stream = io.BytesIO()
    book.save(stream)
    seen = preview("members", sheets_of(upload(stream.getvalue())), place=rostered, by=cadre)
    (fault,) = ["".join(one.faults) for one in seen.rows if one.faults]
    assert "和登记的对不上" in fault and Person.objects.get(name="赵六").phone == "028-87654321"


def test_a_person_of_the_same_name_without_a_group_stays_apart(rostered, cadre):
    carry_out(
        "representatives",
        made(("表", [HEAD, row("张三", 所在小组="一组"), row("张三", 所在小组="二组")])),
        place=rostered,
        by=cadre,
        about=rostered,
    )
    content = roster_workbook("representatives", rostered, by=cadre, has_phones=True)
    seen = preview("representatives", sheets_of(upload(content)), place=rostered, by=cadre)
    assert {one.action for one in seen.rows} == {"不变"}


def test_a_blank_sheet_names_the_columns(client, cadre, village):
    client.force_login(cadre)
    entries = Entry.objects.count()
    answer = client.get(reverse("villages:roster_blank", args=[village.pk, "members"]))
    page = load_workbook(io.BytesIO(answer.content)).active
    assert [cell.value for cell in page[2]][:4] == ["序号", "姓名", "性别", "协会职务"]
    assert page.max_row == 2 and Entry.objects.count() == entries


def test_what_is_handed_can_be_taken_in_twice(village, cadre):
    for kind, name in (("representatives", "01"), ("members", "26b"), ("representatives", "21e")):
        sheets = handed(name)
        carry_out(kind, sheets, place=village, by=cadre, about=village)
        assert not preview(kind, sheets, place=village, by=cadre).changing


def test_names_of_the_form_and_of_the_sheet_are_one(client, village, cadre):
    client.force_login(cadre)
    url = reverse("villages:representatives_create", args=[village.pk])
    group = Group.objects.filter(village=village).first()
    given = {"name": "买买提．艾 力\u200b", "gender": "man", "group": group.pk, "households": 3}
    given |= {"since": date(2026, 1, 8), "until": date(2031, 1, 7)}
    assert client.post(url, given).status_code == 302
    assert Person.objects.get().name == "买买提·艾力"
    assert "两个人" in client.post(url, given | {"name": "张三、李四"}).text
    assert "自造字" in client.post(url, given | {"name": "张\ue000"}).text
    assert "自造字" in client.post(url, given | {"name": "王五", "note": "\ue000"}).text
