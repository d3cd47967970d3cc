"""Counting: sums that must hold, two people for secret ballots, one result for good."""

import pytest
from django.db import DatabaseError, transaction

from tests.personas import cadre_of
from tests.villages import way
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.models import Motion, Tally
from villages.rules.kinds import VotingMethod
from villages.workflows.meeting import MEETING
from villages.workflows.motion import close_once


@pytest.fixture
def teller(village, cadre):
    return cadre_of(village, "teller", "李会计")


@pytest.fixture
def meeting(village, cadre):
    return way.attend(way.meeting(village, cadre), cadre)


def ask(meeting, cadre, method=VotingMethod.SHOW_OF_HANDS):
    return meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路", method=method)


SECRET = {"issued": 400, "returned": 398, "yes": 300, "no": 60, "abstain": 30, "invalid": 8}


def test_counts_that_do_not_add_up_name_the_sum(meeting, cadre):
    motion = ask(meeting, cadre)
    meeting_acts.enter_tally(motion, by=cadre, yes=300, no=50, abstain=51)
    with pytest.raises(Refused, match=r"赞成300\+反对50\+弃权51=401，与实到400人不相等"):
        MEETING.perform("close", meeting, by=cadre)


def test_secret_ballots_are_entered_by_two_people(meeting, cadre, teller):
    motion = ask(meeting, cadre, VotingMethod.SECRET)
    meeting_acts.enter_tally(motion, by=cadre, side=1, **SECRET)
    with pytest.raises(Refused, match="由另一个人再录入一次"):
        close_once(motion, by=cadre)
    with pytest.raises(Refused, match="由两个人分别录入"):
        meeting_acts.enter_tally(motion, by=cadre, side=2, **SECRET)
    with pytest.raises(Refused, match="只能由本人更正"):
        meeting_acts.enter_tally(motion, by=teller, side=1, **SECRET)
    meeting_acts.enter_tally(motion, by=teller, side=2, **SECRET | {"yes": 301, "no": 59})
    with pytest.raises(Refused, match="赞成：第一次录入300，第二次录入301"):
        close_once(motion, by=cadre)
    meeting_acts.enter_tally(motion, by=teller, side=2, **SECRET)
    assert close_once(motion, by=cadre).status == Motion.Status.PASSED


def test_the_database_keeps_the_two_people_apart(meeting, cadre):
    motion = ask(meeting, cadre, VotingMethod.SECRET)
    meeting_acts.enter_tally(motion, by=cadre, side=1, **SECRET)
    with pytest.raises(DatabaseError), transaction.atomic():
        Tally.objects.create(motion=motion, side=2, entered_by=cadre, **SECRET)


def test_closing_twice_answers_with_the_first_result(meeting, cadre):
    motion = ask(meeting, cadre)
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    first = close_once(motion, by=cadre)
    second = close_once(motion, by=cadre)
    assert (first.verdict, first.closed_at) == (second.verdict, second.closed_at)
    with pytest.raises(Refused, match="已经结束表决"):
        meeting_acts.enter_tally(motion, by=cadre, yes=0, no=400, abstain=0)


def test_after_a_vote_the_attendance_stands(meeting, cadre):
    motion = ask(meeting, cadre)
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    close_once(motion, by=cadre)
    with pytest.raises(Refused, match="到会人数不能再改"):
        way.attend(meeting, cadre, present=300)


def test_a_meeting_before_its_notice_is_refused(village, cadre):
    with pytest.raises(Refused, match="晚于会议日期"):
        way.meeting(village, cadre, held=5, noticed_on=way.days_ago(4))


@pytest.mark.parametrize(
    ("kind", "figures", "sentence"),
    [
        (
            "village_reps",
            {"total": 35, "present": 4, "reps": 30, "women_reps": 12, "women_reps_present": 5},
            "到会妇女代表数5大于实到数4",
        ),
        ("villagers", {"total": 600, "present": 601}, "实到数601大于应到数600"),
        ("villagers", {"total": 0, "present": 0}, "应到人数不能是0"),
        (
            "villagers",
            {"total": 600, "present": 501, "excluded": 100},
            "实到数501大于扣除外出人员后的应到数500",
        ),
    ],
)
def test_what_closing_refuses_is_refused_on_entry(village, cadre, kind, figures, sentence):
    village.township.settings = {"province": "chongqing"}
    village.township.save()
    meeting = way.meeting(village, cadre, kind=kind)
    with pytest.raises(Refused, match=sentence):
        meeting_acts.enter_attendance(meeting, by=cadre, **figures)


def test_a_meeting_to_come_takes_no_figures(village, cadre):
    meeting = way.meeting(village, cadre, held=-3, party_on=None)
    with pytest.raises(Refused, match="开完才能登记"):
        way.attend(meeting, cadre)
    motion = ask(meeting, cadre)
    with pytest.raises(Refused, match="会议还没有开"):
        meeting_acts.enter_tally(motion, by=cadre, yes=1, no=0, abstain=0)
    with pytest.raises(Refused, match="开完才能结束"):
        MEETING.perform("close", meeting, by=cadre)


def test_only_a_vote_that_was_held_is_recorded_regardless_of_its_power(village, cadre):
    matter = {"by": cadre, "about": "rule", "title": "制度"}
    to_come = way.meeting(village, cadre, kind="village_reps", held=-3, party_on=None)
    with pytest.raises(Refused, match="没有村民会议的授权记录"):
        meeting_acts.add_motion(to_come, is_recorded_anyway=True, **matter)
    over = way.meeting(village, cadre, kind="village_reps")
    with pytest.raises(Refused, match="没有村民会议的授权记录"):
        meeting_acts.add_motion(over, **matter)
    assert meeting_acts.add_motion(over, is_recorded_anyway=True, **matter).pk


def test_a_village_does_not_hold_a_residents_meeting(village, cadre):
    with pytest.raises(Refused, match="不开居民会议"):
        way.meeting(village, cadre, kind="residents")


def test_late_notice_needs_its_reason(village, cadre):
    with pytest.raises(Refused, match="什么特殊情况"):
        way.meeting(village, cadre, is_special=True)


def test_defects_stand_on_the_record_and_leave_the_outcome(village, cadre):
    version = way.final(village, cadre)
    meeting = way.voted(version, cadre, noticed_on=way.days_ago(8), party_on=None)
    verdict = meeting.motions.get().verdict
    assert meeting.motions.get().status == Motion.Status.PASSED
    failing = {f["key"] for f in verdict["findings"] if not f["ok"]}
    assert failing == {"notice", "party"}
