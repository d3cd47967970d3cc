"""An evaluator who cannot go on: what is left goes to somebody else or is set aside, at once."""

import pytest

from campaigns.acts import relief as relief_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.models import Sheet
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, teams
from township.workflow import Refused

Status = Sheet.Status


def sheets_of(user):
    return list(Sheet.objects.filter(scorer=user).order_by("evaluation__village__order", "pk"))


def submitted(sheet):
    sheet_acts.save_marks(sheet, full_marks(sheet), by=sheet.scorer)
    return SHEET.perform("submit", sheet, by=sheet.scorer)


def test_all_open_sheets_go_on_and_what_was_handed_in_stays(
    scoring, evaluator, second_evaluator, office
):
    first, second = sheets_of(evaluator)
    submitted(first)
    told = relief_acts.relieve(scoring, evaluator, to=second_evaluator, reason="住院", by=office)
    assert told == (1, [])
    assert [one.status for one in sheets_of(evaluator)] == [Status.SUBMITTED, Status.SET_ASIDE]
    (taken,) = sheets_of(second_evaluator)
    assert taken.taken_from == second and taken.status == Status.OPEN


def test_what_a_colleague_has_already_is_set_aside_and_told(
    scoring, evaluator, second_evaluator, office, village
):
    teams(scoring, [evaluator, second_evaluator], office)
    Sheet.objects.filter(scorer=second_evaluator).exclude(evaluation__village=village).delete()
    done, told = relief_acts.relieve(
        scoring, evaluator, to=second_evaluator, reason="住院", by=office
    )
    assert done == 1 and len(told) == 1
    assert str(village) in told[0] and "已经有" in told[0] and "已停用" in told[0]
    assert {one.status for one in sheets_of(evaluator)} == {Status.SET_ASIDE}
    assert len(sheets_of(second_evaluator)) == 2


def test_without_a_successor_all_are_set_aside(scoring, evaluator, office):
    done, told = relief_acts.relieve(scoring, evaluator, to=None, reason="调走", by=office)
    assert (done, told) == (2, [])
    assert {one.set_aside_because for one in sheets_of(evaluator)} == {"调走"}


def test_who_has_nothing_left_is_told(scoring, evaluator, second_evaluator, office):
    with pytest.raises(Refused, match="没有还没提交的评分表"):
        relief_acts.relieve(scoring, second_evaluator, to=None, reason="调走", by=office)


def test_once_the_results_are_up_nothing_is_taken(announced, evaluator, office):
    with pytest.raises(Refused, match="没有还没提交"):
        relief_acts.relieve(announced, evaluator, to=None, reason="调走", by=office)
    assert {one.status for one in sheets_of(evaluator)} == {Status.SUBMITTED}
