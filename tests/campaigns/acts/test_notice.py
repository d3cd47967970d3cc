"""Publicity of an application: when it is needed, what stops the way to the district meanwhile."""

import pytest

from campaigns.acts import notice as notice_acts
from campaigns.models import Application, Notice
from campaigns.queries import notice as notice_queries
from tests.campaigns.applications import TODAY
from tests.campaigns.notices import *  # noqa: F403
from tests.campaigns.notices import DAY, approve, days_ago, objection_to
from township.history.models import Entry
from township.workflow import Refused


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


def test_one_that_was_entered_wrong_is_replaced_while_it_hangs(at_leader, office):
    wrong = notice_acts.post(at_leader, by=office, on=days_ago(2))
    right = notice_acts.post(at_leader, by=office, because="张贴日期写早了两天")
    assert right.number == 2 and right.since == TODAY()
    (told,) = notice_queries.reasons_against(at_leader, wrong.until)
    assert "期满后才能报区" in told, "the days of the right one count"
    assert "上一次的作废：张贴日期写早了两天" in Entry.objects.about(at_leader).first().summary


def test_one_that_came_to_its_end_is_followed_by_a_later_one(at_leader, office):
    """There is no wrong one to be named any more."""
    last = notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)
    with pytest.raises(Refused, match="要在这一天以后"):
        notice_acts.post(at_leader, by=office, on=last.until)
    assert notice_acts.post(at_leader, by=office, on=last.until + DAY).number == 2


def test_one_that_was_objected_to_is_not_replaced(at_leader, office):
    objection = objection_to(notice_acts.post(at_leader, by=office))
    notice_acts.take_objection(objection, by=office)
    with pytest.raises(Refused, match="已经收到对这次公示的异议"):
        notice_acts.post(at_leader, by=office, because="日期写错了")


@pytest.mark.parametrize("shift", [-1, 7])
def test_objections_come_within_the_publicity(shift, at_leader, office):
    notice = notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)
    late = objection_to(notice, received_on=notice.since + shift * DAY)
    with pytest.raises(Refused, match="公示期内"):
        notice_acts.take_objection(late, by=office)


def test_nothing_is_posted_once_the_district_has_it(sent, office):
    with pytest.raises(Refused, match="不能再公示"):
        notice_acts.post(sent, by=office)


@pytest.mark.parametrize(("began", "is_free"), [(6, False), (7, True)])
def test_a_second_one_begins_after_the_last_day_of_the_first(at_leader, office, began, is_free):
    """Seven days that began six days ago end today."""
    first = notice_acts.post(at_leader, by=office, on=days_ago(began), days=7)
    if is_free:
        second = notice_acts.post(at_leader, by=office)
        assert (first.number, second.number) == (1, 2)
    else:
        with pytest.raises(Refused, match="正在公示"):
            notice_acts.post(at_leader, by=office)


def test_numbers_follow_one_another(at_leader, office):
    told = [
        notice_acts.post(at_leader, by=office, on=days_ago(began), days=7).number
        for began in (30, 20, 10)
    ]
    assert told == [1, 2, 3]


def test_an_objection_of_tomorrow_is_refused(at_leader, office):
    notice = notice_acts.post(at_leader, by=office)
    with pytest.raises(Refused, match="收到日期不能在今天之后"):
        notice_acts.take_objection(objection_to(notice, received_on=TODAY() + DAY), by=office)
    assert notice_acts.take_objection(objection_to(notice, received_on=TODAY()), by=office).pk


@pytest.mark.parametrize("status", ["district", "accepted", "withdrawn"])
def test_once_the_application_is_out_of_the_house_no_objection_is_taken(at_leader, office, status):
    notice = notice_acts.post(at_leader, by=office)
    Application.objects.update(status=status)
    with pytest.raises(Refused, match="不能再登记公示异议"):
        notice_acts.take_objection(objection_to(Notice.objects.get(pk=notice.pk)), by=office)


def test_without_a_telephone_nothing_is_posted(at_leader, office, own):
    own.settings |= {"office_phone": ""}
    own.save()
    with pytest.raises(Refused, match="还没有填公文和公示的联系电话"):
        notice_acts.post(Application.objects.get(pk=at_leader.pk), by=office)
    assert not Notice.objects.exists()
