"""When a meeting may be closed or cancelled; closing it closes its open votes too."""

import pytest

from tests.villages import way
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.models import Meeting
from villages.workflows.meeting import MEETING
from villages.workflows.motion import MOTION


@pytest.fixture
def meeting(village, cadre):
    return way.meeting(village, cadre)


def ask(meeting, cadre, title="修路"):
    return meeting_acts.add_motion(meeting, by=cadre, about="other", title=title)


def refused(name, meeting, by):
    with pytest.raises(Refused) as refusal:
        MEETING.perform(name, meeting, by=by)
    assert Meeting.objects.get(pk=meeting.pk).status == "planned"
    return refusal.value.reasons


def test_a_meeting_to_come_is_not_closed(village, cadre):
    coming = way.meeting(village, cadre, held=-3, party_on=None)
    day = way.days_ago(-3)
    assert refused("close", coming, cadre) == [
        f"会议定在{day.year}年{day.month}月{day.day}日，开完才能结束登记。"
    ]


def test_attendance_comes_first(meeting, cadre):
    ask(meeting, cadre)
    assert refused("close", meeting, cadre) == ["还没有登记到会人数。"]


def test_a_meeting_decided_or_talked_about_something(meeting, cadre):
    meeting = way.attend(meeting, cadre)
    assert refused("close", meeting, cadre) == [
        "没有议题，也没有写明会议内容。请写明会议讨论了什么、有什么结果。"
    ]
    for nothing in ("  ", "略。", "没有意见"):
        Meeting.objects.update(summary=nothing)
        assert len(refused("close", meeting, cadre)) == 1
    Meeting.objects.update(summary="讨论了修路。")
    closed = MEETING.perform("close", meeting, by=cadre)
    assert closed.status == "closed" and closed.closed_at is not None


def test_every_vote_that_cannot_be_closed_is_named(meeting, cadre):
    meeting = way.attend(meeting, cadre)
    first, _ = ask(meeting, cadre, "甲"), ask(meeting, cadre, "乙")
    assert refused("close", meeting, cadre) == [
        "“甲”还没有录入计票结果。",
        "“乙”还没有录入计票结果。",
    ]
    meeting_acts.enter_tally(first, by=cadre, yes=400, no=0, abstain=0)
    assert refused("close", meeting, cadre) == ["“乙”还没有录入计票结果。"]


def test_closing_closes_the_open_votes_and_leaves_the_others(meeting, cadre):
    meeting = way.attend(meeting, cadre)
    first, second = ask(meeting, cadre, "甲"), ask(meeting, cadre, "乙")
    meeting_acts.enter_tally(first, by=cadre, yes=400, no=0, abstain=0)
    first = MOTION.perform("close", first, by=cadre)
    meeting_acts.enter_tally(second, by=cadre, yes=100, no=300, abstain=0)
    MEETING.perform("close", meeting, by=cadre)
    kept = {motion.title: motion for motion in meeting.motions.all()}
    assert (kept["甲"].status, kept["乙"].status) == ("passed", "failed")
    assert kept["甲"].closed_at == first.closed_at


def test_an_empty_meeting_is_cancelled(meeting, cadre):
    assert MEETING.perform("cancel", meeting, by=cadre).status == "cancelled"


def test_a_meeting_with_matters_is_not_cancelled(meeting, cadre):
    motion = ask(meeting, cadre)
    assert refused("cancel", meeting, cadre) == ["请先删去会议的议题，再取消会议。"]
    way.attend(meeting, cadre)
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    MOTION.perform("close", motion, by=cadre)
    assert refused("cancel", meeting, cadre) == ["已有议题结束表决，会议不能取消。"]


def test_what_is_closed_stays_closed(meeting, cadre):
    Meeting.objects.update(summary="讨论了修路。")
    MEETING.perform("close", way.attend(meeting, cadre), by=cadre)
    with pytest.raises(Refused, match="现在的状态是“已结束”"):
        MEETING.perform("cancel", meeting, by=cadre)
