"""What an acceptance team noted: within the points, seen by the village after the decision."""

from decimal import Decimal

import pytest

from campaigns.models import AcceptanceCheck
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import decision
from tests.campaigns.database import FROZEN, refused


@pytest.fixture
def check(sent, district):
    return AcceptanceCheck.objects.create(
        submission=sent.submissions.get(),
        code="A1",
        name="组织健全",
        most=Decimal(4),
        score=Decimal(4),
        noted_by=district,
    )


@pytest.mark.parametrize(("score", "stands"), [("-0.1", False), ("0", True), ("4.1", False)])
def test_points_lie_between_zero_and_the_most(check, score, stands):
    if stands:
        assert AcceptanceCheck.objects.update(score=Decimal(score))
    else:
        with refused("check_score_within"):
            AcceptanceCheck.objects.update(score=Decimal(score))


def test_an_indicator_is_noted_once(check):
    with refused():
        AcceptanceCheck.objects.create(
            submission=check.submission,
            code="A1",
            most=4,
            score=1,
            noted_by=check.noted_by,
        )


def test_a_village_sees_it_once_the_team_has_decided(check, sent, cadre, district, office):
    seen = AcceptanceCheck.objects.for_user(cadre, "application.view")
    assert not seen.exists()
    assert AcceptanceCheck.objects.for_user(district, "application.view").get() == check
    assert AcceptanceCheck.objects.for_user(office, "application.view").get() == check
    APPLICATION.perform("accept", sent, by=district, **decision())
    assert seen.all().get() == check


def test_after_the_decision_it_is_frozen(check, sent, district):
    APPLICATION.perform("accept", sent, by=district, **decision())
    with refused(FROZEN):
        AcceptanceCheck.objects.update(score=1)
    with refused(FROZEN):
        check.delete()
    with refused():
        AcceptanceCheck.objects.create(
            submission=check.submission, code="A2", most=4, score=1, noted_by=district
        )
