"""Every act carries its own day, apart from when it was entered, after what it follows."""

import datetime

import pytest
from django.urls import reverse

from campaigns.acts import assignment as assignment_acts
from campaigns.models import Assignment, Decision, PlanVersion, Rectification
from campaigns.workflows.plan import PLAN
from campaigns.workflows.rectification import RECTIFICATION, demand
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from township.workflow import Refused

ISSUED = datetime.date(2026, 2, 10)


@pytest.fixture
def tasks(running, office):
    row = assignment_acts.compose(running, running.first_year, by=office)
    Assignment.objects.filter(pk=row.pk).update(number=f"示府发〔{running.first_year}〕5号")
    return Assignment.objects.get(pk=row.pk)


def issue_page(client, office, row, on):
    client.force_login(office)
    address = reverse("campaigns:assignment_act", args=[row.pk, "issue"])
    return client.post(address, {"on": on})


def test_a_task_is_issued_on_the_day_that_was_told(client, tasks, office):
    assert issue_page(client, office, tasks, ISSUED).status_code == 302
    tasks.refresh_from_db()
    assert tasks.issued_on == ISSUED


@pytest.mark.parametrize(
    ("on", "number", "told"),
    [
        (datetime.date(2999, 1, 1), "示府发〔2026〕5号", "今天之后"),
        (datetime.date(2026, 1, 10), "示府发〔2026〕5号", "镇里的决定"),
        (ISSUED, "示府发〔2025〕5号", "2025年的"),
    ],
)
def test_a_day_that_does_not_fit_is_told(client, tasks, office, on, number, told):
    Assignment.objects.filter(pk=tasks.pk).update(number=number)
    Decision.objects.filter(campaign=tasks.campaign).update(dated=datetime.date(2026, 1, 20))
    answer = issue_page(client, office, tasks, on)
    assert answer.status_code == 422 and told in answer.content.decode()


def test_versions_of_a_plan_follow_one_another(running, office):
    PlanVersion.objects.filter(campaign=running).delete()
    first = PlanVersion.objects.create(campaign=running, number=1, text="方案")
    PLAN.perform("issue", first, by=office, on=ISSUED)
    second = PlanVersion.objects.create(campaign=running, number=2, text="方案二")
    with pytest.raises(Refused, match="上一版下发"):
        PLAN.perform("issue", second, by=office, on=ISSUED - datetime.timedelta(days=1))
    assert PLAN.perform("issue", second, by=office, on=ISSUED).issued_on == ISSUED


def test_a_rectification_is_proved_after_it_was_demanded(running, village, office, cadre):
    row = Rectification(village=village, fact="没有公开", demand="补", due_on=TODAY())
    demand(row, by=office, on=ISSUED)
    assert row.made_on == ISSUED
    before = ISSUED - datetime.timedelta(days=1)
    with pytest.raises(Refused, match="下达整改"):
        RECTIFICATION.perform("prove", row, by=cadre, on=before, note="已改")


def test_steps_of_an_application_follow_one_another(application, office, client):
    client.force_login(office)
    address = reverse("campaigns:application_act", args=[application.pk, "submit"])
    assert client.post(address, {"on": TODAY()}).status_code == 302
    assert application.steps.get().on == TODAY()
