"""Publicity of an application: when it is needed, what stops the way to the district meanwhile."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction
from django.urls import reverse

from campaigns.acts import notice as notice_acts
from campaigns.models import Application, Notice, NoticeObjection
from campaigns.queries import notice as notice_queries
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.notice_objection import NOTICE_OBJECTION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from township.history.models import Entry
from township.workflow import Refused

DAY = datetime.timedelta(days=1)


def days_ago(days):
    return TODAY() - days * DAY


@pytest.fixture
def own(township):
    """A township that posts every application by itself."""
    township.settings = {"application_own_notice": True}
    township.save()
    return township


@pytest.fixture
def at_leader(own, application, office):
    return APPLICATION.perform("submit", application, by=office)


def approve(row, leader):
    return APPLICATION.perform("approve", row, by=leader, opinion="同意。")


def objection_to(notice, **fields):
    given = {"received_on": notice.since, "text": "院坝会没有开过。", "source": "resident"}
    return NoticeObjection(notice=notice, **(given | fields))


def test_what_the_evaluation_announced_needs_no_second_publicity(application):
    assert notice_queries.announced_levels(application.evaluation) == ["QUALIFIED", "ADVANCED"]
    assert not notice_queries.needs_own(application)


def test_a_level_above_the_announced_one_is_posted_by_itself(application):
    application.evaluation.level = None
    assert notice_queries.announced_levels(application.evaluation) == ["QUALIFIED"]
    assert notice_queries.needs_own(application)


def test_the_leader_waits_until_the_publicity_is_over(at_leader, office, leader):
    with pytest.raises(Refused, match="还没有在镇内公示"):
        approve(at_leader, leader)
    notice_acts.post(at_leader, by=office, on=days_ago(6), days=7)
    with pytest.raises(Refused, match="期满后才能报区"):
        approve(at_leader, leader)


def test_on_the_day_after_the_last_the_way_is_free(at_leader, office, leader):
    notice_acts.post(at_leader, by=office, on=days_ago(7), days=7)
    assert approve(at_leader, leader).status == Application.Status.DISTRICT


@pytest.mark.parametrize("days", [4, 1])
def test_less_than_five_days_is_no_publicity(days, at_leader, office):
    with pytest.raises(Refused, match="至少5天"):
        notice_acts.post(at_leader, by=office, days=days)


def test_the_townships_own_number_of_days(at_leader, office, own):
    own.settings |= {"notice_days": 9}
    own.save()
    at_leader = Application.objects.get(pk=at_leader.pk)
    assert notice_acts.post(at_leader, by=office).days == 9


def test_it_is_not_posted_twice_at_once(at_leader, office):
    notice_acts.post(at_leader, by=office)
    with pytest.raises(Refused, match="正在公示"):
        notice_acts.post(at_leader, by=office)


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


@pytest.mark.parametrize("shift", [-1, 7])
def test_objections_come_within_the_publicity(shift, at_leader, office):
    notice = notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)
    late = objection_to(notice, received_on=notice.since + shift * DAY)
    with pytest.raises(Refused, match="公示期内"):
        notice_acts.take_objection(late, by=office)


def test_nothing_is_posted_once_the_district_has_it(sent, office):
    with pytest.raises(Refused, match="不能再公示"):
        notice_acts.post(sent, by=office)


def test_notice_and_answer_are_frozen(at_leader, office):
    notice = notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)
    objection = notice_acts.take_objection(objection_to(notice), by=office)
    NOTICE_OBJECTION.perform("reject", objection, by=office, answer="不属实。")
    for rows, change in (
        (Notice.objects, {"until": TODAY()}),
        (NoticeObjection.objects, {"answer": "改"}),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            rows.update(**change)


def test_villagers_read_it_without_an_account(at_leader, office, client):
    notice = notice_acts.post(at_leader, by=office)
    page = client.get(reverse("campaigns:public_notice", args=[notice.pk])).content.decode()
    assert "区级先进村" in page and "公示中" in page and "修订章程" not in page
    assert "有不同意见怎么办" in page


def test_a_withdrawn_application_is_no_longer_shown(at_leader, office, leader, client):
    notice = notice_acts.post(at_leader, by=office)
    row = APPLICATION.perform("return_by_leader", at_leader, by=leader, reason="暂缓")
    APPLICATION.perform("withdraw", row, by=office, reason="不报了")
    assert client.get(reverse("campaigns:public_notice", args=[notice.pk])).status_code == 404


def test_the_pages_of_a_publicity(at_leader, office, client):
    client.force_login(office)
    url = reverse("campaigns:notice_create", args=[at_leader.pk])
    assert 'value="7"' in client.get(url).content.decode()
    assert client.post(url, {"days": 4}).status_code == 422
    client.post(url, {"days": 7})
    notice = at_leader.notices.get()
    assert Entry.objects.about(at_leader).first().verb == "application.notice"
    paper = reverse("campaigns:notice_paper", args=[notice.pk])
    assert client.get(paper, {"format": "docx"}).content.startswith(b"PK")
    add = reverse("campaigns:notice_objection_create", args=[notice.pk])
    given = {"source": "committee", "received_on": TODAY().isoformat(), "text": "得分有误。"}
    assert client.post(add, given).status_code == 302
    page = client.get(at_leader.get_absolute_url()).content.decode()
    assert "村（居）民委员会提出的异议" in page and "没有答复" in page
    objection = NoticeObjection.objects.get()
    act = reverse("campaigns:notice_objection_act", args=[objection.pk, "reject"])
    assert client.post(act, {}).status_code == 422
    client.post(act, {"answer": "复核无误。"})
    assert "复核无误" in client.get(objection.get_absolute_url()).content.decode()


def test_a_cadre_neither_posts_nor_answers(at_leader, office, cadre, client):
    notice = notice_acts.post(at_leader, by=office)
    objection = notice_acts.take_objection(objection_to(notice), by=office)
    client.force_login(cadre)
    assert client.get(reverse("campaigns:notice_create", args=[at_leader.pk])).status_code == 403
    with pytest.raises(PermissionDenied):
        NOTICE_OBJECTION.perform("reject", objection, by=cadre, answer="不属实")
