"""Assignments and their rows: once a year, frozen once issued."""

import pytest

from campaigns.acts import assignment as assignment_acts
from campaigns.models import Assignment, AssignmentRow
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued
from tests.campaigns.database import refused
from township.workflow import Refused


def test_a_year_is_assigned_once(assignment):
    with refused():
        Assignment.objects.create(campaign=assignment.campaign, year=2026)
    assert Assignment.objects.create(campaign=assignment.campaign, year=2027).pk


def test_a_village_is_told_of_a_target_once(assignment):
    row = assignment.rows.exclude(target=None).first()
    with refused():
        AssignmentRow.objects.create(
            assignment=assignment, village=row.village, target=row.target, task="又一次"
        )


def test_an_issued_assignment_is_frozen(assignment, office):
    issued(assignment, office)
    for change in (
        lambda: Assignment.objects.update(number="改"),
        lambda: AssignmentRow.objects.update(task="改"),
        lambda: AssignmentRow.objects.all().delete(),
    ):
        with refused():
            change()
    with pytest.raises(Refused, match="已经下达"):
        assignment_acts.recompose(assignment, by=office)


def test_a_cadre_reads_the_own_villages_row(assignment, cadre):
    rows = AssignmentRow.objects.for_user(cadre, "receipt.view")
    assert {row.village.name for row in rows} == {"万顺村"}
