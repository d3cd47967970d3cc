"""A year's assignment, drafted and handed down."""

import pytest

from campaigns.acts import assignment as assignment_acts
from campaigns.models import Assignment
from campaigns.workflows.assignment import ASSIGNMENT


@pytest.fixture
def assignment(running, office):
    return assignment_acts.compose(running, 2026, by=office)


def issued(assignment, office):
    Assignment.objects.filter(pk=assignment.pk).update(number="清府发〔2026〕5号")
    return ASSIGNMENT.perform("issue", assignment, by=office)
