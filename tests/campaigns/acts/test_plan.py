"""A drafted version of the plan begins with the words of the last one."""

import pytest

from campaigns.acts import plan as plan_acts
from campaigns.models import PlanVersion
from township.history.models import Entry
from township.workflow import Refused


def plan_of(campaign, number=1, **given):
    return PlanVersion.objects.create(
        campaign=campaign, number=number, title=f"第{number}版方案", text="正文", **given
    )


def test_the_first_plan_begins_empty_under_the_campaigns_name(drafted, office):
    plan = plan_acts.draft(drafted, by=office)
    assert (plan.number, plan.title, plan.text) == (1, f"{drafted.name}方案", "")
    told = Entry.objects.about(plan).get()
    assert (told.verb, told.actor, told.summary) == ("plan.create", office, f"拟订方案：{plan}")


def test_a_later_plan_begins_with_the_last_ones_words(drafted, office):
    plan_of(drafted, status="issued")
    plan_of(drafted, 2, status="issued")
    plan = plan_acts.draft(drafted, by=office)
    assert (plan.number, plan.title, plan.text) == (3, "第2版方案", "正文")


def test_a_second_draft_of_the_plan_is_refused(drafted, office):
    plan_of(drafted, status="issued")
    plan_of(drafted, 2)
    with pytest.raises(Refused, match="第2版还是草稿，先把它下发或改好"):
        plan_acts.draft(drafted, by=office)
    assert PlanVersion.objects.count() == 2 and not Entry.objects.about(drafted).filter(
        summary__contains="拟订方案"
    )
