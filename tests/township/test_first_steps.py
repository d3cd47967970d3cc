"""The first steps of a role: ticked off by what is there, in one query, gone when all is done."""

import pytest
from django.utils import timezone

from campaigns.models import Application
from tests.township import finds
from tests.villages import way
from township.access import Role
from township.dashboard.first_steps import OF_CADRE, first_steps
from villages.models import Figures, Village


def open_steps(user, own=None):
    return [step.act for step in first_steps(user, own) if not step.is_done]


def test_a_cadre_is_led_by_what_the_village_lacks(
    cadre, village, other_village, django_assert_num_queries
):
    assert open_steps(cadre, village) == [step.act for step in OF_CADRE]
    year = timezone.localdate().year
    counts = {"population": 3, "households": 2, "adults": 2}
    Figures.objects.create(village=other_village, year=year, **counts)
    assert "登记今年数字" in open_steps(cadre, village), "another village's are no own ones"
    Figures.objects.create(village=village, year=year - 1, **counts)
    assert "登记今年数字" in open_steps(cadre, village), "last year's are not this year's"
    Figures.objects.create(village=village, year=year, **counts)
    Village.objects.filter(pk=village.pk).update(contact_place="村委会")
    way.draft(village, cadre)
    way.meeting(village, cadre)
    with django_assert_num_queries(1):
        left = open_steps(cadre, village)
    assert left == ["登记任职", "录入代表", "上传材料"]


@pytest.mark.parametrize(
    ("role", "acts"),
    [
        (Role.EVALUATOR, ["打开评分表", "打开评分表"]),
        (Role.LEADER, ["看申报"]),
        (Role.DISTRICT, ["看申报"]),
        (Role.OBSERVER, []),
        (Role.OFFICE, []),
        (Role.PLATFORM_ADMIN, []),
    ],
)
def test_the_others_have_what_their_role_does_first(role, acts, everybody, client):
    user = everybody[role]
    assert open_steps(user) == acts
    client.force_login(user)
    assert ("第一次使用</h2>" in client.get("/").text) is bool(acts)


def test_nothing_is_shown_once_all_is_done(leader, village, office):
    finds.plant(village, office, 1)
    Application.objects.get().steps.create(act="approve", label="同意", by=leader, by_name="李镇长")
    assert first_steps(leader, None) == []
