"""A reward is approved, refused or paid: by whom, on which days, once."""

from decimal import Decimal

import pytest

from campaigns.acts.honour import award
from campaigns.models import Reward
from campaigns.queries.progress import standings
from campaigns.workflows.reward import REWARD
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from township.workflow import Refused


def test_the_whole_way_ends_with_200_yuan_from_the_township(accepted, office, leader):
    honour = award(
        accepted,
        by=office,
        awarded_on=TODAY(),
        plaque_number="示区先进-01",
        document_number="示卫发〔2026〕60号",
    )
    reward = honour.reward
    assert (reward.amount, reward.payer) == (Decimal("200.00"), "township")
    reward = REWARD.perform("approve", reward, by=leader)
    reward = REWARD.perform(
        "pay", reward, by=office, voucher_number="记-12", paid_on=TODAY(), received_by="张会计"
    )
    assert reward.status == Reward.Status.PAID
    (standing,) = [
        one
        for one in standings(accepted.campaign)
        if one.target.level_id == honour.level_id and one.target.village_id == honour.village_id
    ]
    assert standing.state == "met"


def test_pay_needs_approval_and_another_person(accepted, office, leader, township):
    reward = award(
        accepted, by=office, awarded_on=TODAY(), plaque_number="01", document_number="x"
    ).reward
    given = {"voucher_number": "记-1", "paid_on": TODAY(), "received_by": "张"}
    with pytest.raises(Refused):
        REWARD.perform("pay", reward, by=office, **given)
    reward = REWARD.perform("approve", reward, by=leader)
    Reward.objects.filter(pk=reward.pk).update(approved_by=office)
    with pytest.raises(Refused, match="另一人"):
        REWARD.perform("pay", reward, by=office, **given)
