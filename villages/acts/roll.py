"""Calling the roll: who belongs to a meeting of representatives, who came, how each voted.

组成人员 are the committee's members and the representatives in office on the day of the meeting;
who is both counts once (村民委员会组织法第二十九条, 城市居民委员会组织法第二十八条).
"""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from villages.acts.meeting import enter_attendance
from villages.models import Attendance, Ballot, Meeting, Motion, Person
from villages.queries.roll import entitled

Capacity = Attendance.Capacity


@transaction.atomic
def take_roll(meeting: Meeting, present: Sequence[int], *, by: User, guests: str = "") -> Meeting:
    """Write down who came; `present` are ids of persons. Returns the meeting with its figures.

    Raises Refused for a person who does not belong to this meeting and once a vote is closed.
    """
    expected = entitled(meeting)
    if not expected:
        raise Refused("这次会议没有可用的花名册，请先登记代表，或者直接填写人数。")
    here = set(present)
    strangers = here - {one.person.pk for one in expected}
    if strangers:
        raise Refused("有人不在这次会议的花名册里，请刷新后重新勾选。")
    came = [one for one in expected if one.person.pk in here]
    meeting = enter_attendance(
        meeting,
        by=by,
        total=len(expected),
        present=len(came),
        reps=sum(one.is_representative for one in expected),
        women_reps=sum(one.is_representative and one.is_woman for one in expected),
        women_reps_present=sum(one.is_representative and one.is_woman for one in came),
        guests=guests,
    )
    Ballot.objects.filter(motion__meeting=meeting).exclude(person__in=present).delete()
    Attendance.objects.bulk_create(
        Attendance(
            meeting=meeting,
            person=one.person,
            capacity=one.capacity,
            is_present=one.person.pk in present,
        )
        for one in expected
    )
    return meeting


def locked_open(motion: Motion) -> Motion:
    """The motion's row, locked, while its vote is open. Raises Refused once it is closed."""
    row = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    if row.is_closed:
        raise Refused("这个议题已经结束表决，不能再登记。")
    return row


@transaction.atomic
def cast(motion: Motion, person: Person, choice: str, *, by: User) -> Ballot:
    """Write down, or correct, how one person present voted; returns the ballot."""
    row = locked_open(motion)
    _refuse_unless_called(row)
    if not row.meeting.attendances.filter(person=person, is_present=True).exists():
        raise Refused(f"{person}没有到会，不能登记表决意见。")
    ballot, _ = Ballot.objects.update_or_create(
        motion=row, person=person, defaults={"choice": choice, "entered_by": by}
    )
    record("motion.ballot", row, by, f"记名表决：{row}，{ballot}")
    return ballot


@transaction.atomic
def cast_all(motion: Motion, choices: Mapping[int, str], *, by: User) -> Motion:
    """Write down the votes of many: {person id: choice}; an empty choice leaves one open."""
    row = locked_open(motion)
    _refuse_unless_called(row)
    present = set(
        row.meeting.attendances.filter(is_present=True).values_list("person_id", flat=True)
    )
    if choices.keys() - present:
        raise Refused("有人没有到会，不能登记表决意见。请刷新后重填。")
    row.ballots.filter(person__in=choices).delete()
    Ballot.objects.bulk_create(
        Ballot(motion=row, person_id=person, choice=choice, entered_by=by)
        for person, choice in choices.items()
        if choice
    )
    record("motion.ballot", row, by, f"记名表决：{row}，登记{sum(map(bool, choices.values()))}人")
    return row


def _refuse_unless_called(row):
    if not row.is_roll_call:
        raise Refused("这个议题不是逐人记名表决。")
    if row.meeting.held_at > timezone.now():
        raise Refused("会议还没有开，不能登记表决意见。")
