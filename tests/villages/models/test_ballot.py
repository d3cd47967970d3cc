"""Who came and how each voted: once each, and not after the vote was closed."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from tests.villages.rosters import representative
from villages.acts import meeting as meeting_acts
from villages.acts.roll import cast_all, take_roll
from villages.models import Attendance, Ballot
from villages.workflows.motion import close_once


@pytest.fixture
def people(village):
    return [representative(village, n) for n in range(6)]


@pytest.fixture
def motion(village, cadre, people):
    meeting = way.meeting(village, cadre, kind="village_reps")
    given = {"about": "other", "title": "修路", "method": "roll_call"}
    motion = meeting_acts.add_motion(meeting, by=cadre, is_recorded_anyway=True, **given)
    take_roll(meeting, [one.pk for one in people], by=cadre)
    cast_all(motion, {one.pk: "yes" for one in people}, by=cadre)
    return motion


def test_a_person_comes_and_votes_once(motion, people, cadre):
    given = {"person": people[0]}
    with pytest.raises(IntegrityError), transaction.atomic():
        Attendance.objects.create(meeting=motion.meeting, capacity="both", **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(motion=motion, choice="no", entered_by=cadre, **given)


def test_while_the_vote_is_open_both_may_be_corrected(motion, people):
    Ballot.objects.filter(person=people[0]).update(choice="no")
    Attendance.objects.filter(person=people[0]).update(is_present=False)
    assert str(Ballot.objects.get(person=people[0])) == "代表00：反对"


def test_a_closed_vote_takes_no_other_ballot_or_guest(motion, people, village, cadre):
    close_once(motion, by=cadre)
    late = representative(village, 9)
    for change in (
        lambda: Ballot.objects.update(choice="no"),
        lambda: Ballot.objects.all()._raw_delete("default"),
        lambda: Ballot.objects.create(motion=motion, person=late, choice="no", entered_by=cadre),
        lambda: Attendance.objects.update(is_present=False),
        lambda: Attendance.objects.create(
            meeting=motion.meeting, person=late, capacity="both", is_present=True
        ),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
