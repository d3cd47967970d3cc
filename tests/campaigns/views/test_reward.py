"""Rewards on their pages: due, approved, paid, listed, exported; the rules they follow."""

import datetime
import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from campaigns.acts.honour import award
from campaigns.models import Reward, RewardRule
from campaigns.workflows.reward import REWARD
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from township.crud import CARRIED

DAY = datetime.timedelta(days=1)


@pytest.fixture
def reward(accepted, office):
    on = TODAY()
    return award(accepted, by=office, awarded_on=on, plaque_number="1", document_number="x").reward


@pytest.fixture
def signed_in(reward, office, client):
    client.force_login(office)
    return client


def test_what_is_due_stands_in_the_list_with_its_sums(signed_in, reward):
    page = signed_in.get(reverse("campaigns:rewards"))
    assert "200.00元" in page.text and "待审批" in page.text
    (total,) = page.context["totals"]
    assert (total.year, total.amount, total.count) == (TODAY().year, 200, 1)


def test_what_was_refused_is_listed_and_not_summed(signed_in, reward, leader):
    REWARD.perform("refuse", reward, by=leader, reason="材料不全")
    page = signed_in.get(reverse("campaigns:rewards"))
    assert "不予发放" in page.text and page.context["totals"] == []


def test_a_leader_approves_what_he_ticked(client, reward, leader):
    client.force_login(leader)
    page = client.get(reverse("campaigns:rewards")).text
    assert f'name="rows" value="{reward.pk}"' in page
    page = client.get(reverse("campaigns:rewards_approve"), {"rows": [reward.pk]}).text
    assert "200.00元" in page and "其中1件现在可以同意发放" in page
    answer = client.post(reverse("campaigns:rewards_approve"), {"rows": [reward.pk]})
    assert answer.url == reverse("campaigns:rewards")
    reward.refresh_from_db()
    assert (reward.status, reward.approved_by) == ("approved", leader)


@pytest.mark.parametrize(("payer", "count"), [("township", 1), ("district", 0), ("", 1)])
def test_the_workbook_holds_what_the_list_shows(signed_in, payer, count):
    answer = signed_in.get(reverse("campaigns:rewards"), {"payer": payer, "format": "xlsx"})
    assert answer["X-Content-Type-Options"] == "nosniff"
    rows, sums, _ = load_workbook(io.BytesIO(answer.getvalue())).worksheets
    assert rows.max_row == sums.max_row == 1 + count


def test_a_receipt_is_printed_once_it_is_approved(signed_in, reward, leader):
    url = reverse("campaigns:reward_receipt", args=[reward.pk])
    early = signed_in.get(url)
    assert early.status_code == 409 and "审批同意以后，才能打印领款签收单" in early.text
    REWARD.perform("approve", reward, by=leader)
    assert "贰佰元整" in signed_in.get(url).text


def test_the_list_to_pay_from_is_of_the_year_of_naming(signed_in, reward):
    campaign = reward.honour.level.campaign_id
    url = reverse("campaigns:reward_list_paper", args=[campaign, TODAY().year])
    assert "贰佰元整" in signed_in.get(url).text
    empty = signed_in.get(reverse("campaigns:reward_list_paper", args=[campaign, 2001]))
    assert empty.status_code == 409 and "2001年没有奖励" in empty.text


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"paid_on": 1}, "发放日期不能在今天之后"),
        ({"paid_on": 0, "voucher_number": ""}, "请填写这一项"),
        ({"paid_on": -1}, "发放日期不能早于命名日期"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(signed_in, reward, leader, given, told):
    REWARD.perform("approve", reward, by=leader)
    url = reverse("campaigns:reward_act", args=[reward.pk, "pay"])
    fields = {"voucher_number": "记-1", "received_by": "张会计"} | given
    fields["paid_on"] = (TODAY() + fields["paid_on"] * DAY).isoformat()
    answer = signed_in.post(url, fields)
    assert answer.status_code == 422 and told in answer.text
    assert Reward.objects.get().status == "approved"


def test_village_and_leader_see_it_and_set_no_rules(reward, cadre, leader, district, client):
    for user, status in ((cadre, 200), (leader, 200), (district, 403)):
        client.force_login(user)
        assert client.get(reverse("campaigns:rewards")).status_code == status
    campaign = reward.honour.level.campaign_id
    client.force_login(leader)
    url = reverse("campaigns:reward_rule_create", args=[campaign])
    assert client.get(url).status_code == 403


@pytest.mark.parametrize(
    ("since", "until", "told"),
    [
        ("2027-01-01", "2026-12-31", "停用日期不能早于起用日期"),
        ("2027-01-01", "2027-12-31", ""),
        ("2026-12-31", "2027-12-31", "已有奖励标准，请先填写它的停用日期"),
        ("2026-01-01", "", "已有奖励标准，请先填写它的停用日期"),
        ("2026-06-01", "2026-06-30", "这个级别在同一天起已有奖励标准"),
    ],
)
def test_two_rules_of_a_level_never_hold_on_one_day(drafted, office, client, since, until, told):
    RewardRule.objects.all().delete()
    level = drafted.levels.get(code="ADVANCED")
    given = {"level": level, "amount": 200, "payer": "township", "payer_name": "财政所"}
    RewardRule.objects.create(campaign=drafted, since="2026-06-01", until="2026-12-31", **given)
    client.force_login(office)
    url = reverse("campaigns:reward_rule_create", args=[drafted.pk])
    answer = client.post(url, given | {"level": level.pk, "since": since, "until": until})
    if told:
        assert answer.status_code == 422 and told in answer.text
    else:
        assert answer.status_code == 302
    assert RewardRule.objects.count() == (1 if told else 2)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"amount": "300"}, "已经有村按这条标准得了奖励"),
        ({"until": "2020-01-01"}, "停用日期不能早于"),
        ({"payer_name": "区财政局"}, "已经有村按这条标准得了奖励"),
        ({}, ""),
    ],
)
def test_what_somebody_was_rewarded_by_is_only_ended(reward, office, client, change, told):
    level, day = reward.honour.level, reward.honour.awarded_on
    rule = RewardRule.objects.filter(level=level).first()
    RewardRule.objects.filter(pk=rule.pk).update(since="2019-01-01", until=None)
    client.force_login(office)
    url = reverse("campaigns:reward_rule_edit", args=[rule.pk])
    form = client.get(url).context["form"]
    sent = {n: form[n].value() or "" for n in form.fields if n not in CARRIED}
    answer = client.post(url, sent | {"until": day.isoformat()} | change)
    if told:
        assert answer.status_code == 422 and told in answer.text
    else:
        assert answer.status_code == 302
        assert RewardRule.objects.get(pk=rule.pk).until == day
