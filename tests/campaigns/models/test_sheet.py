"""Sheets and their marks: what the database refuses, and who sees whose."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Evaluation, Round, Score, Sheet, VetoFinding
from campaigns.workflows.round import ROUND
from tests.campaigns.database import FROZEN, refused
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import teams
from tests.personas import cadre_of
from villages.models import Village


def test_scores_of_submitted_sheets_are_frozen(reviewed):
    sheet = Sheet.objects.of_evaluators().first()
    more = sheet.evaluation.standard_version.indicators.first()
    with refused(FROZEN):
        Score.objects.update(points=1)
    with refused(FROZEN):
        sheet.scores.first().delete()
    with refused():
        Score.objects.create(sheet=sheet, indicator=more, points=1)


def test_a_sheet_is_no_further_than_its_round(opened, evaluator, office):
    teams(opened, [evaluator], office)

    def told():
        rows = Sheet.objects.select_related("evaluation__round")
        return {row.kind: (row.get_status_display(), row.status_tone) for row in rows}

    assert told() == dict.fromkeys(("self", "evaluator"), ("还没有开始", "neutral"))
    ROUND.perform("start_self", opened, by=office)
    assert told() == {"self": ("自评中", "active"), "evaluator": ("还没有开始", "neutral")}
    ROUND.perform("start_scoring", opened, by=office)
    assert told() == {"self": ("没有提交", "active"), "evaluator": ("评分中", "active")}


def test_a_sheet_handed_in_may_only_be_given_back(reviewed, office):
    sheets = Sheet.objects.of_evaluators()
    with refused(FROZEN):
        sheets.update(scorer=office)
    assert sheets.update(status="open") == 2


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


def test_an_own_self_evaluation_assigns_no_village(scoring, evaluator, village, other_village):
    """Who handed in a village's self-evaluation is not its evaluator."""
    sheets = Sheet.objects.filter(evaluation__village=village)
    sheets.filter(scorer=evaluator).update(status="set_aside")
    sheets.filter(kind="self").update(scorer=evaluator)
    reached = Village.objects.for_user(evaluator, "veto.find")
    assert list(reached) == [other_village]


def test_a_village_that_became_the_own_is_assigned_no_more(scoring, evaluator, village):
    village.cadres.add(evaluator.memberships.create(role="cadre", township=village.township))
    both = type(evaluator).objects.get(pk=evaluator.pk)
    assert village not in Village.objects.for_user(both, "veto.find")
    assert not Evaluation.objects.for_user(both, "veto.find").filter(village=village).exists()


def test_an_evaluator_writes_on_no_other_year_of_the_village(
    scoring, evaluator, second_evaluator, campaign, office, village
):
    """Last year's evaluator reads the village, and neither finds, confirms nor visits this year."""
    old = Evaluation.objects.get(village=village)
    later = Round.objects.create(
        campaign=campaign, year=2026, self_due=date(2026, 12, 5), scoring_due=date(2026, 12, 20)
    )
    new = Evaluation.objects.create(
        round=later, village=village, standard_version=old.standard_version
    )
    veto = new.standard_version.vetoes.first()
    lead = VetoFinding.objects.create(evaluation=new, veto=veto, fact="没有章程", found_by=office)
    assert village in Village.objects.for_user(evaluator, "village.view")
    for permission in ("veto.find", "site_visit.edit"):
        assert old in Evaluation.objects.for_user(evaluator, permission)
        assert new not in Evaluation.objects.for_user(evaluator, permission)
    assert lead not in VetoFinding.objects.for_user(evaluator, "veto.confirm")
    Sheet.objects.create(evaluation=new, scorer=evaluator)
    assert lead in VetoFinding.objects.for_user(evaluator, "veto.confirm")
