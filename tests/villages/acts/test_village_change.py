"""A village renamed, converted, merged, split, dissolved: what was final keeps its words."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from tests.personas import cadre_of
from tests.villages.way import CHARTER, adopted, draft, meeting
from township.history.models import Entry
from township.workflow import Refused
from villages.acts import text as text_acts
from villages.acts import village_change
from villages.models import Meeting, TextVersion, Village, VillageChange

DAY = timedelta(days=1)
PAPER = {"reason": "县政府批复", "document_number": "江府函〔2026〕9号"}


def today():
    return timezone.localdate()


def renamed(village, office, name="治华新村", kind="village", on=None):
    on = on or today()
    return village_change.rename(village, by=office, name=name, kind=kind, on=on, **PAPER)


def test_the_former_name_holds_to_the_day_before(village, office):
    renamed(village, office)
    row = Village.objects.get(pk=village.pk)
    assert str(row) == "治华新村"
    assert str(row.as_of(today())) == "治华新村"
    assert str(row.as_of(today() - DAY)) == "万顺村"
    assert row.as_of(None) is row
    assert str(VillageChange.objects.get()).endswith("万顺村更名为治华新村")
    assert "江府函〔2026〕9号" in Entry.objects.about(row).first().summary


def test_a_closed_meeting_keeps_the_villages_name_and_kind_of_its_day(village, cadre, office):
    adopted(village, cadre)
    renamed(village, office, "万顺社区", "community")
    held = Meeting.objects.get()
    assert (str(held.village), held.village.is_community) == ("万顺村", False)
    assert held.village == Village.objects.get(pk=village.pk)
    assert str(TextVersion.objects.get().village) == "万顺村"
    assert "改为万顺社区" in VillageChange.objects.get().sentence


def test_two_renames_are_told_apart_by_their_days(village, office):
    renamed(village, office, "甲村", on=today() - 20 * DAY)
    renamed(village, office, "乙村", on=today() - 10 * DAY)
    row = Village.objects.get(pk=village.pk)
    names = [str(row.as_of(today() - days * DAY)) for days in (21, 20, 11, 10)]
    assert names == ["万顺村", "甲村", "甲村", "乙村"]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"name": "万顺村"}, "都没有变"),
        ({"name": "三水村"}, "已经有三水村"),
        ({"on": date(2999, 1, 1)}, "今天之后"),
    ],
)
def test_a_rename_that_cannot_be_is_refused(village, other_village, office, change, sentence):
    with pytest.raises(Refused, match=sentence):
        renamed(village, office, **change)
    assert not VillageChange.objects.exists()


def test_a_rename_follows_the_last_one(village, office):
    renamed(village, office, "甲村", on=today() - 5 * DAY)
    with pytest.raises(Refused, match="晚于上一次"):
        renamed(village, office, "乙村", on=today() - 6 * DAY)


def test_a_village_of_an_earlier_day_is_never_saved(village, office):
    renamed(village, office)
    past = Village.objects.get(pk=village.pk).as_of(today() - DAY)
    with pytest.raises(ValueError, match="read, not saved"):
        past.save()


def merged(village, into, office, on=None):
    on = on or today()
    return village_change.merge(village, by=office, into=into, on=on, **PAPER)


def test_the_successor_takes_groups_and_its_cadres_reach_both_archives(
    village, other_village, cadre, office
):
    successor = cadre_of(other_village, "cadre-b", "李专干")
    merged(village, other_village, office)
    assert other_village.groups.count() == 6
    assert "万顺村一组" in set(other_village.groups.values_list("name", flat=True))
    for user in (cadre, successor):
        reached = Village.objects.for_user(type(user).objects.get(pk=user.pk), "record.view")
        assert set(reached) == {village, other_village}
    assert list(Village.objects.in_use()) == [other_village]


def test_nothing_new_begins_in_a_village_that_is_no_more(village, other_village, cadre, office):
    merged(village, other_village, office)
    village.refresh_from_db()
    with pytest.raises(Refused, match="不再办新的事项"):
        draft(village, cadre)
    with pytest.raises(Refused, match="不再办新的事项"):
        meeting(village, cadre, held=0)
    assert meeting(village, cadre, held=5).pk  # held before, entered later


def test_what_was_open_is_finished(village, other_village, cadre, office):
    row = draft(village, cadre)
    merged(village, other_village, office)
    text_acts.write(row, CHARTER + "第五条　本章程自通过之日起施行。\n", by=cadre)
    assert row.clauses.filter(label="第五条").exists()


def test_the_ways_to_merge_that_are_refused(village, other_village, office, other_township):
    with pytest.raises(Refused, match="自己"):
        merged(village, village, office)
    merged(village, other_village, office)
    with pytest.raises(Refused, match="已经撤并"):
        merged(village, other_village, office)


def test_a_new_village_takes_the_groups_that_go_with_it(village, office):
    first = village.groups.first()
    change = village_change.split(
        village,
        by=office,
        name="新建村",
        kind="village",
        fonds_code="J777",
        groups=[first],
        on=today(),
        **PAPER,
    )
    new = Village.objects.get(name="新建村")
    assert [group.name for group in new.groups.all()] == [first.name]
    assert change.sentence == "从万顺村分设新建村"


def test_a_dissolved_village_keeps_its_name_and_has_no_successor(village, office):
    village_change.dissolve(village, by=office, on=today(), **PAPER)
    row = Village.objects.get(pk=village.pk)
    assert row.closed_on == today() - DAY and row.merged_into is None
    assert VillageChange.objects.get().sentence == "万顺村撤销"


def test_the_database_keeps_a_change_as_it_was_told(village, office):
    renamed(village, office)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        VillageChange.objects.update(reason="别的")


def test_what_was_merged_before_goes_on_with_the_village_it_went_to(
    village, other_village, office, township
):
    third = Village.objects.create(township=township, name="丙村")
    village_change.merge(village, by=office, into=other_village, on=today() - DAY, **PAPER)
    village_change.merge(other_village, by=office, into=third, on=today(), **PAPER)
    assert {row.merged_into for row in Village.objects.exclude(merged_into=None)} == {third}
    assert Village.objects.filter(merged_into=third).count() == 2


def taken_back(change, office):
    return village_change.take_back(change, by=office, reason="登记到了别的村")


def test_a_rename_entered_wrong_never_was(village, office):
    change = renamed(village, office, "万顺社区", "community")
    taken_back(change, office)
    row = Village.objects.get(pk=village.pk)
    assert (row.name, row.kind, row.former) == ("万顺村", "village", [])
    assert VillageChange.objects.get().taken_back_because == "登记到了别的村"
    assert "撤回" in Entry.objects.about(row).first().summary
    with pytest.raises(Refused, match="已经撤回"):
        taken_back(change, office)
    renamed(village, office, "万顺社区", "community", on=today() - DAY)
    assert Village.objects.get(pk=village.pk).former[0]["name"] == "万顺村"


def test_the_newest_change_is_taken_back_first(village, other_village, office):
    first = renamed(village, office, "甲村", on=today() - 2 * DAY)
    village_change.merge(village, by=office, into=other_village, on=today(), **PAPER)
    with pytest.raises(Refused, match="先撤回后来的"):
        taken_back(first, office)


def test_a_name_that_is_another_s_by_now_does_not_come_back(village, other_village, office):
    change = renamed(village, office, "甲村")
    renamed(other_village, office, "万顺村")
    with pytest.raises(Refused, match="本镇另有万顺村"):
        taken_back(change, office)


def test_a_merged_village_stands_again_with_what_had_gone_into_it(
    village, other_village, community, office
):
    village_change.merge(community, by=office, into=village, on=today() - DAY, **PAPER)
    change = village_change.merge(village, by=office, into=other_village, on=today(), **PAPER)
    taken_back(change, office)
    row = Village.objects.get(pk=village.pk)
    assert row.is_active and row.merged_into is None
    assert Village.objects.get(pk=community.pk).merged_into == row


def test_a_dissolved_village_stands_again(village, office):
    taken_back(village_change.dissolve(village, by=office, on=today(), **PAPER), office)
    assert Village.objects.get(pk=village.pk).is_active


def split(village, office):
    given = {"name": "万顺二村", "kind": "village", "fonds_code": "J077", "on": today()}
    return village_change.split(village, by=office, groups=village.groups.all(), **given, **PAPER)


def test_a_village_split_off_by_mistake_goes_while_nothing_was_done_there(village, office):
    taken_back(split(village, office), office)
    assert not Village.objects.filter(name="万顺二村").exists()
    assert "分设万顺二村" in Entry.objects.about(village).first().summary
    change = split(village, office)  # entered anew, as it should have been
    draft(change.village, cadre_of(change.village, "cadre-new", "罗新"))
    with pytest.raises(Refused, match="不能撤回"):
        taken_back(change, office)


def test_the_database_keeps_what_was_taken_back(village, office):
    change = taken_back(renamed(village, office), office)
    with pytest.raises(DatabaseError), transaction.atomic():
        VillageChange.objects.filter(pk=change.pk).update(taken_back_on=None)
