"""补录既有荣誉: the form, the list, the page, and the notice that leaves it out."""

import pytest
from django.urls import reverse

from campaigns.models import Honour, Level

ADDRESS = reverse("campaigns:prior_honour_create")


@pytest.fixture
def sent(client, running, village, office):
    client.force_login(office)
    level = Level.objects.get(campaign=running, code="QUALIFIED")
    told = {
        "village": village.pk,
        "level": level.pk,
        "awarded_on": "2024-03-05",
        "document_number": "示卫发[2024]6号",
        "past_reward": "10000",
    }
    return client.post(ADDRESS, told)


def test_the_document_is_enough(client, sent):
    assert sent.status_code == 302
    honour = Honour.objects.get()
    assert honour.year == 2024 and honour.issuer == honour.level.named_by
    assert honour.document_number == "示卫发〔2024〕6号" and honour.review_on
    shown = client.get(honour.get_absolute_url()).content.decode()
    assert "补录" in shown and honour.entered_name in shown and "当年已发10000.00元" in shown


def test_the_list_says_so_and_no_notice_is_offered(client, sent):
    shown = client.get(reverse("campaigns:honours")).content.decode()
    assert "（补录）" in shown and "表彰通报" not in shown


def test_a_number_of_another_year_comes_back(client, running, village, office, sent):
    told = {
        "village": village.pk,
        "level": Level.objects.get(campaign=running, code="ADVANCED").pk,
        "awarded_on": "2024-03-05",
        "document_number": "示卫发〔2020〕6号",
    }
    answer = client.post(ADDRESS, told)
    assert answer.status_code == 422 and "2020年的" in answer.content.decode()


def test_a_cadre_has_no_such_form(client, running, village, cadre):
    client.force_login(cadre)
    assert client.get(ADDRESS).status_code == 403
