"""Targets: set freely while drafting, changed only with reason and document afterwards."""

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.acts import target as target_acts
from campaigns.models import Target, TargetChange
from township.workflow import Refused
from villages.models import Village

KIND = TargetChange.Kind


def target_of(campaign, village, level):
    return campaign.targets.get(village__name=village, level__code=level)


def test_office_sets_a_target(client, drafted, office):
    client.force_login(office)
    village = Village.objects.get(name="龙泉村")
    level = drafted.levels.get(code="ADVANCED")
    answer = client.post(
        reverse("campaigns:target_create", args=[drafted.pk]),
        {
            "village": village.pk,
            "level": level.pk,
            "due_year": "2030",
            "commitment": "stretch",
            "rationale": "合格以后再上一级。",
        },
    )
    assert answer.status_code == 302
    target = target_of(drafted, "龙泉村", "ADVANCED")
    assert (target.due_year, target.get_commitment_display()) == (2030, "力争")


@pytest.mark.parametrize(
    ("village", "level", "year", "told"),
    [
        ("万顺村", "ADVANCED", "2027", "已经有这一级别的目标"),
        ("龙泉村", "ADVANCED", "2031", "选"),
        ("龙泉村", "ADVANCED", "2026", "高一级的不能更早"),
    ],
)
def test_impossible_targets_are_refused(client, drafted, office, village, level, year, told):
    client.force_login(office)
    answer = client.post(
        reverse("campaigns:target_create", args=[drafted.pk]),
        {
            "village": Village.objects.get(name=village).pk,
            "level": drafted.levels.get(code=level).pk,
            "due_year": year,
            "commitment": "firm",
            "rationale": "试试。",
        },
    )
    assert answer.status_code == 422 and told in answer.text
    assert drafted.targets.count() == 8


def test_a_running_campaigns_target_needs_reason_and_document(client, running, office):
    client.force_login(office)
    target = target_of(running, "三水村", "ADVANCED")
    url = reverse("campaigns:target_adjust", args=[target.pk])
    bare = {"due_year": "2028", "commitment": "firm", "reason": "", "document": ""}
    assert client.post(url, bare).status_code == 422
    full = bare | {"reason": "换届，班子晚到位。", "document": "镇党委会2026年3月5日纪要"}
    assert client.post(url, full).status_code == 302
    target.refresh_from_db()
    assert target.due_year == 2028
    page = client.get(target.get_absolute_url()).text
    assert "2027年必达 → 2028年必达" in page and "换届，班子晚到位。" in page


def test_a_new_target_is_due_this_year_unless_told(client, running, office):
    with time_machine.travel("2028-05-04 09:00+08:00"):
        client.force_login(office)
        page = client.get(reverse("campaigns:target_create", args=[running.pk])).text
    assert '<option value="2028" selected>' in page


def test_history_of_changes_cannot_be_rewritten(running, office):
    target = target_of(running, "三水村", "ADVANCED")
    target_acts.change(target, KIND.MOVED, due_year=2028, reason="换届", document="纪要", by=office)
    with transaction.atomic(), pytest.raises(IntegrityError):
        TargetChange.objects.update(reason="没有理由")
    with transaction.atomic(), pytest.raises(IntegrityError):
        TargetChange.objects.all().delete()


def test_running_targets_are_withdrawn_not_deleted(running, office):
    target = target_of(running, "合作村", "QUALIFIED")
    with pytest.raises(Refused, match="不能删除"):
        target_acts.remove_draft(target, by=office)
    target_acts.change(target, KIND.WITHDRAWN, reason="村并入龙泉村", document="区文", by=office)
    assert target not in running.targets.in_force()
    assert not target.changes.get().is_moved
    with pytest.raises(Refused, match="已经撤销"):
        target_acts.change(target, KIND.MOVED, due_year=2029, reason="改", document="文", by=office)
    target_acts.change(target, KIND.RESTORED, reason="未并", document="区文", by=office)
    assert target in running.targets.in_force()


