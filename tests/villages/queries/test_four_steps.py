"""The steps of a meeting as entered and as posted, and what a township makes of a missing one."""

import pytest

from tests.villages import way
from villages.acts import meeting as meeting_acts
from villages.models import Meeting, Posting
from villages.papers.meeting import minutes
from villages.queries.four_steps import days_of, required_of, steps_taken
from villages.queries.verdict import verdict_of
from villages.rules.kinds import Severity
from villages.workflows.meeting import MEETING


@pytest.fixture
def meeting(village, cadre):
    """Held five days ago, a vote on a road."""
    row = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(row, by=cadre, about="other", title="修路")
    meeting_acts.enter_tally(motion, by=cadre, yes=350, no=30, abstain=20)
    return row


def held_to(township, level):
    township.settings["four_steps"] = level
    township.save()


def stand(meeting):
    row = Meeting.objects.get(pk=meeting.pk)
    return steps_taken(row, list(row.motions.all()))


def closed(meeting, cadre):
    MEETING.perform("close", meeting, by=cadre)
    return verdict_of(Meeting.objects.get().motions.get())


def steps(meeting, **days):
    told = {key: str(way.days_ago(number)) for key, number in days.items()}
    Meeting.objects.filter(pk=meeting.pk).update(steps=told)
    return Meeting.objects.get(pk=meeting.pk)


def post(meeting, kind, days):
    return Posting.objects.create(
        village=meeting.village,
        kind=kind,
        title="决议",
        meeting=meeting,
        posted_on=way.days_ago(days),
        until=way.days_ago(days - 20),
        place="公开栏",
    )


def test_what_hangs_on_the_board_dates_its_step(meeting):
    post(meeting, "decision", 3)
    post(meeting, "decision", 4)
    assert days_of(meeting) == {"decision_posted": way.days_ago(4)}
    row = steps(meeting, decision_posted=2, proposed=20)
    assert days_of(row) == {"decision_posted": way.days_ago(2), "proposed": way.days_ago(20)}
    post(meeting, "result", 1)
    assert days_of(row)["result_posted"] == way.days_ago(1)


def test_a_missing_step_is_told_after_the_meeting_its_posting_too(meeting, cadre):
    assert stand(meeting).lacking == ["党组织提议", "两委会商议", "党员大会审议"]
    steps(meeting, proposed=20, discussed=18, reviewed=16)
    assert stand(meeting).lacking == []
    assert closed(meeting, cadre).is_passed
    assert stand(meeting).lacking == ["决议公开"]
    assert ("村民会议决议", way.days_ago(5)) in stand(meeting).rows


def test_told_is_no_finding_and_required_is_a_fault_on_the_record(meeting, cadre, township):
    assert required_of(meeting.motions.get()) is None
    held_to(township, "required")
    row = steps(meeting, proposed=20)
    assert required_of(row.motions.get()) == {"proposed": way.days_ago(20)}
    verdict = closed(row, cadre)
    (found,) = [one for one in verdict.findings if one.key == "four_steps"]
    assert not found.ok and found.severity == Severity.DEFECT
    assert found.sentence == "四议两公开没有登记两委会商议、党员大会审议"
    assert found.law == "中国共产党农村基层组织工作条例" and verdict.is_passed


def test_required_steps_that_were_taken_are_met(meeting, cadre, township):
    held_to(township, "required")
    row = steps(meeting, proposed=20, discussed=18, reviewed=16)
    verdict = closed(row, cadre)
    (found,) = [one for one in verdict.findings if one.key == "four_steps"]
    assert found.ok


def test_of_persons_nothing_is_asked(village, cadre, township):
    held_to(township, "required")
    row = way.attend(way.meeting(village, cadre), cadre)
    motion = meeting_acts.add_motion(row, by=cadre, about="appraisal", title="评议")
    assert required_of(motion) is None
    assert (stand(row).is_asked, stand(row).is_shown) == (False, False)


def test_off_shows_only_what_was_entered(meeting, township):
    held_to(township, "off")
    assert not stand(meeting).is_shown and stand(meeting).lacking == []
    steps(meeting, proposed=20)
    assert stand(meeting).is_shown and stand(meeting).lacking == []


def test_a_meeting_that_was_moved_tells_of_the_order(meeting):
    steps(meeting, reviewed=4)
    assert stand(meeting).faults == [
        f"“党员大会审议”晚于会议日期（{way.days_ago(5).year}年"
        f"{way.days_ago(5).month}月{way.days_ago(5).day}日），请检查。"
    ]


def test_minutes_tell_the_steps(meeting, township):
    row = steps(meeting, proposed=20)
    told = minutes(row)
    assert {"name": "党组织提议", "on": way.days_ago(20)} in told["steps"]
    assert told["steps_lacking"] == ["两委会商议", "党员大会审议"]
    held_to(township, "off")
    row = steps(meeting)
    assert minutes(row)["steps"] == []
