"""A standard found wrong after the round opened: what stays, what falls away, who signs again."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.acts import round as round_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.acts import standard as standard_acts
from campaigns.acts.round_standard import go_over, is_outdated, outdated
from campaigns.models import Evaluation, Round, Score, Sheet
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from campaigns.workflows.standard import STANDARD
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks
from township.history.models import Entry
from township.workflow import Refused


@pytest.fixture
def newer(scoring, office, village):
    """万顺村's standard with one indicator worded anew, issued after scoring began."""
    evaluation = Evaluation.objects.get(round=scoring, village=village)
    version = standard_acts.draft(evaluation.standard_version.standard, by=office)
    indicator = version.indicators.first()
    indicator.rule = "照新的办法评分。"
    indicator.save()
    return STANDARD.perform("issue", version, by=office)


@pytest.fixture
def sheet(scoring, village, evaluator):
    row = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    sheet_acts.save_marks(row, full_marks(row), by=evaluator)
    return SHEET.perform("submit", row, by=evaluator)


def test_a_round_on_the_version_in_force_has_nothing_to_change(scoring, office):
    assert outdated(scoring) == [] and not is_outdated(scoring)
    with pytest.raises(Refused, match="就是现行标准"):
        go_over(scoring, by=office, reason="x")


def test_what_changes_and_how_many_marks_fall_is_told_before(sheet, newer, scoring):
    (change,) = outdated(scoring)
    assert is_outdated(scoring)
    assert (change.new, change.falling) == (newer, 1)
    assert [one.field for one in change.differences] == ["评分办法"]


def test_marks_on_unchanged_indicators_stay_the_others_go(
    sheet, newer, scoring, office, evaluator, village
):
    before = dict(sheet.scores.values_list("indicator__code", "points"))
    changed = newer.indicators.first().code
    go_over(scoring, by=office, reason="评分办法写错")
    row = Sheet.objects.get(pk=sheet.pk)
    assert row.is_open  # signed again after the change
    assert row.evaluation.standard_version == newer
    after = dict(row.scores.values_list("indicator__code", "points"))
    assert after == {code: points for code, points in before.items() if code != changed}
    assert set(row.scores.values_list("indicator__version", flat=True)) == {newer.pk}
    with pytest.raises(Refused, match="还没有评分"):
        SHEET.perform("submit", row, by=evaluator)
    mark = {changed: full_marks(row)[changed]}
    sheet_acts.save_marks(row, mark, by=evaluator)
    SHEET.perform("submit", row, by=evaluator)
    assert "改用第2版" in Entry.objects.about(scoring).first().summary


def test_other_standards_of_the_round_are_left_alone(sheet, newer, scoring, other_village, office):
    other = Evaluation.objects.get(round=scoring, village=other_village)
    go_over(scoring, by=office, reason="x")
    other.refresh_from_db()
    assert other.standard_version.standard != newer.standard


def test_once_reviewed_it_stays(reviewed, office, village):
    evaluation = Evaluation.objects.get(round=reviewed, village=village)
    version = standard_acts.draft(evaluation.standard_version.standard, by=office)
    STANDARD.perform("issue", version, by=office)
    assert not is_outdated(Round.objects.get(pk=reviewed.pk))
    with pytest.raises(Refused, match="不能再换标准"):
        go_over(reviewed, by=office, reason="x")


def test_a_cancelled_round_makes_room_for_another_and_counts_nowhere(
    scoring, sheet, office, evaluator, client
):
    row = ROUND.perform("cancel", scoring, by=office, reason="标准下错")
    assert row.is_cancelled and not Evaluation.objects.current().exists()
    with pytest.raises(Refused):
        sheet_acts.save_marks(sheet, full_marks(sheet), by=evaluator)
    assert Score.objects.filter(sheet=sheet, points__gt=Decimal(0)).exists()  # kept to look at
    again = Round(
        campaign=scoring.campaign,
        year=scoring.year,
        self_due=scoring.self_due,
        scoring_due=scoring.scoring_due,
    )
    assert round_acts.open_round(again, by=office).status == Round.Status.PREPARING
    client.force_login(office)
    assert "已取消" in client.get(row.get_absolute_url()).content.decode()
    assert client.get(reverse("campaigns:rounds")).status_code == 200