def test_drafted_targets_are_simply_deleted(client, drafted, office):
    client.force_login(office)
    target = target_of(drafted, "合作村", "QUALIFIED")
    client.post(reverse("campaigns:target_remove", args=[target.pk]))
    assert not Target.objects.filter(pk=target.pk).exists()


def test_a_change_that_changes_nothing_is_refused(running, office):
    target = target_of(running, "合作村", "QUALIFIED")
    with pytest.raises(Refused, match="没有变"):
        target_acts.change(
            target, KIND.MOVED, due_year=target.due_year, reason="无", document="无", by=office
        )


def test_a_lower_level_may_not_move_behind_a_higher_one(running, office):
    target = target_of(running, "治华村", "ADVANCED")
    lower = target_of(running, "治华村", "QUALIFIED")
    target_acts.change(target, KIND.MOVED, due_year=2028, reason="提前", document="纪要", by=office)
    with pytest.raises(Refused, match="低一级的不能更晚"):
        target_acts.change(lower, KIND.MOVED, due_year=2029, reason="晚", document="文", by=office)


def test_rolling_forward_is_all_or_nothing(running, office):
    first = target_of(running, "万顺村", "ADVANCED")
    second = target_of(running, "治华村", "QUALIFIED")
    with pytest.raises(Refused):
        target_acts.roll_forward(
            [first, second], to_year=2031, reason="未达", document="纪要", by=office
        )
    assert not TargetChange.objects.exists()
    target_acts.roll_forward(
        [first, second], to_year=2027, reason="未达", document="纪要", by=office
    )
    assert {change.new_year for change in TargetChange.objects.all()} == {2027}
    assert TargetChange.objects.filter(kind=KIND.ROLLED).count() == 2


def test_roll_forward_page_offers_what_was_missed(client, running, office, time_machine):
    client.force_login(office)
    url = reverse("campaigns:targets_roll", args=[running.pk])
    assert client.get(url).status_code == 302, "nothing missed in the first year"
    time_machine.move_to("2027-02-01 09:00:00+08:00")
    client.force_login(office)
    page = client.get(url)
    assert "万顺村" in page.text and "治华村" in page.text and "三水村" not in page.text
    chosen = [target_of(running, "万顺村", "ADVANCED").pk]
    given = {"targets": chosen, "to_year": "2028", "reason": "档案未齐", "document": "纪要"}
    assert client.post(url, given).status_code == 302
    assert target_of(running, "万顺村", "ADVANCED").due_year == 2028


def test_cadre_sees_only_the_own_village(client, running, cadre):
    client.force_login(cadre)
    page = client.get(reverse("campaigns:targets", args=[running.pk])).text
    assert "万顺村" in page and "三水村" not in page
    foreign = target_of(running, "三水村", "ADVANCED")
    assert client.get(foreign.get_absolute_url()).status_code == 404


def test_targets_are_found_by_village_year_and_commitment(client, running, office):
    client.force_login(office)
    url = reverse("campaigns:targets", args=[running.pk])
    page = client.get(url, {"village": "三水"}).text
    assert "三水村" in page and "龙泉村" not in page
    page = client.get(url, {"commitment": "stretch"}).text
    assert "市级示范村" in page and "三水村" not in page
    rows = client.get(url, {"sort": "-due_year"}).context["standings"]
    assert [one.target.due_year for one in rows][:2] == [2030, 2030]


def test_withdrawn_targets_stay_in_the_list(client, running, office):
    target = target_of(running, "合作村", "QUALIFIED")
    target_acts.change(target, KIND.WITHDRAWN, reason="并村", document="区文", by=office)
    client.force_login(office)
    assert "已撤销" in client.get(reverse("campaigns:targets", args=[running.pk])).text


def test_after_the_last_year_there_is_nothing_to_roll_to(client, running, office, time_machine):
    time_machine.move_to("2031-02-01 09:00:00+08:00")
    client.force_login(office)
    answer = client.get(reverse("campaigns:targets_roll", args=[running.pk]), follow=True)
    assert "没有可以顺延到的年度" in answer.text
