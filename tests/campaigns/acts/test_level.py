"""What was drafted and is used by nothing is taken out again, with a trace in the history."""

import pytest
from django.urls import reverse

from campaigns.acts import campaign as campaign_acts
from campaigns.acts import level as level_acts
from campaigns.models import Campaign, Level, StandardVersion
from township.history.models import Entry

pytestmark = pytest.mark.django_db


def test_a_level_without_use_is_removed(client, office, drafted):
    level = drafted.levels.get(code="MODEL_NATION")
    client.force_login(office)
    url = reverse("campaigns:level_remove", args=[level.pk])
    drafted.reward_rules.filter(level=level).delete()
    assert "删除后不能恢复" in client.get(url).text
    assert client.post(url).url == drafted.get_absolute_url()
    assert not Level.objects.filter(pk=level.pk).exists()
    assert Entry.objects.filter(summary="删除级别：国家级示范村").exists()


def test_a_level_in_use_stays_and_says_why(client, office, drafted):
    level = drafted.levels.get(code="ADVANCED")
    told = list(level_acts.against_removal(level))
    assert told == [
        "已经有村以区级先进村为目标，先删除或者调整目标。",
        "申报市级示范村须先取得区级先进村，先改市级示范村。",
        "奖励标准里有区级先进村，先改奖励标准。",
    ]
    client.force_login(office)
    url = reverse("campaigns:level_remove", args=[level.pk])
    assert told[0] in client.get(url).text
    assert client.post(url).status_code == 422 and Level.objects.filter(pk=level.pk).exists()


def test_levels_of_a_running_campaign_are_not_removed(running):
    told = list(level_acts.against_removal(running.levels.get(code="MODEL_NATION")))
    assert "活动已经启动，级别不能删除。" in told


def test_a_drafted_campaign_goes_with_all_that_was_prepared(client, office, drafted):
    client.force_login(office)
    url = reverse("campaigns:campaign_remove", args=[drafted.pk])
    assert url in client.get(drafted.get_absolute_url()).text
    assert client.post(url).url == reverse("campaigns:campaigns")
    assert not Campaign.objects.exists() and not StandardVersion.objects.exists()
    told = "删除筹备中的活动：人口与计划生育村（居）民自治创建活动（2026年至2030年）"
    assert Entry.objects.filter(summary=told, actor=office).exists()


def test_a_running_campaign_stays(client, office, running):
    client.force_login(office)
    url = reverse("campaigns:campaign_remove", args=[running.pk])
    assert url not in client.get(running.get_absolute_url()).text
    answer = client.post(url)
    assert answer.status_code == 422 and "不能删除，只能结束" in answer.text
    assert list(campaign_acts.against_removal(running)) == ["活动已经启动，不能删除，只能结束。"]
