"""A reward is approved, refused or paid: by whom, on which days, once."""

import datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied

from campaigns.acts.honour import award
from campaigns.models import Reward
from campaigns.queries.progress import standings
from campaigns.workflows.honour import HONOUR
from campaigns.workflows.reward import REWARD
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from township.access import Role
from township.users.models import User
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


DAY = datetime.timedelta(days=1)
PAID = {"voucher_number": "记-1", "received_by": "张会计"}


@pytest.fixture
def reward(accepted, office):
    on = TODAY()
    return award(accepted, by=office, awarded_on=on, plaque_number="01", document_number="x").reward


@pytest.mark.parametrize(
    ("days", "told"), [(-1, "发放日期不能早于命名日期。"), (1, "发放日期不能在今天之后。")]
)
def test_it_is_paid_between_the_naming_and_today(reward, office, leader, days, told):
    row = REWARD.perform("approve", reward, by=leader)
    with pytest.raises(Refused) as refused:
        REWARD.perform("pay", row, by=office, paid_on=TODAY() + days * DAY, **PAID)
    assert refused.value.reasons == [told]
    assert REWARD.perform("pay", row, by=office, paid_on=TODAY(), **PAID).paid_on == TODAY()


def test_what_was_refused_is_neither_approved_nor_paid(reward, office, leader):
    row = REWARD.perform("refuse", reward, by=leader, reason="材料不全")
    assert row.is_refused and row.approved_by is None
    with pytest.raises(Refused):
        REWARD.perform("approve", row, by=leader)
    with pytest.raises(Refused):
        REWARD.perform("pay", row, by=office, paid_on=TODAY(), **PAID)


def test_the_office_does_not_approve_and_the_leader_does_not_pay(reward, office, leader):
    with pytest.raises(PermissionDenied):
        REWARD.perform("approve", reward, by=office)
    row = REWARD.perform("approve", reward, by=leader)
    assert row.approved_by == leader
    with pytest.raises(PermissionDenied):
        REWARD.perform("pay", row, by=leader, paid_on=TODAY(), **PAID)


def test_payment_waits_for_everybody_but_who_approved(reward, office, leader):
    row = REWARD.perform("approve", reward, by=leader)
    assert REWARD.awaits("pay", row, office)
    Reward.objects.filter(pk=row.pk).update(approved_by=office)
    assert not REWARD.awaits("pay", row, office)


def test_nobody_pays_refuses_or_reclaims_for_the_own_village(reward, both, leader):
    village = reward.honour.village
    village.cadres.add(leader.memberships.create(role=Role.CADRE, township=village.township))
    leader = User.objects.get(pk=leader.pk)
    for verb in ("approve", "refuse"):
        assert not REWARD.awaits(verb, reward, leader)
        with pytest.raises(Refused, match="不能办理本村的事项"):
            REWARD.perform(verb, reward, by=leader, reason="材料不全")
    Reward.objects.filter(pk=reward.pk).update(status=Reward.Status.APPROVED, approved_by=leader)
    reward.refresh_from_db()
    assert not REWARD.awaits("pay", reward, both)
    with pytest.raises(Refused, match="不能办理本村的事项"):
        REWARD.perform("pay", reward, by=both, paid_on=TODAY(), **PAID)
    Reward.objects.filter(pk=reward.pk).update(
        status=Reward.Status.RECLAIM, paid_on=TODAY(), **PAID
    )
    reward.refresh_from_db()
    assert not REWARD.awaits("get_back", reward, both)
    with pytest.raises(Refused, match="不能办理本村的事项"):
        REWARD.perform("get_back", reward, by=both, returned_on=TODAY(), return_voucher="记-2")


def test_a_refusal_is_taken_back_while_the_honour_stands(reward, office, leader):
    row = REWARD.perform("refuse", reward, by=leader, reason="材料不全")
    row = REWARD.perform("recall_refusal", row, by=leader, reason="材料补齐了")
    assert (row.status, row.stopped_because) == (Reward.Status.DUE, "")
    REWARD.perform("refuse", row, by=leader, reason="材料不全")
    given = {"on": TODAY(), "document_number": "江府发〔2026〕7号", "reason": "材料不实"}
    HONOUR.perform("revoke", row.honour, by=office, **given)
    with pytest.raises(Refused, match="奖励不再发放"):
        REWARD.perform("recall_refusal", row, by=leader, reason="材料补齐了")
