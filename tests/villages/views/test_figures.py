"""Yearly figures and groups: entered by the village or the office, once a year, adding up."""

import pytest
from django.urls import reverse
from django.utils import timezone

from villages.models import Figures, Group, Village


@pytest.fixture
def sent():
    return {
        "year": timezone.localdate().year,
        "population": 1562,
        "households": 486,
        "adults": 1238,
    }


def test_the_village_page_asks_for_this_years_figures(client, cadre, village, sent):
    client.force_login(cadre)
    assert "登记今年数字" in client.get(village.get_absolute_url()).text
    url = reverse("villages:figures_create", args=[village.pk])
    assert client.post(url, sent).status_code == 302
    page = client.get(village.get_absolute_url()).text
    assert "1562" in page and "修改今年数字" in page
    twice = client.post(url, sent)
    assert twice.status_code == 422 and Figures.objects.count() == 1


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"adults": 1563}, "不能多于常住人口"),
        ({"households": 1563}, "不能多于常住人口"),
        ({"year": 2199}, "年度不对"),
        ({"population": -1}, "不能小于0"),
    ],
)
def test_figures_add_up(client, cadre, village, sent, changed, told):
    client.force_login(cadre)
    answer = client.post(reverse("villages:figures_create", args=[village.pk]), sent | changed)
    assert answer.status_code == 422 and told in answer.text.replace(" ", "")


def test_groups_are_added_and_changed(client, cadre, village):
    client.force_login(cadre)
    url = reverse("villages:group_create", args=[village.pk])
    sent = {"name": "四组", "order": 4, "households": 60, "adults": 130}
    assert client.post(url, sent).status_code == 302
    assert client.post(url, sent).status_code == 422
    group = Group.objects.get(name="四组")
    edit = reverse("villages:group_edit", args=[group.pk])
    assert client.post(edit, sent | {"households": 61}).status_code == 302
    assert "61" in client.get(reverse("villages:groups", args=[village.pk])).text


def test_the_office_adds_a_village(client, office, cadre, township):
    client.force_login(office)
    url = reverse("villages:village_create")
    sent = {"name": "龙泉村", "kind": "village", "fonds_code": "J105", "order": 5}
    assert client.post(url, sent).status_code == 302
    assert Village.objects.get(name="龙泉村").township == township
    assert client.post(url, sent).status_code == 422
    client.force_login(cadre)
    assert client.get(url).status_code == 403


def test_search_sort_and_reach_of_the_list(client, office, cadre, village, other_village):
    url = reverse("villages:villages")
    client.force_login(office)
    assert "三水村" in client.get(url).text
    assert "三水村" not in client.get(url + "?name=万顺").text
    for key in ("name", "households", "-population", "group_count", "figures_year"):
        assert client.get(f"{url}?sort={key}").status_code == 200
    client.force_login(cadre)
    assert "三水村" not in client.get(url).text
    assert client.get(other_village.get_absolute_url()).status_code == 404
