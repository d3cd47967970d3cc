"""When a year's assignment is handed down."""

import pytest

from campaigns.acts import assignment as assignment_acts
from campaigns.models import Assignment
from campaigns.workflows.assignment import ASSIGNMENT
from tests.campaigns.assignments import *  # noqa: F403
from township.workflow import Refused


def test_nothing_is_handed_down_before_the_campaign_runs(drafted, office):
    assignment = assignment_acts.compose(drafted, 2026, by=office)
    Assignment.objects.filter(pk=assignment.pk).update(number="清府发〔2026〕5号")
    with pytest.raises(Refused, match="启动活动"):
        ASSIGNMENT.perform("issue", assignment, by=office)
