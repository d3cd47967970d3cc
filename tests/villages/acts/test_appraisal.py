"""How people were rated, and what twice 不称职 does."""

import pytest

from tests.villages import way
from tests.villages.recalls import seated
from township.workflow import Refused
from villages.acts.appraisal import enter_ratings
from villages.acts.meeting import add_motion
from villages.models import Appraisal, Term
from villages.rules.appraisal import RatingCounts
from villages.rules.bodies import PostKind
from villages.rules.kinds import MeetingKind, Rating
from villages.workflows.meeting import MEETING

GOOD, POOR = RatingCounts(20, 8, 2, 0), RatingCounts(2, 5, 3, 20)


def rated(village, cadre, results, *, held=5, present=30, closed=True):
    """An appraisal by the representatives, closed; returns the motion."""
    meeting = way.meeting(village, cadre, kind=MeetingKind.VILLAGE_REPS, held=held)
    motion = add_motion(meeting, by=cadre, about="appraisal", title="民主评议村委会成员")
    way.attend(meeting, cadre, total=35, present=present)
    given = {term: (ballots, None, "") for term, ballots in results.items()}
    enter_ratings(motion, given, by=cadre)
    if closed:
        MEETING.perform("close", meeting, by=cadre)
        motion.refresh_from_db()
    return motion


@pytest.fixture
def director(village, cadre):
    return seated(village, cadre)


def test_it_is_closed_without_a_vote(village, cadre, director):
    motion = rated(village, cadre, {director: GOOD})
    assert motion.status == "passed"
    row = Appraisal.objects.get()
    assert (row.rating, row.incompetent, row.ballots) == (Rating.EXCELLENT, 0, GOOD)
    assert str(row) == "村民委员会主任陈主任：优秀"


def test_twice_in_a_row_incompetent_ends_the_post(village, cadre, director):
    rated(village, cadre, {director: POOR}, held=400)
    director.refresh_from_db()
    assert director.until is None
    rated(village, cadre, {director: POOR}, held=5)
    director.refresh_from_db()
    assert (director.until, director.ended_as) == (way.days_ago(5), "appraised")


def test_a_better_year_between_begins_anew(village, cadre, director):
    for held, ballots in ((600, POOR), (400, GOOD), (5, POOR)):
        rated(village, cadre, {director: ballots}, held=held)
    director.refresh_from_db()
    assert director.until is None


def test_an_appraisal_of_too_few_counts_for_nothing(village, cadre, director):
    few = RatingCounts(0, 0, 5, 15)
    assert rated(village, cadre, {director: few}, held=400, present=20).status == "no_quorum"
    rated(village, cadre, {director: POOR}, held=5)
    director.refresh_from_db()
    assert director.until is None


def test_every_member_of_the_committee_is_rated(village, cadre, director):
    deputy = seated(village, cadre, "李副主任", PostKind.DEPUTY_DIRECTOR)
    motion = rated(village, cadre, {director: GOOD}, closed=False)
    with pytest.raises(Refused, match="还没有登记评议结果：李副主任"):
        MEETING.perform("close", motion.meeting, by=cadre)
    both = {director: (GOOD, None, ""), deputy: (POOR, None, "")}
    enter_ratings(motion, both, by=cadre)
    MEETING.perform("close", motion.meeting, by=cadre)
    assert Appraisal.objects.count() == 2


def test_without_a_committee_nobody_is_rated(village, cadre):
    meeting = way.meeting(village, cadre, kind=MeetingKind.VILLAGE_REPS)
    add_motion(meeting, by=cadre, about="appraisal", title="评议")
    way.attend(meeting, cadre, total=35, present=30)
    with pytest.raises(Refused, match="没有登记会议当天在任的委员会成员"):
        MEETING.perform("close", meeting, by=cadre)


def test_what_is_refused(village, cadre, director):
    meeting = way.meeting(village, cadre, kind=MeetingKind.VILLAGE_REPS, held=10)
    motion = add_motion(meeting, by=cadre, about="appraisal", title="评议")
    with pytest.raises(Refused, match="登记了到会人数"):
        enter_ratings(motion, {director: (GOOD, None, "")}, by=cadre)
    way.attend(meeting, cadre, total=35, present=30)
    with pytest.raises(Refused, match="陈主任：四项加起来31，多于实到30人"):
        enter_ratings(motion, {director: (RatingCounts(31, 0, 0, 0), None, "")}, by=cadre)
    Term.objects.filter(pk=director.pk).update(until=way.days_ago(11))
    with pytest.raises(Refused, match="不在任的人不参加评议"):
        enter_ratings(motion, {director: (GOOD, None, "")}, by=cadre)
    Term.objects.filter(pk=director.pk).update(until=None)
    enter_ratings(motion, {director: (GOOD, None, "")}, by=cadre)
    MEETING.perform("close", meeting, by=cadre)
    with pytest.raises(Refused, match="评议已经结束"):
        enter_ratings(motion, {director: (POOR, None, "")}, by=cadre)
