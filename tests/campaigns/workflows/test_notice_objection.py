"""An objection to a publicity is answered once, by the office."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns.acts import notice as notice_acts
from campaigns.models import Application
from campaigns.workflows.notice_objection import NOTICE_OBJECTION
from tests.campaigns.notices import *  # noqa: F403
from tests.campaigns.notices import approve, days_ago, objection_to
from township.workflow import Refused


def test_an_open_objection_holds_it_back_and_a_rejected_one_does_not(at_leader, office, leader):
    notice = notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)
    objection = notice_acts.take_objection(objection_to(notice), by=office)
    with pytest.raises(Refused, match="1件对拟申报公示的异议没有答复"):
        approve(at_leader, leader)
    NOTICE_OBJECTION.perform("reject", objection, by=office, answer="查有签到册和照片。")
    assert approve(at_leader, leader).status == Application.Status.DISTRICT


def test_an_upheld_objection_voids_the_publicity(at_leader, office, leader):
    notice = notice_acts.post(at_leader, by=office, on=days_ago(20), days=7)
    objection = notice_acts.take_objection(objection_to(notice), by=office)
    NOTICE_OBJECTION.perform("uphold", objection, by=office, answer="属实，退回补正。")
    with pytest.raises(Refused, match="重新公示"):
        approve(at_leader, leader)
    notice_acts.post(at_leader, by=office, on=days_ago(9), days=7)
    assert approve(at_leader, leader).submissions.get().snapshot["notice"]["is_own"]


def test_a_cadre_neither_posts_nor_answers(at_leader, office, cadre, client):
    notice = notice_acts.post(at_leader, by=office)
    objection = notice_acts.take_objection(objection_to(notice), by=office)
    client.force_login(cadre)
    assert client.get(reverse("campaigns:notice_create", args=[at_leader.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        NOTICE_OBJECTION.perform("reject", objection, by=cadre, answer="不属实")


@pytest.fixture
def objection(at_leader, office):
    notice = notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)
    return notice_acts.take_objection(objection_to(notice), by=office)


@pytest.mark.parametrize(("act", "status"), [("reject", "rejected"), ("uphold", "upheld")])
def test_the_answer_stands_with_its_day_and_who_gave_it(objection, office, act, status):
    row = NOTICE_OBJECTION.perform(act, objection, by=office, answer="查有签到册。", on=days_ago(2))
    assert (row.status, row.answer) == (status, "查有签到册。")
    assert (row.answered_by, row.answered_on) == (office, days_ago(2))
    with pytest.raises(Refused, match="现在的状态"):
        NOTICE_OBJECTION.perform("reject", row, by=office, answer="改口")


def test_without_a_day_it_is_today(objection, office):
    row = NOTICE_OBJECTION.perform("reject", objection, by=office, answer="不属实。")
    assert row.answered_on == days_ago(0)


def test_the_leader_reads_it_and_does_not_answer(objection, leader):
    assert NOTICE_OBJECTION.available(objection, leader) == []
