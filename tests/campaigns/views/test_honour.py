"""Honours on their pages: registered, listed, due for review, printed."""

import datetime

import pytest
import time_machine
from django.urls import reverse

from campaigns.acts.honour import award
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY


@pytest.mark.parametrize("path", ["applications", "honours", "rewards"])
def test_lists_ask_the_same_few_questions(
    path, accepted, office, client, django_assert_max_num_queries
):
    award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    with django_assert_max_num_queries(14):
        page = client.get(reverse(f"campaigns:{path}")).content.decode()
    assert "万顺村" in page


def test_pages_open_for_the_office(accepted, office, client):
    honour = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    for url in (
        reverse("campaigns:proposals", args=[accepted.campaign_id]),
        accepted.get_absolute_url(),
        honour.get_absolute_url(),
        honour.reward.get_absolute_url(),
        reverse("campaigns:reward_rule_create", args=[accepted.campaign_id]),
        reverse("campaigns:reward_act", args=[honour.reward.pk, "pay"]),
    ):
        assert client.get(url).status_code == 200, url


def test_the_notice_of_honours_speaks_of_the_year_evaluated(accepted, office, client):
    """Named in January, earned in the year before."""
    january = datetime.date(2027, 1, 5)
    with time_machine.travel(datetime.datetime(2027, 1, 6, 4, tzinfo=datetime.UTC)):
        award(accepted, by=office, awarded_on=january, plaque_number="1", document_number="x")
    client.force_login(office)
    assert "已命名" in client.get(reverse("campaigns:proposals", args=[accepted.campaign_id])).text
    assert "2026年表彰通报" in client.get(reverse("campaigns:honours")).text
    where = "campaigns:commendation_paper"
    url = reverse(where, args=[accepted.campaign_id, 2026])
    assert "2026年度" in client.get(url).text
    empty = client.get(reverse(where, args=[accepted.campaign_id, 2027]))
    assert "还没有登记荣誉" in empty.text
