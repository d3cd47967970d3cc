"""Who has heard what in a year, and what is missing."""

import pytest
from django.urls import reverse
from django.utils import timezone


@pytest.fixture
def sent(village):
    return {
        "channel": "yard",
        "contents": ["charter", "law"],
        "groups": [group.pk for group in village.groups.all()[:2]],
        "on": timezone.localdate().isoformat(),
        "place": "一组院坝",
        "headcount": 46,
    }


@pytest.fixture
def address(village):
    return reverse("villages:publicity_create", args=[village.pk])


def test_the_matrix_names_what_is_missing(client, cadre, office, village, address, sent):
    client.force_login(cadre)
    client.post(address, sent)
    client.force_login(office)
    url = reverse("villages:coverage", args=[village.pk])
    page = client.get(url)
    assert page.context["matrix"].heard == 4 and page.context["matrix"].total == 9
    assert "三组还没有宣传到：创建活动方案、自治章程" in page.text
    assert "还没有用过的宣传渠道：组长会、党员会、代表会议、标语" in page.text
    assert "院坝会，1次" in page.text
    client.force_login(cadre)
    for channel in ("group_leaders", "party_members", "representatives", "slogan"):
        slogan = {"slogan": "大家商量着办", "headcount": ""} if channel == "slogan" else {}
        told = client.post(address, sent | {"channel": channel} | slogan)
        assert told.status_code == 302, told.context["form"].errors
    assert ">5次<" in client.get(url).text
    client.force_login(office)
    assert client.get(url + "?year=2001").context["matrix"].heard == 0
    assert client.get(url + "?year=x").status_code == 200
