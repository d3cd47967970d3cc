"""Rungs of the ladder on their pages."""

import pytest
from django.urls import reverse

from campaigns.models import Authority, Level

pytestmark = pytest.mark.django_db


@pytest.fixture
def commission(drafted):
    return Authority.objects.get(township=drafted.township, name="示例区人民政府")


def test_the_township_is_not_offered_as_naming_organ(client, office, drafted):
    client.force_login(office)
    Authority.objects.create(township=drafted.township, name="示例镇人民政府", tier="township")
    page = client.get(reverse("campaigns:level_create", args=[drafted.pk])).text
    assert "示例区人民政府" in page and "示例镇人民政府" not in page


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
