"""往年考评结果: total and level of a year before the system, and nothing made up around them."""

from decimal import Decimal

import pytest

from archives.models import Record
from campaigns.models import Evaluation, PriorResult, Round, Sheet
from campaigns.workflows.correction import RESULT_CORRECTION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.results import *  # noqa: F403
from tests.campaigns.results import enter
from township.corrections import CORRECTION, ask
from township.history.models import Entry
from township.workflow import Refused
from villages.models import Village


def test_no_sheet_and_no_evaluator_is_made_up(running, village, qualified, year, office):
    row = enter(running, village, year, office, level=qualified)
    assert not Sheet.objects.exists() and not Evaluation.objects.exists()
    assert not Round.objects.exists()
    assert row.entry_note.startswith(f"补录：{office}，")
    assert "补录往年考评结果" in Entry.objects.get(verb="evaluation.enter_past").summary
    record = Record.objects.get(source=f"prior_result:{row.pk}")
    assert record.year == year and record.is_entered_later and record.metadata["score"] == "88.5"


def test_a_year_scored_here_is_not_entered(running, village, office, evaluation, year):
    with pytest.raises(Refused, match="已经在系统里考评"):
        enter(running, village, running.first_year, office)


@pytest.mark.parametrize(
    ("known", "told"),
    [({"points": Decimal(101)}, "百分制"), ({"year": 1999}, "没有1999年度")],
)
def test_what_cannot_be_true_is_refused(running, village, year, office, known, told):
    with pytest.raises(Refused, match=told):
        enter(running, village, year, office, **known)


def test_this_year_is_scored_and_not_entered(running, village, year, office):
    with pytest.raises(Refused, match="只补录往年的结果"):
        enter(running, village, running.last_year, office)
    with pytest.raises(Refused, match="只补录往年的结果"):
        enter(running, village, year + 1, office)


def test_once_is_enough(running, village, year, office):
    enter(running, village, year, office)
    with pytest.raises(Refused, match="已经补录过"):
        enter(running, village, year, office)


def test_a_wrong_total_and_level_are_corrected(running, village, qualified, year, office, leader):
    row = enter(running, village, year, office)
    after = {"points": Decimal("89.5"), "level": qualified}
    asked = ask(RESULT_CORRECTION, row, after, by=office, reason="抄错了")
    CORRECTION.perform("agree", asked, by=leader)
    row.refresh_from_db()
    assert row.points == Decimal("89.5") and row.level == qualified


def test_a_cadre_does_not_enter_the_result_of_the_own_village(running, village, year, both):
    with pytest.raises(Refused, match="不能办理本村的事项"):
        enter(running, village, year, both)
    assert enter(running, Village.objects.get(name="治华村"), year, both).pk


def test_one_entered_of_the_wrong_village_goes_to_the_right_one(
    running, village, other_village, year, office, leader
):
    row = enter(running, village, year, office)
    after = {"village": other_village}
    asked = ask(RESULT_CORRECTION, row, after, by=office, reason="看错了行")
    CORRECTION.perform("agree", asked, by=leader)
    row = PriorResult.objects.get()
    assert row.village == other_village
    told = dict(Record.objects.values_list("village__name", "status"))
    assert told == {str(village): Record.Status.WITHDRAWN, str(other_village): Record.Status.OPEN}
    with pytest.raises(Refused, match="没有1999年度"):
        ask(RESULT_CORRECTION, row, {"year": 1999}, by=office, reason="错")
