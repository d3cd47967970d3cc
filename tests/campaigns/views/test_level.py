"""Rungs of the ladder and the organs that name, on their pages."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.models import Authority, FormerName, Level

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission(drafted):
    return Authority.objects.get(township=drafted.township, name="示例区卫生健康委员会")


def test_a_reform_renames_and_keeps_the_old_name(client, office, commission):
    client.force_login(office)
    url = reverse("campaigns:authority_rename", args=[commission.pk])
    given = {"name": "示例区卫生健康局", "on": "2027-01-01", "note": "机构改革"}
    assert client.post(url, given).status_code == 302
    commission = Authority.objects.get(pk=commission.pk)
    assert commission.name == "示例区卫生健康局"
    assert commission.name_on(date(2026, 12, 31)) == "示例区卫生健康委员会"
    assert commission.name_on(date(2010, 1, 1)) == "示例区人口和计划生育委员会"
    assert "示例区卫生健康委员会" in client.get(reverse("campaigns:authorities")).text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"name": "示例区计划生育协会", "on": "2027-01-01"}, "已经有叫这个名称"),
        ({"name": "新名", "on": "2018-06-01"}, "新名称要在这以后启用"),
    ],
)
def test_impossible_renames_are_refused(client, office, commission, given, told):
    client.force_login(office)
    answer = client.post(reverse("campaigns:authority_rename", args=[commission.pk]), given)
    assert answer.status_code == 422 and told in answer.text
    assert FormerName.objects.filter(authority=commission).count() == 1


def test_a_forgotten_former_name_is_added(client, office, commission):
    client.force_login(office)
    url = reverse("campaigns:former_name_create", args=[commission.pk])
    given = {"name": "示例区计划生育局", "until": "2003-12-31"}
    assert client.post(url, given).status_code == 302
    assert Authority.objects.get(pk=commission.pk).name_on(date(2003, 1, 1)) == "示例区计划生育局"
    bad = {"name": "旧名", "since": "2005-01-01", "until": "2004-01-01"}
    assert client.post(url, bad).status_code == 422


def test_the_township_is_not_offered_as_naming_organ(client, office, drafted):
    client.force_login(office)
    page = client.get(reverse("campaigns:level_create", args=[drafted.pk])).text
    assert "示例区卫生健康委员会" in page and "示例镇人民政府" not in page


def test_a_level_is_added_while_the_campaign_is_drafted(client, office, drafted, commission):
    client.force_login(office)
    url = reverse("campaigns:level_create", args=[drafted.pk])
    given = {
        "name": "省级示范村",
        "rank": "5",
        "named_by": commission.pk,
        "standard": drafted.standards.first().pk,
        "requires": drafted.levels.get(code="MODEL_CITY").pk,
    }
    assert client.post(url, given).status_code == 302
    assert Level.objects.get(name="省级示范村").code == "L1"
    again = client.post(url, given | {"name": "又一级"})
    assert again.status_code == 422 and "这个次序已经有一个级别" in again.text
    lower = given | {"rank": "6", "requires": Level.objects.get(code="L1").pk}
    assert client.post(url, lower | {"name": "再一级"}).status_code == 302
    circle = client.post(
        reverse("campaigns:level_edit", args=[drafted.levels.get(code="QUALIFIED").pk]),
        {
            "name": "合格村",
            "rank": "1",
            "named_by": commission.pk,
            "standard": drafted.standards.first().pk,
            "requires": Level.objects.get(code="L1").pk,
        },
    )
    assert circle.status_code == 422 and "比这一级低" in circle.text


def test_levels_of_a_running_campaign_stay(client, office, running, commission):
    client.force_login(office)
    url = reverse("campaigns:level_create", args=[running.pk])
    given = {
        "name": "省级示范村",
        "rank": "5",
        "named_by": commission.pk,
        "standard": running.standards.first().pk,
    }
    assert client.post(url, given).status_code == 422
    assert not Level.objects.filter(name="省级示范村").exists()
