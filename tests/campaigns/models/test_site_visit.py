"""Visits: counts that add up; whoever still scores a village reads the own ones only."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Sheet, SiteVisit
from campaigns.models.site_visit import percent
from tests.campaigns.database import refused
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams

COUNTS = {"households": 8, "respondents": 20, "aware": 17, "satisfied": 12, "fairly": 6}


@pytest.fixture
def visit(scoring, village, evaluator):
    return SiteVisit.objects.create(
        evaluation=scoring.evaluations.get(village=village),
        visited_on=date(2025, 12, 10),
        visitors="赵考评",
        groups="1组",
        dissatisfied=2,
        entered_by=evaluator,
        **COUNTS,
    )


@pytest.mark.parametrize(
    ("change", "by"),
    [
        ({"aware": 21}, "sitevisit_aware"),
        ({"satisfied": 13}, "sitevisit_satisfied"),
        ({"dissatisfied": 1}, "sitevisit_satisfied"),
        (
            {"respondents": 0, "aware": 0, "satisfied": 0, "fairly": 0, "dissatisfied": 0},
            "sitevisit_respondents",
        ),
    ],
)
def test_counts_add_up(visit, change, by):
    with refused(by):
        SiteVisit.objects.update(**change)


def test_everybody_may_be_aware_and_one_may_answer(visit):
    assert SiteVisit.objects.update(aware=20)
    assert SiteVisit.objects.update(respondents=1, aware=0, satisfied=1, fairly=0, dissatisfied=0)


def test_shares_are_told_to_one_place(visit):
    assert (visit.awareness_percent, visit.satisfaction_percent) == (Decimal(85), Decimal(90))


@pytest.mark.parametrize(
    ("part", "whole", "told"), [(1, 3, "33.3"), (1, 16, "6.3"), (0, 5, "0.0"), (0, 0, None)]
)
def test_a_share_is_rounded_half_up_and_none_of_nothing(part, whole, told):
    assert percent(part, whole) == (told and Decimal(told))


def test_who_still_scores_reads_the_own_visits_only(
    visit, scoring, second_evaluator, evaluator, office
):
    teams(scoring, [evaluator, second_evaluator], office)
    seen = SiteVisit.objects.for_user(second_evaluator, "site_visit.view")
    assert not seen.exists()
    assert SiteVisit.objects.for_user(evaluator, "site_visit.view").get() == visit
    assert SiteVisit.objects.for_user(office, "site_visit.view").get() == visit
    Sheet.objects.filter(scorer=second_evaluator).update(status="submitted")
    assert seen.all().get() == visit


def test_it_is_called_by_village_and_day(visit):
    assert str(visit) == "万顺村2025年12月10日走访"
