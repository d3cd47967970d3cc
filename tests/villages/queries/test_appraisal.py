"""Who is rated: the committee of that day, and those of the 监督委员会 if they are."""

from tests.villages import way
from tests.villages.acts.test_appraisal import GOOD, POOR, rated
from tests.villages.recalls import seated
from villages.acts.meeting import add_motion
from villages.acts.organisation import body_of, seat
from villages.models import Person
from villages.queries.appraisal import appraised_before, rateable, rating_before, unrated
from villages.rules.bodies import BodyKind, PostKind
from villages.rules.kinds import MeetingKind


def test_those_in_office_on_the_day_and_the_committee_first(village, cadre):
    watcher = Person.objects.create(village=village, name="何主任", gender="man")
    body = body_of(village, BodyKind.OVERSIGHT)
    other = seat(body, PostKind.DIRECTOR, watcher, since=way.days_ago(700), by=cadre)
    term = seated(village, cadre)
    late = seated(village, cadre, "新委员", PostKind.COMMITTEE_MEMBER)
    late.since = way.days_ago(4)
    late.save()
    meeting = way.meeting(village, cadre, kind=MeetingKind.VILLAGE_REPS)
    motion = add_motion(meeting, by=cadre, about="appraisal", title="评议")
    assert rateable(motion) == [term, other] and unrated(motion) == [term]


def test_the_time_before_is_the_last_that_counted(village, cadre):
    term = seated(village, cadre)
    first = rated(village, cadre, {term: POOR}, held=600).appraisals.get()
    assert rating_before(first) is None
    second = rated(village, cadre, {term: GOOD}, held=300).appraisals.get()
    assert rating_before(second) == "incompetent"
    third = rated(village, cadre, {term: POOR}).appraisals.get()
    assert rating_before(third) == "excellent"


def test_the_last_appraisal_before_this_one(village, cadre):
    term = seated(village, cadre)
    first = rated(village, cadre, {term: GOOD}, held=300)
    assert appraised_before(first) is None
    second = rated(village, cadre, {term: GOOD})
    assert appraised_before(second) == first.meeting.held_on
    meeting = way.meeting(village, cadre)
    assert appraised_before(add_motion(meeting, by=cadre, about="other", title="修路")) is None
