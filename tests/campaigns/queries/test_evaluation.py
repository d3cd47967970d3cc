"""Results side by side: places, categories of several standards, the villages' own points."""

from decimal import Decimal

import pytest

from campaigns.acts import sheet as sheet_acts
from campaigns.models import Evaluation, Round, Sheet
from campaigns.queries import evaluation as evaluation_queries
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks


def result(pk, points=None, **categories):
    rows = [
        {"code": code, "name": f"{code}类", "points": given, "most": most}
        for code, (given, most) in categories.items()
    ]
    return Evaluation(pk=pk, points=points, result={"categories": rows})


def test_the_best_comes_first_and_the_unscored_last():
    rows = [result(1), result(2, Decimal(88)), result(3, Decimal(95)), result(4, Decimal(88))]
    assert [(rank.place, row.pk) for rank, row in evaluation_queries.placed(rows)] == [
        (1, 3),
        (2, 2),
        (2, 4),
        (None, 1),
    ]


def test_columns_are_the_categories_in_their_order_each_once():
    rows = [result(1, A=("18.0", "20.0"), B=("7.5", "10")), result(2, A=("20", "20"), C=("1", "5"))]
    assert evaluation_queries.category_columns([*rows, Evaluation(pk=3)]) == [
        {"code": "A", "name": "A类", "points": "20"},
        {"code": "B", "name": "B类", "points": "10"},
        {"code": "C", "name": "C类", "points": "5"},
    ]


def test_full_points_that_differ_between_standards_are_not_told():
    rows = [result(1, A=("18", "20")), result(2, A=("18", "22.5"))]
    (column,) = evaluation_queries.category_columns(rows)
    assert column["points"] == ""


def test_points_stand_under_their_columns():
    rows = [result(1, A=("18.0", "20")), result(2, B=("7.5", "10"))]
    columns = evaluation_queries.category_columns(rows)
    assert evaluation_queries.category_scores(rows[1], columns) == [
        {"name": "A类", "points": None},
        {"name": "B类", "points": "7.5"},
    ]


@pytest.fixture
def own_sheet(scoring, village):
    return Sheet.objects.get(evaluation__village=village, kind=Sheet.Kind.SELF)


def test_a_villages_own_points_count_once_they_are_handed_in(
    own_sheet, scoring, village, other_village, cadre
):
    sheet_acts.save_marks(own_sheet, full_marks(own_sheet, {"B1": 5}), by=cadre)
    villages = [village.pk, other_village.pk]
    assert evaluation_queries.self_points([scoring], villages) == {}
    SHEET.perform("submit_self", own_sheet, by=cadre)
    found = evaluation_queries.self_points([scoring], villages)
    assert set(found) == {village.pk} and found[village.pk]["B1"] == Decimal(5)
    assert evaluation_queries.self_points([scoring], [other_village.pk]) == {}


def test_a_round_has_its_own_results_and_the_lines_of_the_year_before(scoring, village):
    first = Evaluation.objects.get(round=scoring, village=village)
    later = Round.objects.create(
        campaign=scoring.campaign,
        year=scoring.year + 1,
        self_due="2026-12-05",
        scoring_due="2026-12-20",
    )
    second = Evaluation.objects.create(
        round=later, village=village, standard_version=first.standard_version
    )
    assert evaluation_queries.results_of(later) == [second]
    assert evaluation_queries.lines_before(second) == {}
    line = {"code": "B1", "points": "5"}
    Evaluation.objects.filter(pk=first.pk).update(
        announced_on="2026-12-25", result={"lines": [line]}
    )
    assert evaluation_queries.lines_before(second) == {"B1": line}
    assert evaluation_queries.lines_before(first) == {}


def test_points_of_evaluators_and_of_other_rounds_are_not_the_villages_own(
    own_sheet, scoring, village, cadre, evaluator
):
    theirs = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    sheet_acts.save_marks(theirs, full_marks(theirs), by=evaluator)
    SHEET.perform("submit", theirs, by=evaluator)
    assert evaluation_queries.self_points([scoring], [village.pk]) == {}
    sheet_acts.save_marks(own_sheet, full_marks(own_sheet), by=cadre)
    SHEET.perform("submit_self", own_sheet, by=cadre)
    assert evaluation_queries.self_points([], [village.pk]) == {}
