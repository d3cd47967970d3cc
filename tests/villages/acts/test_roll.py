"""Calling the roll: who belongs to a meeting of representatives, who came, how each voted."""

import pytest
from django.db import DatabaseError, transaction

from tests.villages import way
from township.workflow import Refused
from villages.acts import meeting as meeting_acts
from villages.acts.roll import cast, cast_all, take_roll
from villages.models import Ballot, Body, Motion, Person, Representative, Term
from villages.queries.roll import entitled
from villages.rules.kinds import VotingMethod
from villages.workflows.motion import close_once


def seat(village, number, gender="man"):
    person = Person.objects.create(
        village=village, name=f"代表{number:02d}", gender=gender, group=village.groups.first()
    )
    Representative.objects.create(
        village=village, person=person, group=person.group, households=10, since=way.days_ago(400)
    )
    return person


@pytest.fixture
def roster(village):
    """Thirty representatives, twelve of them women, and a committee of five (one in both)."""
    people = [seat(village, n, "woman" if n < 12 else "man") for n in range(30)]
    body = Body.objects.create(village=village, kind="committee")
    others = [
        Person.objects.create(village=village, name=f"委员{n}", gender="man") for n in range(4)
    ]
    for person in [*others, people[-1]]:
        Term.objects.create(
            body=body, post="committee_member", person=person, since=way.days_ago(400)
        )
    return people


@pytest.fixture
def meeting(village, cadre, roster):
    return way.meeting(village, cadre, kind="village_reps")


@pytest.fixture
def motion(meeting, cadre):
    return meeting_acts.add_motion(
        meeting,
        by=cadre,
        about="other",
        title="修路",
        method=VotingMethod.ROLL_CALL,
        is_recorded_anyway=True,
    )


def test_who_sits_in_both_bodies_counts_once(meeting, cadre, roster):
    meeting = take_roll(meeting, [p.pk for p in roster[:24]], by=cadre)
    assert (meeting.total, meeting.present) == (34, 24)
    assert (meeting.reps, meeting.women_reps, meeting.women_reps_present) == (30, 12, 12)


def test_only_who_serves_on_the_day_belongs(meeting, village, roster):
    Representative.objects.filter(person=roster[0]).update(until=way.days_ago(6))
    Representative.objects.filter(person=roster[1]).update(until=way.days_ago(5))
    names = {one.person.name for one in entitled(meeting)}
    assert "代表00" not in names and "代表01" in names


def test_another_villages_people_are_refused(meeting, cadre, other_village):
    stranger = seat(other_village, 99)
    with pytest.raises(Refused, match="不在这次会议的花名册"):
        take_roll(meeting, [stranger.pk], by=cadre)


def test_every_person_present_votes_once_and_the_counts_follow(meeting, motion, cadre, roster):
    came = roster[:25]
    take_roll(meeting, [p.pk for p in came], by=cadre)
    for n, person in enumerate(came[:-1]):
        cast(motion, person, "yes" if n < 15 else "no", by=cadre)
    cast(motion, came[0], "abstain", by=cadre)
    with pytest.raises(Refused, match="还有1人没有登记表决意见：代表24"):
        close_once(motion, by=cadre)
    with pytest.raises(Refused, match="没有到会"):
        cast(motion, roster[-1], "yes", by=cadre)
    cast_all(motion, {came[-1].pk: "yes"}, by=cadre)
    row = close_once(motion, by=cadre)
    counts = row.verdict["counts"]
    assert (counts["yes"], counts["no"], counts["abstain"]) == (15, 9, 1)
    assert Ballot.objects.filter(motion=motion).count() == 25


def test_a_closed_roll_call_takes_no_vote(meeting, motion, cadre, roster):
    take_roll(meeting, [p.pk for p in roster], by=cadre)
    cast_all(motion, {p.pk: "yes" for p in roster}, by=cadre)
    close_once(motion, by=cadre)
    with pytest.raises(Refused, match="已经结束表决"):
        cast(motion, roster[0], "no", by=cadre)
    for change in (
        lambda: Ballot.objects.filter(motion=motion).update(choice="no"),
        lambda: Ballot.objects.filter(motion=motion).delete(),
        lambda: meeting.attendances.update(is_present=False),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_correcting_the_roll_drops_the_votes_of_who_was_not_there(meeting, motion, cadre, roster):
    take_roll(meeting, [p.pk for p in roster], by=cadre)
    cast_all(motion, {p.pk: "yes" for p in roster}, by=cadre)
    take_roll(meeting, [p.pk for p in roster[:26]], by=cadre)
    assert motion.ballots.count() == 26


def test_counts_take_the_place_of_a_roll(meeting, motion, cadre, roster):
    take_roll(meeting, [p.pk for p in roster], by=cadre)
    way.attend(meeting, cadre, total=34, present=30)
    assert not meeting.attendances.exists()
    with pytest.raises(Refused, match="按花名册登记到会"):
        close_once(motion, by=cadre)
    assert Motion.objects.get().status == Motion.Status.OPEN
