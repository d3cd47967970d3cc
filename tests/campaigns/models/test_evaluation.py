"""Evaluations, sheets, scores and vetoes: whose they are, what the database refuses."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Evaluation, Level, Score, Sheet, Veto, VetoFinding
from campaigns.workflows.round import ROUND
from tests.campaigns.database import FROZEN, refused
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from tests.personas import cadre_of


def test_scores_of_submitted_sheets_are_frozen(reviewed):
    sheet = Sheet.objects.of_evaluators().first()
    more = sheet.evaluation.standard_version.indicators.first()
    with refused(FROZEN):
        Score.objects.update(points=1)
    with refused(FROZEN):
        sheet.scores.first().delete()
    with refused():
        Score.objects.create(sheet=sheet, indicator=more, points=1)


def test_a_sheet_handed_in_may_only_be_given_back(reviewed, office):
    sheets = Sheet.objects.of_evaluators()
    with refused(FROZEN):
        sheets.update(scorer=office)
    assert sheets.update(status="open") == 2


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


def test_an_evaluator_is_blind_to_others_until_the_own_sheet_is_handed_in(
    scoring, evaluator, second_evaluator, office, village
):
    teams(scoring, [evaluator, second_evaluator], office)
    own = Sheet.objects.filter(scorer=evaluator)
    seen = Sheet.objects.for_user(office, "sheet.view").of_evaluators()
    assert seen.count() == 4, "the office scores nothing"
    # Somebody who is both: what the others gave the village is hidden while one still scores it.
    membership = office.memberships.get()
    mine = own.get(evaluation__village=village)
    Sheet.objects.filter(pk=mine.pk).update(scorer=membership.user)
    assert seen.filter(evaluation__village=village).get() == mine
    Sheet.objects.filter(pk=mine.pk).update(status="submitted")
    assert seen.filter(evaluation__village=village).count() == 2


def test_a_village_reaches_its_self_evaluation_and_no_evaluators_sheet(scoring, cadre):
    (sheet,) = Sheet.objects.for_user(cadre, "evaluation.self")
    assert sheet.is_self and sheet.evaluation.village.name == "万顺村"


def test_a_neighbours_cadre_reaches_the_neighbours(scoring, other_village):
    other = cadre_of(other_village, "cadre-2", "刘专干")
    (sheet,) = Sheet.objects.for_user(other, "evaluation.self")
    assert sheet.evaluation.village == other_village


def test_what_is_scored_of_how_many_is_counted_in_the_same_query(
    scoring, village, django_assert_num_queries
):
    sheet = Sheet.objects.of_evaluators().get(evaluation__village=village)
    indicators = list(sheet.evaluation.standard_version.indicators.all()[:3])
    for indicator, points in zip(indicators, (0, Decimal("1.5"), None), strict=True):
        Score.objects.create(sheet=sheet, indicator=indicator, points=points)
    with django_assert_num_queries(1):
        told = {row.pk: (row.done, row.most) for row in Sheet.objects.with_progress()}
    assert told.pop(sheet.pk) == (2, 26)
    assert set(told.values()) == {(0, 26)}


def test_one_sheet_a_scorer_and_one_of_the_village(scoring, village, evaluator):
    row = Evaluation.objects.get(village=village)
    for given in ({"scorer": evaluator}, {"kind": "self"}, {"kind": "evaluator"}):
        with refused():
            Sheet.objects.create(evaluation=row, **given)


@pytest.mark.parametrize(("points", "stands"), [("-0.1", False), ("0", True), (None, True)])
def test_points_are_none_or_not_below_zero(scoring, points, stands):
    sheet = Sheet.objects.of_evaluators().first()
    indicator = sheet.evaluation.standard_version.indicators.first()
    row = Score(sheet=sheet, indicator=indicator, points=points and Decimal(points))
    if stands:
        row.save()
        with refused():
            Score.objects.create(sheet=sheet, indicator=indicator)
    else:
        with refused("score_not_negative"):
            row.save()


def test_a_veto_takes_two_people_and_then_stays(scoring, evaluator, office):
    row = Evaluation.objects.first()
    veto = Veto.objects.filter(version=row.standard_version).first()
    VetoFinding.objects.create(evaluation=row, veto=veto, fact="没有章程", found_by=evaluator)
    findings = VetoFinding.objects
    with refused("vetofinding_two_people"):
        findings.update(confirmed_by=evaluator)
    with refused("vetofinding_confirmed_by"):
        findings.update(status="confirmed")
    findings.update(status="confirmed", confirmed_by=office)
    with refused(FROZEN):
        findings.update(status="dismissed")
