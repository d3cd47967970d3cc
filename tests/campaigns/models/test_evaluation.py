"""Evaluations, sheets, scores and vetoes: whose they are, what the database refuses."""

import pytest
from django.db import DatabaseError, IntegrityError

from campaigns.models import Evaluation, Score
from tests.campaigns.rounds import *  # noqa: F403


def test_scores_of_submitted_sheets_are_frozen(reviewed):
    with pytest.raises((IntegrityError, DatabaseError)):
        Score.objects.update(points=1)


def test_points_beyond_the_target_name_no_higher_level(reviewed, village, other_village):
    told = {row.village: row.recognised for row in Evaluation.objects.all()}
    assert told[village] == "区级先进村"
    assert told[other_village] == "合格村"
