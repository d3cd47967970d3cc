"""A sheet is handed in whole, by whom it is for, and given back while it may be."""

from datetime import date

import pytest
from django.utils import timezone

from campaigns.acts.sheet import save_marks
from campaigns.models import Evaluation, Round, Sheet
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks
from township.access import Role
from township.users.models import Membership, User
from township.workflow import Refused


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


def test_submitting_names_what_is_not_scored(sheet, evaluator):
    marks = full_marks(sheet)
    del marks["B1"]
    save_marks(sheet, marks, by=evaluator)
    with pytest.raises(Refused, match="还没有评分：B1"):
        SHEET.perform("submit", sheet, by=evaluator)


@pytest.mark.parametrize(("missing", "more"), [(8, ""), (9, "等9项")])
def test_at_most_eight_are_named(sheet, evaluator, missing, more):
    indicators = list(sheet.evaluation.standard_version.indicators.all())
    marks = full_marks(sheet)
    for indicator in indicators[:missing]:
        del marks[indicator.code]
    save_marks(sheet, marks, by=evaluator)
    with pytest.raises(Refused) as refused:
        SHEET.perform("submit", sheet, by=evaluator)
    names = "、".join(str(indicator) for indicator in indicators[:8])
    assert refused.value.reasons == [
        f"还没有评分：{names}{more}。没有评分不等于0分，请逐项评分后再提交。"
    ]


def full(sheet, by):
    save_marks(sheet, full_marks(sheet), by=by)
    return sheet


def test_a_sheet_is_signed_with_its_day(sheet, evaluator):
    row = SHEET.perform("submit", full(sheet, evaluator), by=evaluator, on=date(2025, 12, 20))
    assert timezone.localdate(row.submitted_at) == date(2025, 12, 20)
    assert (row.status, row.scorer) == ("submitted", evaluator)


def test_an_evaluators_sheet_is_not_handed_in_as_the_villages(sheet, evaluator):
    own = Sheet.objects.get(evaluation=sheet.evaluation, kind="self")
    assert list(SHEET["submit_self"].guard(sheet, evaluator)) == ["这不是您的评分表。"]
    assert list(SHEET["submit"].guard(own, evaluator)) == ["这不是您的评分表。"]


def test_who_became_a_cadre_there_hands_in_nothing(sheet, evaluator, village):
    full(sheet, evaluator)
    assert SHEET.awaits("submit", sheet, evaluator)
    also = Membership.objects.create(user=evaluator, role=Role.CADRE, township=village.township)
    village.cadres.add(also)
    both = User.objects.get(pk=evaluator.pk)
    assert not SHEET.awaits("submit", sheet, both)
    with pytest.raises(Refused, match="本村"):
        SHEET.perform("submit", sheet, by=both)


def test_the_village_signs_its_own_sheet(scoring, village, cadre, office):
    Round.objects.update(status="self")
    own = Sheet.objects.get(evaluation__village=village, kind="self")
    assert own.scorer is None
    row = SHEET.perform("submit_self", full(own, cadre), by=cadre)
    assert (row.scorer, row.status) == (cadre, "submitted")


def test_what_is_given_back_opens_the_result_it_was_settled_in(reviewed, office, village):
    sheet = Sheet.objects.of_evaluators().get(evaluation__village=village)
    assert SHEET.perform("reopen", sheet, by=office, reason="核对").is_open
    told = {row.village.name: row.status for row in Evaluation.objects.all()}
    assert told == {"万顺村": "open", "三水村": "settled"}


def test_the_villages_own_sheet_given_back_leaves_the_result(reviewed, office, village):
    Sheet.objects.filter(kind="self").update(status="submitted")
    own = Sheet.objects.get(evaluation__village=village, kind="self")
    SHEET.perform("reopen", own, by=office, reason="核对")
    assert Evaluation.objects.get(village=village).status == "settled"


def test_after_the_announcement_nothing_is_given_back(announced, office):
    sheet = Sheet.objects.of_evaluators().first()
    with pytest.raises(Refused, match="结果已经公示，评分表不能再退回"):
        SHEET.perform("reopen", sheet, by=office, reason="核对")
