"""入户走访: counts only, and they have to add up."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.acts import site_visit as site_visit_acts
from campaigns.models import Evaluation, SiteVisit
from campaigns.queries import site_visit as site_visit_queries
from tests.campaigns.rounds import *  # noqa: F403

COUNTS = {
    "visited_on": "2025-12-10",
    "visitors": "赵考评",
    "groups": "1组",
    "households": 8,
    "respondents": 20,
    "aware": 17,
    "satisfied": 12,
    "fairly": 6,
    "dissatisfied": 2,
}


@pytest.fixture
def evaluation(scoring, village):
    return Evaluation.objects.get(village=village)


def test_visits_of_a_round_are_added_up(evaluation, evaluator):
    for aware in (17, 19):
        visit = SiteVisit(
            evaluation=evaluation, **(COUNTS | {"aware": aware, "visited_on": date(2025, 12, 10)})
        )
        site_visit_acts.enter(visit, by=evaluator)
    counts = site_visit_queries.totals(evaluation.round, [evaluation.village_id])[
        evaluation.village_id
    ]
    assert (counts["respondents"], counts["awareness"]) == (40, Decimal(90))
    assert counts["satisfaction"] == Decimal(90)
