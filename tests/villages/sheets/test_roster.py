"""Rows of a roster: the person they mean, the term they take, the office they bring."""

from datetime import date

import pytest
from django.utils import timezone

from tests.villages.rosters import in_post, person, representative
from tests.villages.workbooks import sheets
from villages.acts.imports import carry_out, preview
from villages.models import AssociationMember, Person, Representative, Term
from villages.queries.roster import usual_end

HEAD = ["姓名", "性别", "所在小组", "代表户数", "任期开始", "任期至"]
MEMBERS = ["姓名", "性别", "协会职务", "会员小组", "联系户数", "入会时间"]


def outcome(rows, village, by, kind="representatives"):
    return [
        (row.action, "".join(row.faults))
        for row in preview(kind, sheets(rows), place=village, by=by).rows
    ]


def take(rows, village, by, kind="representatives"):
    return carry_out(kind, sheets(rows), place=village, by=by, about=village)


def test_a_new_name_is_a_new_person_in_their_group(village, cadre):
    assert take((HEAD, ["张三", "男", "2组", "12", "", ""]), village, cadre) == 1
    row = Representative.objects.get()
    assert (row.person.name, row.group.name, row.person.group.name) == ("张三", "二组", "二组")
    assert (row.households, row.person.gender) == (12, "man")
    today = timezone.localdate()
    assert (row.since, row.until) == (today, usual_end(village, today))


def test_a_term_that_is_told_is_kept(village, cadre):
    take((HEAD, ["张三", "男", "", "", "2024年1月1日", "2025-12-31"]), village, cadre)
    row = Representative.objects.get()
    assert (row.since, row.until) == (date(2024, 1, 1), date(2025, 12, 31))


def test_the_term_begins_with_the_committee_s(village, cadre):
    in_post(village, "committee", "director", person(village, "主任"), since=date(2026, 1, 15))
    take((HEAD, ["张三", "男", "", "", "", ""]), village, cadre)
    assert Representative.objects.get().since == date(2026, 1, 15)


def test_who_serves_is_changed_and_not_doubled(village, cadre):
    who = representative(village, 1)
    who.name = "张三"
    who.save()
    assert outcome((HEAD, ["张三", "男", "一组", "10", "", ""]), village, cadre) == [("不变", "")]
    assert take((HEAD, ["张三", "男", "", "11", "", ""]), village, cadre) == 1
    assert Representative.objects.get().households == 11


def test_a_person_who_is_known_is_taken(village, cadre):
    known = person(village, "张三", group=village.groups.first())
    take((HEAD, ["张三", "男", "一组", "", "", ""]), village, cadre)
    assert Representative.objects.get().person == known and Person.objects.count() == 1


@pytest.mark.parametrize("kind", ["serving", "known"])
def test_two_of_one_name_need_their_group(village, cadre, kind):
    for group in village.groups.all()[:2]:
        who = person(village, "张三", group=group)
        if kind == "serving":
            Representative.objects.create(
                village=village, person=who, group=group, since=date(2026, 1, 1)
            )
    ((action, fault),) = outcome((HEAD, ["张三", "男", "", "9", "", ""]), village, cadre)
    assert action == "有错" and "有两个“张三”" in fault
    ((action, _),) = outcome((HEAD, ["张三", "男", "1组", "9", "", ""]), village, cadre)
    assert action != "有错"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (["张三", "", "", "", "", ""], "没有性别"),
        (["张三", "男", "九组", "", "", ""], "没有“九组”这个小组（已登记：一组、二组、三组）"),
        (["", "男", "", "5", "", ""], "姓名"),
        (["张三", "男", "", "", "2026-05-01", "2026-04-01"], "结束日期不能早于开始日期"),
    ],
)
def test_what_is_wrong_is_told(village, cadre, row, told):
    ((action, fault),) = outcome((HEAD, row), village, cadre)
    assert action == "有错" and told in fault


def test_a_village_without_groups_says_so(other_village, other_cadre):
    other_village.groups.all().delete()
    rows = (HEAD, ["张三", "男", "一组", "", "", ""])
    ((_, fault),) = outcome(rows, other_village, other_cadre)
    assert "还没有登记小组" in fault


def test_a_member_brings_an_office_once(village, cadre):
    rows = (
        MEMBERS,
        ["张三", "男", "会长", "一组", "10", "2025.5.1"],
        ["李四", "男", "会员", "", "", ""],
    )
    assert take(rows, village, cadre, "members") == 2
    term = Term.objects.get()
    assert (term.post, term.person.name, term.basis) == ("president", "张三", "花名册导入")
    assert outcome(rows, village, cadre, "members") == [("不变", "")] * 2
    Term.objects.all().delete()
    assert [action for action, _ in outcome(rows, village, cadre, "members")] == ["修改", "不变"]
    assert AssociationMember.objects.get(person__name="张三").since == date(2025, 5, 1)
