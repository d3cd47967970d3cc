"""Calling the roll and voting by name, as a cadre meets it."""

import pytest
from django.urls import reverse

from tests.villages import way
from tests.villages.rosters import representative
from villages.acts import meeting as meeting_acts
from villages.acts.roll import take_roll


@pytest.fixture
def people(village):
    return [representative(village, n) for n in range(4)]


@pytest.fixture
def motion(village, cadre, people):
    row = way.meeting(village, cadre, kind="village_reps")
    given = {"about": "other", "title": "修路", "method": "roll_call"}
    return meeting_acts.add_motion(row, by=cadre, is_recorded_anyway=True, **given)


@pytest.fixture
def desk(client, cadre):
    client.force_login(cadre)
    return client


def roll(motion):
    return reverse("villages:meeting_roll", args=[motion.meeting_id])


def ballots(motion):
    return reverse("villages:motion_ballots", args=[motion.pk])


def test_the_roll_is_ticked_and_remembered(desk, motion, people):
    assert "代表03" in desk.get(roll(motion)).text
    assert desk.post(roll(motion), {"present": []}).status_code == 422
    sent = {"present": [one.pk for one in people[:3]], "guests": "镇干部"}
    assert desk.post(roll(motion), sent).url == motion.meeting.get_absolute_url()
    motion.meeting.refresh_from_db()
    assert (motion.meeting.total, motion.meeting.present, motion.meeting.guests) == (4, 3, "镇干部")
    form = desk.get(roll(motion)).context["form"]
    assert form.ticked == {str(one.pk) for one in people[:3]}


def test_without_a_roster_the_numbers_are_asked_for(desk, village, cadre):
    row = way.meeting(village, cadre, kind="village_reps")
    answer = desk.get(reverse("villages:meeting_roll", args=[row.pk]))
    assert answer.url == reverse("villages:meeting_attendance", args=[row.pk])


def test_the_roll_comes_before_the_votes(desk, motion):
    assert desk.get(ballots(motion)).url == roll(motion)


def test_who_came_is_asked_one_by_one_and_may_be_left_open(desk, motion, people, cadre):
    take_roll(motion.meeting, [one.pk for one in people[:3]], by=cadre)
    page = desk.get(ballots(motion)).text
    assert "代表02" in page and "代表03" not in page
    desk.post(ballots(motion), {f"choice_{people[0].pk}": "yes", f"choice_{people[1].pk}": "no"})
    assert dict(motion.ballots.values_list("person__name", "choice")) == {
        "代表00": "yes",
        "代表01": "no",
    }
    wrong = desk.post(ballots(motion), {f"choice_{people[0].pk}": "maybe"})
    assert wrong.status_code == 422 and motion.ballots.count() == 2


def test_other_votes_are_not_called(desk, village, cadre):
    row = way.attend(way.meeting(village, cadre), cadre)
    other = meeting_acts.add_motion(row, by=cadre, about="other", title="修路")
    assert desk.get(ballots(other)).url == other.get_absolute_url()


def test_nobody_else_calls(client, motion, other_cadre, office):
    for user, expected in ((office, 403), (other_cadre, 404)):
        client.force_login(user)
        assert client.get(roll(motion)).status_code == expected
