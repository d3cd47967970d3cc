"""An evaluator falls ill in the middle: the sheet is passed on or set aside, his marks stay his."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.acts import sheet as sheet_acts
from campaigns.models import Evaluation, Score, Sheet
from campaigns.queries.sheet import Mark
from campaigns.workflows.evaluation import EVALUATION
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score
from tests.personas import cadre_of
from township.history.models import Entry
from township.users.models import User
from township.workflow import Refused


@pytest.fixture
def sheet(scoring, village, evaluator):
    """Half written by its evaluator."""
    row = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    marks = full_marks(row)
    half = dict(list(marks.items())[: len(marks) // 2])
    sheet_acts.save_marks(row, half, by=evaluator)
    return row


@pytest.fixture
def successor(second_evaluator):
    return second_evaluator


def hand_over(sheet, office, to):
    return SHEET.perform("pass_on", sheet, by=office, to=to, reason="住院")


def test_the_successor_has_the_marks_and_the_first_keeps_his(sheet, office, successor, evaluator):
    old = hand_over(sheet, office, successor)
    new = Sheet.objects.get(taken_from=old)
    assert (old.status, old.set_aside_because) == ("set_aside", f"由{successor}接手：住院")
    assert new.scorer == successor and new.is_open
    told = [list(one.scores.values_list("indicator__code", "points")) for one in (old, new)]
    assert told[0] == told[1] and told[0]
    assert all(new.scores.values_list("is_taken_over", flat=True))
    assert "住院" in Entry.objects.about(old).first().summary


def test_what_was_taken_over_is_confirmed_mark_by_mark(sheet, office, successor):
    hand_over(sheet, office, successor)
    new = Sheet.objects.get(scorer=successor, evaluation=sheet.evaluation)
    brought = {row.indicator.code for row in new.scores.select_related("indicator")}
    rest = {code: mark for code, mark in full_marks(new).items() if code not in brought}
    sheet_acts.save_marks(new, rest, by=successor)
    with pytest.raises(Refused, match="接手的分还没有确认"):
        SHEET.perform("submit", new, by=successor)
    again = {code: mark for code, mark in full_marks(new).items() if code in brought}
    sheet_acts.save_marks(new, again, by=successor)
    assert not new.scores.filter(is_taken_over=True).exists()
    assert SHEET.perform("submit", new, by=successor).scorer_name == str(successor)


def test_nobody_writes_on_a_sheet_that_was_set_aside(sheet, office, successor, evaluator):
    old = hand_over(sheet, office, successor)
    code = Score.objects.filter(sheet=old).first().indicator.code
    with pytest.raises(Refused):
        sheet_acts.save_marks(old, {code: Mark(Decimal(0), "少了")}, by=evaluator)


def test_only_a_person_without_a_sheet_and_not_of_the_village_takes_over(
    sheet, office, successor, village
):
    hand_over(sheet, office, successor)
    new = Sheet.objects.get(taken_from=sheet)
    other = cadre_of(village, "cadre-evaluator", "村里人")
    with pytest.raises(Refused, match="不能考评本村"):
        hand_over(new, office, other)
    back = hand_over(new, office, User.objects.get(pk=sheet.scorer_id))
    assert back.status == "set_aside"  # the first one is well again
    newest = Sheet.objects.get(taken_from=new)
    with pytest.raises(Refused, match="已经有"):
        hand_over(newest, office, User.objects.get(pk=sheet.scorer_id))


def test_a_sheet_set_aside_is_not_counted_and_the_office_is_told(scoring, office, evaluator):
    score(scoring)
    sheet = Sheet.objects.of_evaluators().filter(scorer=evaluator).first()
    row = SHEET.perform("set_aside", sheet, by=office, reason="没有到村")
    assert not Sheet.objects.of_evaluators().filter(pk=row.pk).exists()
    with pytest.raises(Refused, match="还没有分配考评员"):
        EVALUATION.perform("settle", Evaluation.objects.get(pk=row.evaluation_id), by=office)


def test_after_a_settled_result_the_result_is_open_again(reviewed, office, evaluator):
    sheet = Sheet.objects.of_evaluators().filter(scorer=evaluator).first()
    assert sheet.evaluation.status == Evaluation.Status.SETTLED
    SHEET.perform("set_aside", sheet, by=office, reason="没有到村")
    assert Evaluation.objects.get(pk=sheet.evaluation_id).status == Evaluation.Status.OPEN


def test_announced_results_are_for_objections(announced, office, evaluator):
    sheet = Sheet.objects.of_evaluators().filter(scorer=evaluator).first()
    with pytest.raises(Refused, match="已经公示"):
        SHEET.perform("set_aside", sheet, by=office, reason="没有到村")


def test_a_self_evaluation_is_neither_passed_on_nor_set_aside(scoring, office, successor):
    own = Sheet.objects.filter(kind="self").first()
    for act, given in (("set_aside", {}), ("pass_on", {"to": successor})):
        with pytest.raises(Refused, match="自评表不能停用"):
            SHEET.perform(act, own, by=office, reason="x", **given)


def test_a_result_names_who_signed_under_the_name_of_that_day(reviewed, office, evaluator, client):
    before = str(evaluator)
    User.objects.filter(pk=evaluator.pk).update(full_name="周替补")
    sheet = Sheet.objects.of_evaluators().filter(scorer=evaluator).first()
    assert Sheet.objects.get(pk=sheet.pk).signed_name == before
    client.force_login(office)
    page = client.get(sheet.evaluation.get_absolute_url()).content.decode()
    assert before in page and "周替补" not in page
    ROUND.perform("announce", reviewed, by=office, days=7)


def test_the_office_passes_a_sheet_on_from_its_page(client, sheet, office, successor):
    client.force_login(office)
    address = reverse("campaigns:sheet_act", args=[sheet.pk, "pass_on"])
    assert address in client.get(sheet.get_absolute_url()).content.decode()
    assert str(successor) in client.get(address).content.decode()
    client.post(address, {"to": successor.pk, "reason": "住院"})
    new = Sheet.objects.get(taken_from=sheet)
    client.force_login(successor)
    page = client.get(new.get_absolute_url()).content.decode()
    assert "接手的分，看过请点保存" in page
