"""Votes: one open and one passed of a text, two people for two counts, frozen once closed."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tests.personas import cadre_of
from tests.villages import way
from villages.models import Motion, Tally


@pytest.fixture
def meeting(village, cadre):
    return way.meeting(village, cadre)


def motion(meeting, version=None, **more):
    given = {"about": "other", "title": "修路", "text_version": version}
    return Motion.objects.create(meeting=meeting, **given | more)


def tally(row, by, side=1, **more):
    given = {"yes": 1, "no": 0, "abstain": 0}
    return Tally.objects.create(motion=row, entered_by=by, side=side, **given | more)


@pytest.mark.parametrize("status", ["open", "passed"])
def test_one_of_a_text_at_a_time(meeting, village, cadre, status):
    version = way.final(village, cadre)
    given = {"status": status, "closed_at": timezone.now()}
    motion(meeting, version, **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        motion(meeting, version, **given)
    motion(meeting, version, **given | {"status": "failed"})
    motion(meeting, **given)
    motion(meeting, **given)


def test_a_closed_one_has_its_hour(meeting):
    with pytest.raises(IntegrityError), transaction.atomic():
        motion(meeting, status="failed")


def test_open_closed_and_how_it_is_voted(meeting):
    waiting = motion(meeting)
    done = motion(meeting, status="no_quorum", closed_at=timezone.now(), method="secret")
    assert list(Motion.objects.open()) == [waiting] and list(Motion.objects.closed()) == [done]
    assert (waiting.is_closed, done.is_closed) == (False, True)
    assert (waiting.is_secret, done.is_secret) == (False, True)
    assert Motion(method="roll_call").is_roll_call and not done.is_roll_call
    assert (waiting.status_tone, done.status_tone) == ("active", "bad")
    assert waiting.village == meeting.village


def test_two_counts_are_two_people_s(meeting, village, cadre):
    row, teller = motion(meeting), cadre_of(village, "teller", "李会计")
    tally(row, cadre)
    for by, side in ((cadre, 2), (teller, 1)):
        with pytest.raises(IntegrityError), transaction.atomic():
            tally(row, by, side)
    assert tally(row, teller, 2).pk


def test_no_more_ballots_come_back_than_went_out(meeting, cadre):
    row = motion(meeting)
    with pytest.raises(IntegrityError), transaction.atomic():
        tally(row, cadre, issued=9, returned=10)
    assert tally(row, cadre, issued=9, returned=9).pk


def test_a_closed_vote_is_frozen(village, cadre):
    row = way.voted(way.final(village, cadre), cadre).motions.get()
    other = cadre_of(village, "teller", "李会计")
    for change in (
        lambda: Motion.objects.update(verdict={}),
        lambda: Motion.objects.all()._raw_delete("default"),
        lambda: Tally.objects.update(yes=1),
        lambda: tally(row, other, 2),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
