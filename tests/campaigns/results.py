"""Results of a year before the system, as fixtures."""

from decimal import Decimal

import pytest
import time_machine

from campaigns.acts.prior_result import enter_past_result
from campaigns.models import Level, PriorResult


@pytest.fixture
def qualified(running):
    return Level.objects.get(campaign=running, code="QUALIFIED")


@pytest.fixture
def year(running):
    """The campaign's second year, which lies behind us."""
    with time_machine.travel("2028-03-01 10:00:00+08:00"):
        yield 2027


def enter(campaign, village, of_year, by, **known):
    told = {"campaign": campaign, "village": village, "year": of_year, "points": Decimal("88.5")}
    return enter_past_result(PriorResult(**(told | known)), by=by)
