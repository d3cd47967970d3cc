"""Applications and what they leave behind: whose they are, what the database refuses."""

import pytest

from campaigns.acts.honour import award
from campaigns.models import Acceptance, Application, Step, Submission
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY, decision
from tests.campaigns.database import FROZEN, refused


def another(application, **given):
    Application.objects.create(
        campaign=application.campaign,
        village=application.village,
        level=application.level,
        evaluation=application.evaluation,
        created_by=application.created_by,
        **given,
    )


@pytest.mark.parametrize("status", ["draft", "office", "leader", "district", "returned"])
def test_one_application_for_a_level_is_open(application, status):
    Application.objects.update(status=status)
    with refused():
        another(application)


@pytest.mark.parametrize("status", ["accepted", "refused", "withdrawn"])
def test_after_its_end_another_one_may_begin(application, status):
    Application.objects.update(status=status)
    another(application)
    assert Application.objects.count() == 2


@pytest.mark.parametrize("status", ["accepted", "refused"])
def test_what_the_district_decided_is_frozen(application, status):
    Application.objects.update(status=status)
    with refused(FROZEN):
        Application.objects.update(deeds="改过的事迹")


def test_steps_submissions_and_decisions_are_never_altered(sent, district):
    APPLICATION.perform("accept", sent, by=district, **decision())
    for rows, change in (
        (Step.objects, {"opinion": "改"}),
        (Submission.objects, {"sha256": "0" * 64}),
        (Acceptance.objects, {"result": "refused"}),
    ):
        with refused(FROZEN):
            rows.update(**change)
    with refused(FROZEN):
        Step.objects.all().delete()
    with refused():
        Submission.objects.create(
            application=sent, number=1, sent_on=TODAY(), snapshot={}, sha256=""
        )


def test_a_decision_entered_for_the_district_has_its_document(sent, office):
    given = decision(result="accepted", is_entered_for_district=True, entered_by=office)
    row = Acceptance(application=sent, submission=sent.submissions.get(), **given)
    with refused("acceptance_has_document"):
        row.save()
    row.document_number = "示卫发〔2026〕61号"
    with refused("acceptance_has_document"):
        row.save()


@pytest.mark.parametrize(
    ("status", "is_on_the_way"),
    [
        ("draft", True),
        ("returned", True),
        ("district", True),
        ("accepted", True),
        ("refused", False),
        ("withdrawn", False),
    ],
)
def test_what_is_on_its_way(application, status, is_on_the_way):
    Application.objects.update(status=status)
    assert Application.objects.on_the_way().exists() is is_on_the_way


def test_once_named_it_has_arrived(accepted, office):
    award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    assert not Application.objects.on_the_way().exists()


@pytest.mark.parametrize(
    ("status", "is_editable", "is_sent", "tone"),
    [
        ("draft", True, False, "neutral"),
        ("office", False, False, "waiting"),
        ("leader", False, False, "waiting"),
        ("district", False, True, "waiting"),
        ("returned", True, False, "warn"),
        ("accepted", False, True, "good"),
        ("refused", False, True, "bad"),
        ("withdrawn", False, False, "neutral"),
    ],
)
def test_what_a_status_means(status, is_editable, is_sent, tone):
    row = Application(status=status)
    assert (row.is_editable, row.is_sent, row.status_tone) == (is_editable, is_sent, tone)
    assert row.is_at_district is (status == "district")
    assert row.is_accepted is (status == "accepted")


def test_the_district_reaches_what_was_sent_and_the_village_its_own(
    application, district, cadre, office, leader
):
    rows = Application.objects
    steps = Step.objects.for_user(district, "application.view")
    assert not rows.for_user(district, "application.view").exists() and not steps.exists()
    assert rows.for_user(cadre, "application.view").get() == application
    APPLICATION.perform("submit", application, by=office)
    assert not steps.all().exists()
    APPLICATION.perform("approve", application, by=leader, opinion="同意。")
    assert rows.for_user(district, "application.view").get() == application
    assert [step.act for step in steps.all()] == ["submit", "approve"]
