"""Two people at once, double clicks and stale pages: one act, one entry, the second is told."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import OperationalError, connections
from django.test import Client
from django.urls import reverse

from campaigns.acts import notice as notice_acts
from campaigns.acts.honour import award
from campaigns.models import Acceptance, Application, Honour, Reward, Step, Submission
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.reward import REWARD
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY, decision
from tests.personas import person
from township.access import Role
from township.history.models import Entry
from township.workflow import Refused

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def second_leader(township):
    return person("leader2", "郑书记", Role.LEADER, township=township)


def together(*jobs):
    """Run the jobs at the same moment on own connections; results, or the Refused they met."""
    start = threading.Barrier(len(jobs))

    def run(job):
        start.wait()
        try:
            return patiently(job)
        except Refused as refusal:
            return refusal
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(jobs)) as pool:
        return [future.result() for future in [pool.submit(run, job) for job in jobs]]


def patiently(job):
    """Another try when a crowded machine could not get the lock in time (nothing was saved)."""
    for _ in range(20):
        try:
            return job()
        except OperationalError as error:
            assert "locked" in str(error)
            time.sleep(0.05)
    raise AssertionError("the database stayed locked")


def refusals(results):
    return [one for one in results if isinstance(one, Refused)]


def entries(row, verb):
    return Entry.objects.about(row).filter(verb=verb).count()


def test_two_leaders_approve_at_once(application, office, leader, second_leader):
    row = APPLICATION.perform("submit", application, by=office)
    results = together(
        *(
            lambda by=by: APPLICATION.perform("approve", row, by=by, opinion="同意。")
            for by in (leader, second_leader)
        )
    )
    (told,) = refusals(results)
    assert told.reasons == ["现在的状态是“区级验收”，不能审批同意，报区。"]
    assert Submission.objects.count() == 1
    assert Step.objects.filter(act="approve").count() == 1
    assert entries(row, "application.approve") == 1


def test_one_approves_while_the_other_returns(application, office, leader, second_leader):
    row = APPLICATION.perform("submit", application, by=office)
    results = together(
        lambda: APPLICATION.perform("approve", row, by=leader, opinion="同意。"),
        lambda: APPLICATION.perform("return_by_leader", row, by=second_leader, reason="再改"),
    )
    assert len(refusals(results)) == 1
    row.refresh_from_db()
    assert (row.status == "district") == (Submission.objects.count() == 1)
    assert Step.objects.filter(act__in=["approve", "return_by_leader"]).count() == 1


def test_district_and_office_decide_at_once(sent, district, office):
    from tests.campaigns.conftest import scan
    from township.files.storing import store

    upload = (store(scan("区级结论"), "结论.docx"), "结论.docx")
    results = together(
        lambda: APPLICATION.perform("accept", sent, by=district, **decision()),
        lambda: APPLICATION.perform(
            "enter_refuse",
            sent,
            by=office,
            **decision(document_number="示卫发〔2026〕61号", upload=upload),
        ),
    )
    assert len(refusals(results)) == 1
    sent.refresh_from_db()
    assert sent.status in ("accepted", "refused")
    assert Acceptance.objects.count() == 1


def test_an_honour_is_registered_once_with_one_reward(accepted, office):
    given = {"by": office, "awarded_on": TODAY(), "document_number": "示卫发〔2026〕60号"}
    results = together(
        *(
            lambda number=number: award(accepted, plaque_number=f"{number:02}", **given)
            for number in range(4)
        )
    )
    assert len(refusals(results)) == 3
    assert Honour.objects.count() == Reward.objects.count() == 1
    assert Entry.objects.filter(verb="honour.award").count() == 1


def test_a_reward_is_approved_and_paid_once(accepted, office, leader, second_leader, township):
    reward = award(
        accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x"
    ).reward
    approvals = together(
        *(lambda by=by: REWARD.perform("approve", reward, by=by) for by in (leader, second_leader))
    )
    assert len(refusals(approvals)) == 1 and entries(reward, "reward.approve") == 1
    cashier = person("cashier", "钱出纳", Role.OFFICE, township=township)
    payments = together(
        *(
            lambda by=by: REWARD.perform(
                "pay",
                reward,
                by=by,
                voucher_number=f"记-{by.pk}",
                paid_on=TODAY(),
                received_by="张",
            )
            for by in (office, cashier)
        )
    )
    assert len(refusals(payments)) == 1 and entries(reward, "reward.pay") == 1


def test_it_is_posted_once(application, office, township):
    township.settings |= {"application_own_notice": True}
    township.save()
    row = APPLICATION.perform("submit", application, by=office)
    results = together(*(lambda: notice_acts.post(row, by=office) for _ in range(3)))
    assert len(refusals(results)) == 2
    assert row.notices.count() == 1


def posted(user, url, given):
    client = Client()
    client.force_login(user)
    return client.post(url, given)


def test_a_double_click_is_one_approval(application, office, leader):
    row = APPLICATION.perform("submit", application, by=office)
    url = reverse("campaigns:application_act", args=[row.pk, "approve"])
    given = {"opinion": "同意。", "form_key": "one-and-the-same-key"}
    answers = together(*(lambda: posted(leader, url, given) for _ in range(2)))
    assert {one.status_code for one in answers} == {302}
    assert Submission.objects.count() == 1
    assert entries(row, "application.approve") == 1


def test_a_stale_page_of_another_leader_is_told(application, office, leader, second_leader):
    row = APPLICATION.perform("submit", application, by=office)
    url = reverse("campaigns:application_act", args=[row.pk, "approve"])
    posted(leader, url, {"opinion": "同意。", "form_key": "first"})
    late = posted(second_leader, url, {"opinion": "我也同意。", "form_key": "second"})
    assert late.status_code == 422
    assert "现在的状态是“区级验收”" in late.content.decode()
    assert entries(row, "application.approve") == 1


def test_a_stale_form_shows_both_versions(application, office, cadre):
    url = reverse("campaigns:application_edit", args=[application.pk])
    given = {
        "deeds": "办公室改过的事迹。",
        "village_opinion": "同意申报。",
        "office_opinion": "符合标准。",
        "document_kind": "letter",
        "document_number": "示府函〔2026〕8号",
        "read_version": application.version,
    }
    assert posted(office, url, given | {"form_key": "a"}).status_code == 302
    stale = {"deeds": "村里改过的事迹。", "village_opinion": "同意。", "read_version": "1"}
    answer = posted(cadre, url, stale | {"read_version": application.version, "form_key": "b"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "办公室改过的事迹" in page and "村里改过的事迹" in page
    assert Application.objects.get().deeds == "办公室改过的事迹。"
