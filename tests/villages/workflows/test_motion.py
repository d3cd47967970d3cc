"""When a vote is closed, what its verdict makes of it, and that it is closed once."""

import pytest
from django.core.exceptions import PermissionDenied

from tests.villages import way
from township.history.models import Entry
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.models import Motion
from villages.workflows.motion import MOTION, close_once


@pytest.fixture
def meeting(village, cadre):
    return way.attend(way.meeting(village, cadre), cadre)


def ask(meeting, cadre, **counts):
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    if counts:
        meeting_acts.enter_tally(motion, by=cadre, **counts)
    return motion


@pytest.mark.parametrize(
    ("yes", "no", "status"), [(201, 199, "passed"), (200, 200, "failed"), (199, 201, "failed")]
)
def test_the_verdict_gives_the_state(meeting, cadre, yes, no, status):
    motion = MOTION.perform("close", ask(meeting, cadre, yes=yes, no=no, abstain=0), by=cadre)
    assert motion.status == status
    assert motion.verdict["outcome"] == status and motion.question["counts"]["yes"] == yes
    assert motion.closed_at is not None


def test_without_a_quorum_or_a_power_nothing_is_decided(village, cadre):
    row = way.attend(way.meeting(village, cadre), cadre, present=300)
    motion = MOTION.perform("close", ask(row, cadre, yes=300, no=0, abstain=0), by=cadre)
    assert motion.status == "no_quorum"
    row = way.meeting(village, cadre, kind="village_reps")
    motion = meeting_acts.add_motion(
        row, by=cadre, about="rule", title="制度", is_recorded_anyway=True
    )
    way.attend(row, cadre, total=35, present=30)
    meeting_acts.enter_tally(motion, by=cadre, yes=30, no=0, abstain=0)
    assert MOTION.perform("close", motion, by=cadre).status == "blocked"


def test_what_stands_in_the_way_is_told(meeting, cadre):
    with pytest.raises(Refused, match="还没有录入计票结果"):
        MOTION.perform("close", ask(meeting, cadre), by=cadre)
    assert Motion.objects.get().status == "open"


def test_a_text_that_may_not_be_voted_keeps_its_vote_open(village, cadre):
    version = way.final(village, cadre)
    meeting = way.meeting(village, cadre)
    motion = meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    way.attend(meeting, cadre)
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    meeting.held_at = way.noon(way.days_ago(31))
    meeting.noticed_on = meeting.party_on = None
    meeting.save()
    with pytest.raises(Refused, match="才定稿，晚于会议日期"):
        close_once(Motion.objects.get(), by=cadre)


def test_a_second_closing_answers_with_the_first_result(meeting, cadre):
    motion = ask(meeting, cadre, yes=400, no=0, abstain=0)
    first, second = close_once(motion, by=cadre), close_once(motion, by=cadre)
    assert (first.status, first.verdict, first.closed_at) == (
        second.status,
        second.verdict,
        second.closed_at,
    )
    assert Entry.objects.filter(verb="motion.close").count() == 1


def test_nobody_out_of_reach_closes_or_learns_the_result(meeting, cadre, other_cadre):
    motion = ask(meeting, cadre, yes=400, no=0, abstain=0)
    for _ in range(2):
        with pytest.raises(PermissionDenied):
            close_once(motion, by=other_cadre)
        close_once(motion, by=cadre)
