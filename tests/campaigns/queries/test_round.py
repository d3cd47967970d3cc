"""A round's villages as they stand: result, own sheet, evaluators' sheets, in three queries."""

import pytest

from campaigns.acts import round as round_acts
from campaigns.acts.sheet import save_marks
from campaigns.models import Evaluation, Round, Sheet
from campaigns.queries.round import standing
from campaigns.workflows.evaluation import EVALUATION
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, teams
from tests.personas import make_village


def of(round, village):
    rows = standing(Round.objects.get(pk=round.pk))
    return next(row for row in rows if row.evaluation.village == village)


def test_each_village_stands_with_its_sheets(scoring, village, evaluator, second_evaluator, office):
    teams(scoring, [evaluator, second_evaluator], office)
    row = of(scoring, village)
    assert row.self_sheet.is_self and row.self_sheet.evaluation == row.evaluation
    assert {sheet.scorer for sheet in row.sheets} == {evaluator, second_evaluator}
    assert not any(sheet.is_self for sheet in row.sheets)
    assert row.open_sheets == row.sheets and row.reached == ""


def test_what_was_handed_in_is_no_longer_open(scoring, village, evaluator):
    sheet = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    save_marks(sheet, full_marks(sheet), by=evaluator)
    assert of(scoring, village).sheets[0].done == of(scoring, village).sheets[0].most > 0
    SHEET.perform("submit", sheet, by=evaluator)
    row = of(scoring, village)
    assert row.sheets == [sheet] and row.open_sheets == []


def test_a_settled_result_is_told_by_its_level(reviewed, village, other_village):
    assert of(reviewed, village).reached == "区级先进村"
    assert of(reviewed, other_village).reached == "合格村"


def test_after_a_re_score_the_new_number_stands_with_the_old_self_evaluation(
    reviewed, village, office
):
    old = Evaluation.objects.get(village=village)
    EVALUATION.perform("replace", old, by=office)
    fresh = round_acts.rescore(old, by=office)
    rows = [row for row in standing(Round.objects.get()) if row.evaluation.village == village]
    assert [row.evaluation for row in rows] == [fresh]
    assert rows[0].self_sheet == old.sheets.get(kind="self")
    assert [sheet.evaluation for sheet in rows[0].sheets] == [fresh]


@pytest.mark.parametrize("more", [0, 5])
def test_three_queries_for_any_number_and_none_when_asked_again(
    campaign, office, evaluator, more, django_assert_num_queries
):
    for number in range(more):
        make_village(campaign.township, f"新{number}村", f"K{number:03}")
    row = round_acts.open_round(
        Round(campaign=campaign, year=2026, self_due="2026-12-05", scoring_due="2026-12-20"),
        by=office,
    )
    teams(row, [evaluator], office)
    row = Round.objects.get(year=2026)
    with django_assert_num_queries(3):
        assert len(standing(row)) == 2 + more
    with django_assert_num_queries(0):
        standing(row)
