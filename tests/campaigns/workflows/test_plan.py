"""When a version of the plan is handed down."""

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from campaigns.models import Campaign, PlanVersion, Receipt
from campaigns.workflows.plan import PLAN
from township.files.storing import keep_composed
from township.workflow import Refused


@pytest.fixture
def plan(drafted):
    return PlanVersion.objects.create(campaign=drafted, number=1, title="方案", text="一、建章")


def test_it_goes_to_every_village_on_its_day(plan, office):
    row = PLAN.perform("issue", plan, by=office)
    assert (row.status, row.issued_on) == ("issued", timezone.localdate())
    assert row.receipts.count() == 6
    with pytest.raises(Refused, match="已下发"):
        PLAN.perform("issue", row, by=office)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_plan_is_not_handed_down_and_a_file_alone_is(plan, office, text):
    PlanVersion.objects.update(text=text)
    with pytest.raises(Refused) as refused:
        PLAN.perform("issue", plan, by=office)
    assert refused.value.reasons == ["方案还没有内容：填写正文或者上传文件。"]
    assert not Receipt.objects.exists()
    PlanVersion.objects.update(file=keep_composed(b"text", "方案.txt"))
    assert PLAN.perform("issue", plan, by=office).issued_on


def test_after_the_campaign_nothing_is_handed_down(plan, office):
    Campaign.objects.update(status="closed")
    with pytest.raises(Refused, match="活动已经结束，不能再下发方案"):
        PLAN.perform("issue", plan, by=office)


def test_only_the_office_hands_down(plan, leader, cadre):
    for user in (leader, cadre):
        with pytest.raises(PermissionDenied):
            PLAN.perform("issue", plan, by=user)
