"""Evaluations, sheets, scores and vetoes: whose they are, what the database refuses."""

from datetime import date

import pytest

from campaigns.models import Evaluation, Level
from campaigns.workflows.round import ROUND
from tests.campaigns.database import FROZEN, refused
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams


@pytest.mark.parametrize("status", ["final", "replaced"])
def test_a_result_that_was_settled_for_good_is_frozen(reviewed, status):
    Evaluation.objects.update(status=status)
    with refused(FROZEN):
        Evaluation.objects.update(points=1)


def test_a_village_has_one_result_a_number_and_none_without_points_is_final(opened, village):
    row = opened.evaluations.get(village=village)
    with refused():
        Evaluation.objects.create(
            round=opened, village=village, standard_version=row.standard_version
        )
    with refused("evaluation_final_is_scored"):
        Evaluation.objects.update(status="final")


def test_before_scoring_nothing_is_being_scored(opened, office, evaluator):
    def told():
        return {row.get_status_display() for row in opened.evaluations.select_related("round")}

    teams(opened, [evaluator], office)
    assert told() == {"还没有评分"}
    ROUND.perform("start_self", opened, by=office)
    assert told() == {"还没有评分"}
    ROUND.perform("start_scoring", opened, by=office)
    assert told() == {"评分中"}


def test_points_beyond_the_target_name_no_higher_level(reviewed, village, other_village):
    told = {row.village: row.recognised for row in Evaluation.objects.all()}
    assert told[village] == "区级先进村"
    assert told[other_village] == "合格村"


OUTCOMES = [("A", True), ("B", True), ("C", False), ("D", True)]


@pytest.mark.parametrize(
    ("aimed_at", "reached", "told"),
    [
        (None, OUTCOMES, "A"),
        (None, [("A", False), ("B", True)], "B"),
        ("B", OUTCOMES, "B"),
        ("C", OUTCOMES, "B"),
        ("D", OUTCOMES, "D"),
        ("A", [("A", False), ("B", True)], ""),
        (None, [], ""),
    ],
)
def test_a_result_is_told_by_the_level_aimed_at_or_the_best_below_it(aimed_at, reached, told):
    outcomes = [{"level": code, "name": code, "is_reached": met} for code, met in reached]
    level = Level(pk=1, code=aimed_at) if aimed_at else None
    assert Evaluation(level=level, result={"outcomes": outcomes}).recognised == told


@pytest.mark.parametrize(
    ("flagged", "note", "waits"), [(True, "", True), (True, "已核对", False), (False, "", False)]
)
def test_a_spread_waits_until_somebody_says_why_it_stands(flagged, note, waits):
    row = Evaluation(result={"is_spread_flagged": flagged}, spread_note=note)
    assert row.is_spread_flagged is waits


@pytest.mark.parametrize(
    ("status", "is_current", "is_under_way", "tone"),
    [
        ("open", True, True, "active"),
        ("settled", True, True, "waiting"),
        ("final", True, False, "good"),
        ("replaced", False, False, "neutral"),
    ],
)
def test_what_a_status_means(status, is_current, is_under_way, tone):
    row = Evaluation(status=status)
    assert (row.is_current, row.is_under_way, row.status_tone) == (is_current, is_under_way, tone)


def test_current_and_final_results(reviewed, village):
    Evaluation.objects.filter(village=village).update(status="replaced")
    assert [row.village.name for row in Evaluation.objects.current()] == ["三水村"]
    Evaluation.objects.current().update(status="final")
    assert [row.village.name for row in Evaluation.objects.final()] == ["三水村"]


def test_a_village_sees_its_own_result_once_it_is_announced(reviewed, cadre, office):
    seen = Evaluation.objects.for_user(cadre, "evaluation.view")
    assert not seen.exists()
    ROUND.perform("announce", reviewed, by=office, on=date(2025, 12, 22), days=7)
    assert [row.village.name for row in seen.all()] == ["万顺村"]
