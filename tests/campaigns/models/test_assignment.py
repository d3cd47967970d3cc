"""Assignments and their rows: once a year, frozen once issued."""

import pytest
from django.db import IntegrityError, transaction

from campaigns.acts import assignment as assignment_acts
from campaigns.models import Assignment, AssignmentRow
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued
from township.workflow import Refused


def test_an_issued_assignment_is_frozen(assignment, office):
    issued(assignment, office)
    for change in (
        lambda: Assignment.objects.update(number="改"),
        lambda: AssignmentRow.objects.update(task="改"),
        lambda: AssignmentRow.objects.all().delete(),
    ):
        with transaction.atomic(), pytest.raises(IntegrityError):
            change()
    with pytest.raises(Refused, match="已经下达"):
        assignment_acts.recompose(assignment, by=office)
