"""What the acceptance team notes by indicator: within the frozen points, until it has decided."""

from decimal import Decimal

import pytest

from campaigns.acts import acceptance as acceptance_acts
from campaigns.models import AcceptanceCheck
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import decision
from township.history.models import Entry
from township.workflow import Refused


@pytest.fixture
def submission(sent):
    return sent.submissions.get()


def check(submission, code="A1", score="4.0", problem=""):
    """A1 and A2 are worth four points each in the frozen evaluation."""
    return AcceptanceCheck(
        submission=submission, code=code, score=Decimal(score), problem=problem, method="reading"
    )


def entries(submission, verb):
    return Entry.objects.about(submission.application).filter(verb=verb)


def test_indicators_are_those_of_the_frozen_evaluation(submission):
    told = acceptance_acts.indicators_of(submission)
    assert {code: line["name"] for code, line in told.items()} == {
        "A1": "组织健全",
        "A2": "岗位职责上墙",
    }


def test_a_finding_takes_name_and_points_from_the_submission(submission, district):
    row = acceptance_acts.note_check(check(submission, score="3.5", problem="缺照片"), by=district)
    kept = AcceptanceCheck.objects.get()
    assert (kept.name, kept.most, kept.score) == ("组织健全", Decimal(4), Decimal("3.5"))
    assert kept.noted_by == district
    told = entries(submission, "application.check_note").get()
    assert (
        told.actor == district and told.summary == f"登记核查项目：{submission.application}，{row}"
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"code": "Z9"}, "报送的考评表里没有这项指标。"),
        ({"score": "4.1"}, "“组织健全”满分4.0分，不能打4.1分。"),
        ({"score": "3.9"}, "扣了分的，请写明问题。"),
        ({"score": "0", "problem": "  "}, "扣了分的，请写明问题。"),
        ({"score": "-0.1", "problem": "缺照片"}, "得分不能小于0。"),
    ],
)
def test_what_cannot_stand_is_refused_and_nothing_is_written(submission, district, given, sentence):
    with pytest.raises(Refused) as told:
        acceptance_acts.note_check(check(submission, **given), by=district)
    assert told.value.reasons == (sentence,) or sentence in str(told.value)
    assert not AcceptanceCheck.objects.exists()
    assert not entries(submission, "application.check_note").exists()


def test_full_points_need_no_problem(submission, district):
    acceptance_acts.note_check(check(submission), by=district)
    assert AcceptanceCheck.objects.get().problem == ""


def test_noting_an_indicator_again_replaces_what_was_found(submission, district):
    acceptance_acts.note_check(check(submission, score="2", problem="缺"), by=district)
    acceptance_acts.note_check(check(submission, code="A2"), by=district)
    acceptance_acts.note_check(check(submission), by=district)
    told = {row.code: row.score for row in AcceptanceCheck.objects.all()}
    assert told == {"A1": Decimal(4), "A2": Decimal(4)}
    assert entries(submission, "application.check_note").count() == 3


def test_a_finding_is_taken_out_with_an_entry(submission, district):
    row = acceptance_acts.note_check(check(submission), by=district)
    acceptance_acts.remove_check(row, by=district)
    assert not AcceptanceCheck.objects.exists()
    assert (
        entries(submission, "application.check_remove").get().summary.startswith("删除核查项目：")
    )


def test_once_the_team_has_decided_nothing_is_noted_or_taken_out(submission, sent, district):
    row = acceptance_acts.note_check(check(submission), by=district)
    APPLICATION.perform("accept", sent, by=district, **decision())
    for act in (
        lambda: acceptance_acts.note_check(check(submission, code="A2"), by=district),
        lambda: acceptance_acts.remove_check(row, by=district),
    ):
        with pytest.raises(Refused, match="区里已经作出结论，核查项目不能再改"):
            act()
    assert AcceptanceCheck.objects.get() == row


def test_of_two_submissions_the_newest_is_the_one_that_is_looked_at(
    submission, sent, district, office, leader
):
    row = APPLICATION.perform(
        "return_by_district", sent, by=district, **decision(problems="缺照片")
    )
    row = APPLICATION.perform("submit", row, by=office)
    row = APPLICATION.perform("approve", row, by=leader, opinion="同意。")
    with pytest.raises(Refused, match="区里已经作出结论"):
        acceptance_acts.note_check(check(submission), by=district)
    newest = row.submissions.first()
    assert newest.number == 2
    acceptance_acts.note_check(check(newest), by=district)


def test_the_office_notes_nothing_for_the_own_village(submission, sent, office):
    row = acceptance_acts.note_check(check(submission), by=office)
    sent.village.cadres.add(office.memberships.create(role="cadre", township=sent.village.township))
    both = type(office).objects.get(pk=office.pk)
    for act in (
        lambda: acceptance_acts.note_check(check(submission, code="A2"), by=both),
        lambda: acceptance_acts.remove_check(row, by=both),
    ):
        with pytest.raises(Refused, match="本村的事项"):
            act()
