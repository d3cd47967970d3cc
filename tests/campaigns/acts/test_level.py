"""What was drafted and is used by nothing is taken out again, with a trace in the history."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from campaigns.acts import campaign as campaign_acts
from campaigns.acts import level as level_acts
from campaigns.acts.honour import award
from campaigns.models import Campaign, Level, StandardVersion
from tests.campaigns.applications import *  # noqa: F403
from township.dates import cn_date
from township.history.models import Entry
from township.workflow import Refused

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


DAY = timedelta(days=1)


def changed(level, by, on=None, **given):
    told = {
        "name": level.name, "community_name": level.community_name, "requires": level.requires,
        "document_number": "区卫发〔2026〕3号", "reason": "上级文件改了",
    }  # fmt: skip
    return level_acts.change(level, by=by, on=on or timezone.localdate(), **(told | given))


@pytest.fixture
def level(running):
    return running.levels.get(code="ADVANCED")


def test_before_the_day_it_bears_the_old_name_and_from_it_on_the_new(level, office, village):
    today = timezone.localdate()
    row = changed(level, office, name="区级示范村", community_name="区级示范社区")
    assert row.name_for(village, today - DAY) == "区级先进村"
    assert row.name_for(village, today) == row.name_for(village) == "区级示范村"
    village.kind = "community"
    assert row.name_for(village, today - DAY) == "区级先进社区"
    (entry,) = Entry.objects.filter(noun="campaigns.level", object_id=row.pk, verb="campaign.edit")
    assert f"从{cn_date(timezone.localdate())}起变更" in entry.summary
    assert entry.changes["名称"] == ["区级先进村", "区级示范村"]


def test_what_is_asked_before_it_changes_with_the_day(level, office):
    today = timezone.localdate()
    before = level.requires_id
    row = changed(level, office, requires=None if before else level.campaign.levels.first())
    assert row.as_of(today - DAY).requires_id == before
    assert row.as_of(today).requires_id == row.requires_id != before


@given(
    cuts=st.lists(st.integers(1, 40), min_size=1, max_size=4, unique=True), day=st.integers(0, 45)
)
def test_every_day_has_the_name_that_was_in_force_on_it(cuts, day):
    """Names change on the days `cuts`: a day bears the last one that began on it or before."""
    base = timezone.localdate()
    former = [
        {"until": (base + (cut - 1) * DAY).isoformat(), "name": f"名{n}", "community_name": "",
         "requires": None}
        for n, cut in enumerate(sorted(cuts))
    ]  # fmt: skip
    level = Level(name="今名", former=former)
    begun = sum(cut <= day for cut in cuts)
    assert level.as_of(base + day * DAY).name == ("今名" if begun == len(cuts) else f"名{begun}")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, "都没有变"),
        ({"name": "新名", "on": timezone.localdate() + DAY}, "起用日期"),
        ({"name": "新名", "document_number": "区卫发〔2019〕3号"}, "文号"),
    ],
)
def test_what_cannot_be(level, office, change, told):
    with pytest.raises(Refused, match=told):
        changed(level, office, **change)


def test_not_before_the_day_of_the_last_change(level, office):
    today = timezone.localdate()
    row = changed(level, office, name="新名", on=today - 2 * DAY)
    with pytest.raises(Refused, match="不能早于上一次变更"):
        changed(row, office, name="再名", on=today - 3 * DAY)
    assert len(changed(row, office, name="再名", on=today - DAY).former) == 2


def test_only_a_lower_level_is_asked_and_only_while_the_campaign_runs(level, office, running):
    top = running.levels.order_by("-rank").first()
    with pytest.raises(Refused, match="比这一级低"):
        changed(level, office, requires=top)
    for status, told in (("draft", "直接修改"), ("closed", "已经结束")):
        Campaign.objects.filter(pk=running.pk).update(status=status)
        with pytest.raises(Refused, match=told):
            changed(level, office, name="新名")


def test_what_is_final_keeps_the_level_s_name_of_its_day(accepted, office):
    honour = award(
        accepted, by=office, awarded_on=timezone.localdate(), plaque_number="牌1",
        document_number="示卫发〔2026〕60号",
    )  # fmt: skip
    level = honour.level
    level.former = [{
        "until": timezone.localdate().isoformat(), "name": "区级先进村", "community_name": "",
        "requires": None,
    }]  # fmt: skip
    level.name = "区级示范村"
    for row in (honour, accepted, accepted.evaluation):
        row.level = level
        assert row.level_name == "区级先进村"
    assert str(honour) == "万顺村区级先进村"


def test_the_page_changes_it_and_the_campaign_shows_both(client, level, office):
    client.force_login(office)
    url = reverse("campaigns:level_change", args=[level.pk])
    form = client.get(url).context["form"]
    sent = {
        "name": "区级示范村", "community_name": "区级示范社区", "requires": level.requires_id or "",
        "on": timezone.localdate().isoformat(), "document_number": "区卫发〔2026〕3号",
        "reason": "改名", "read_digest": form["read_digest"].value(),
    }  # fmt: skip
    assert client.post(url, sent).status_code == 302
    page = client.get(level.campaign.get_absolute_url()).content.decode()
    assert "区级示范村" in page and "：区级先进村" in page
