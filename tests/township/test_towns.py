"""The townships of a district on its reviewer's home page."""

import pytest

from campaigns.models import Application
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.conftest import *  # noqa: F403
from tests.personas import person
from township.access import Role
from township.dashboard.towns import towns
from township.users.models import District, Township


def told(user):
    return {one.name: (one.waiting, one.decided, one.honours) for one in towns(user)}


def test_every_township_of_the_district_stands_there(sent, district, other_township):
    far = Township.objects.create(
        district=District.objects.create(name="外区"), name="外镇", code="far"
    )
    assert told(district) == {"清河镇": (1, 0, 0), "白塔镇": (0, 0, 0)}
    stranger = person("stranger", "外区", Role.DISTRICT, district=far.district)
    assert told(stranger) == {"外镇": (0, 0, 0)}


@pytest.mark.parametrize(
    ("status", "counted"), [("accepted", 1), ("refused", 1), ("returned", 0), ("draft", 0)]
)
def test_what_is_decided_waits_no_longer(sent, district, status, counted):
    Application.objects.filter(pk=sent.pk).update(status=status)
    assert told(district)["清河镇"] == (0, counted, 0)


def test_a_township_leads_to_what_it_applied_for(sent, district, other_township, client):
    client.force_login(district)
    page = client.get("/")
    urls = {one.name: one.url for one in page.context["towns"]}
    assert urls["白塔镇"] == "" and "各镇（街道）" in page.text
    listed = client.get(urls["清河镇"]).context["object_list"]
    assert [row.pk for row in listed] == [sent.pk]


def test_nobody_else_sees_them(sent, office, leader):
    assert told(office) == told(leader) == {}
