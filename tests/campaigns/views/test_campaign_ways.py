"""A campaign settles for itself what differs; the rest follows the township."""

import pytest
from django.urls import reverse

from campaigns.forms.campaign_ways import KEYS
from campaigns.models import Campaign
from campaigns.workflows.campaign import CAMPAIGN
from township.history.models import Entry

pytestmark = pytest.mark.django_db


def given(campaign, **changed):
    values = {key: campaign.setting(key) for key in KEYS} | changed
    return {key: value for key, value in values.items() if value is not False}


def test_only_what_differs_is_the_campaigns_own(client, office, running):
    client.force_login(office)
    url = reverse("campaigns:ways", args=[running.pk])
    assert url in client.get(running.get_absolute_url()).text
    assert client.get(url).status_code == 200
    answer = client.post(url, given(running, rereview_years=2, aggregation="MEDIAN"))
    assert answer.url == running.get_absolute_url()
    row = Campaign.objects.get(pk=running.pk)
    assert row.own_settings == {"rereview_years": 2, "aggregation": "MEDIAN"}
    assert Entry.objects.about(row).first().changes["命名后几年复审"] == [3, 2]
    row.township.settings |= {"notice_days": 9}
    assert (row.setting("notice_days"), row.setting("rereview_years")) == (9, 2)


def test_a_value_below_its_floor_is_refused(client, office, running):
    client.force_login(office)
    url = reverse("campaigns:ways", args=[running.pk])
    answer = client.post(url, given(running, notice_days=6, notice_days_min=8))
    assert answer.status_code == 422 and "不能少于“公示最少天数" in answer.text


def test_a_closed_campaign_keeps_its_ways(client, office, running):
    CAMPAIGN.perform("close", running, by=office)
    client.force_login(office)
    answer = client.post(reverse("campaigns:ways", args=[running.pk]), given(running))
    assert answer.status_code == 422 and "办法不能再改" in answer.text
