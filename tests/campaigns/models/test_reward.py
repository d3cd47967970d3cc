"""Rules of rewards and rewards: positive, dated, paid against a voucher, then fixed."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.acts.honour import award
from campaigns.models import Level, Reward, RewardRule
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.campaigns.database import FROZEN, refused


def rule(level, amount="300", **given):
    fields = {"payer": "township", "payer_name": "财政所", "since": date(2026, 3, 1)}
    return RewardRule.objects.create(
        campaign=level.campaign, level=level, amount=Decimal(amount), **(fields | given)
    )


@pytest.fixture
def level(drafted):
    RewardRule.objects.all().delete()
    return Level.objects.get(campaign=drafted, code="ADVANCED")


@pytest.fixture
def reward(accepted, office):
    return award(
        accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x"
    ).reward


@pytest.mark.parametrize(
    ("given", "stands"),
    [
        ({"amount": "0"}, False),
        ({"amount": "0.01"}, True),
        ({"until": date(2026, 2, 28)}, False),
        ({"until": date(2026, 3, 1)}, True),
    ],
)
def test_a_rule_pays_something_and_ends_after_it_begins(level, given, stands):
    if stands:
        assert rule(level, **given).pk
    else:
        with refused("rewardrule_sound"):
            rule(level, **given)


def test_one_rule_a_level_begins_on_a_day(level):
    rule(level)
    with refused():
        rule(level, "500")


@pytest.mark.parametrize(
    ("since", "until", "overlap"),
    [
        (1, 9, False),
        (1, 10, True),
        (20, 25, True),
        (21, 25, False),
        (12, 15, True),
        (1, None, True),
        (21, None, False),
    ],
)
def test_two_terms_overlap_when_they_share_a_day(since, until, overlap):
    row = RewardRule(since=date(2026, 3, 10), until=date(2026, 3, 20))
    assert row.overlaps(date(2026, 3, since), until and date(2026, 3, until)) is overlap


@pytest.mark.parametrize(
    ("until", "overlap"), [(None, True), (date(2026, 3, 10), True), (date(2026, 3, 9), False)]
)
def test_an_open_term_never_ends(until, overlap):
    row = RewardRule(since=date(2026, 3, 10), until=None)
    assert row.overlaps(date(2026, 3, 1), until) is overlap


def test_a_reward_is_money(reward):
    with refused("reward_amount"):
        Reward.objects.update(amount=0)


def test_it_is_paid_against_a_voucher_on_a_day_after_approval(reward, leader):
    paid = {"voucher_number": "记-1", "paid_on": TODAY(), "approved_by": leader}
    for lacking in ({"voucher_number": ""}, {"paid_on": None}, {"approved_by": None}):
        with refused("reward_paid_has_voucher"):
            Reward.objects.update(status="paid", **(paid | lacking))
    assert Reward.objects.update(status="paid", **paid)
    with refused(FROZEN):
        Reward.objects.update(voucher_number="记-2")


def test_what_was_refused_keeps_its_amount(reward):
    """The leader can take the decision back; what was decided on stays."""
    Reward.objects.update(status="refused")
    with refused(FROZEN):
        Reward.objects.update(amount=1)
    assert Reward.objects.get().amount == reward.amount
