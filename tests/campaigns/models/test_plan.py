"""Versions of the plan: each number once, frozen once issued."""

import pytest

from campaigns.models import PlanVersion
from tests.campaigns.database import FROZEN, refused


@pytest.fixture
def plan(drafted):
    return PlanVersion.objects.create(campaign=drafted, number=1, title="方案", text="一、建章")


def test_a_number_stands_once(plan):
    with refused():
        PlanVersion.objects.create(campaign=plan.campaign, number=1, title="方案")
    second = PlanVersion.objects.create(campaign=plan.campaign, number=2, title="方案")
    assert list(PlanVersion.objects.all()) == [second, plan], "the newest first"
    assert str(second) == "方案（第2版）"


def test_a_draft_may_change_and_what_was_issued_may_not(plan):
    assert PlanVersion.objects.update(text="一、建章立制", status="issued")
    with refused(FROZEN):
        PlanVersion.objects.update(text="改")
    with refused(FROZEN):
        plan.delete()
