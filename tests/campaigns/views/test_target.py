"""Targets on their pages."""

import pytest
import time_machine
from django.urls import reverse

from villages.models import Village


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


def test_a_new_target_is_due_this_year_unless_told(client, running, office):
    with time_machine.travel("2028-05-04 09:00+08:00"):
        client.force_login(office)
        page = client.get(reverse("campaigns:target_create", args=[running.pk])).text
    assert '<option value="2028" selected>' in page


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
