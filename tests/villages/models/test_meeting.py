"""Meetings: figures the database refuses, the day where it was held, frozen once closed."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from tests.villages import way
from villages.models import Meeting


@pytest.mark.parametrize("figures", [{"total": 600, "present": 601}, {"total": None, "present": 5}])
def test_no_more_come_than_should(village, cadre, figures):
    way.meeting(village, cadre)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(**figures)
    Meeting.objects.update(total=600, present=600)


def test_special_circumstances_are_named(village, cadre):
    way.meeting(village, cadre)
    with pytest.raises(IntegrityError), transaction.atomic():
        Meeting.objects.update(is_special=True)
    Meeting.objects.update(is_special=True, special_reason="汛情")


def test_the_day_is_that_of_the_place():
    late = Meeting(held_at=datetime(2026, 3, 4, 17, 0, tzinfo=UTC), title="村民会议")
    assert (late.held_on.month, late.held_on.day) == (3, 5)
    assert str(late) == "2026年3月5日村民会议"


def test_it_is_over_from_its_hour_on(time_machine):
    now = timezone.now()
    time_machine.move_to(now, tick=False)
    assert Meeting(held_at=now).is_over
    assert not Meeting(held_at=now + timedelta(seconds=1)).is_over


@pytest.mark.parametrize(
    ("total", "present", "has"), [(1, 1, True), (1, None, False), (None, 1, False), (0, 0, True)]
)
def test_attendance_is_both_numbers(total, present, has):
    assert Meeting(total=total, present=present).has_attendance is has


def test_units_and_kinds():
    assert (Meeting(mode="household").unit, Meeting(mode="member").unit) == ("户", "人")
    assert Meeting(kind="village_reps").is_of_representatives
    assert not Meeting(kind="villagers").is_of_representatives
    assert Meeting(status="cancelled").status_tone == "neutral"


def test_a_closed_meeting_is_frozen_but_for_its_steps(village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre)
    assert list(Meeting.objects.closed()) == [meeting]
    for change in (
        lambda: Meeting.objects.update(present=1),
        lambda: Meeting.objects.update(status="planned"),
        lambda: Meeting.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
    Meeting.objects.update(steps={"discussed": "2026-03-01"})
