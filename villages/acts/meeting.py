"""Calling a meeting and writing down what happened in it: attendance, motions, counts.

Every figure stays open until the vote is closed; then it is frozen with its verdict.
"""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from township.dates import cn_date
from township.history.chain import record, remove_row
from township.users.models import User
from township.workflow import Refused
from villages.acts.soundness import sound
from villages.models import Meeting, Motion, Tally, TextVersion, Village
from villages.queries.text import final_text
from villages.queries.verdict import (
    attendance_problems,
    calling_of,
    competence_reasons,
    place_of,
)
from villages.rules.calling import calling_problems, modes_of
from villages.rules.kinds import Matter, MeetingKind
from villages.rules.statutes import pack_on

IN_VILLAGES = (
    MeetingKind.VILLAGERS,
    MeetingKind.VILLAGE_REPS,
    MeetingKind.GROUP,
    MeetingKind.PARTY,
    MeetingKind.GROUP_LEADERS,
    MeetingKind.YARD,
    MeetingKind.COMMITTEE,
)
IN_COMMUNITIES = (
    MeetingKind.RESIDENTS,
    MeetingKind.RESIDENT_REPS,
    MeetingKind.RESIDENT_GROUP,
    MeetingKind.PARTY,
    MeetingKind.GROUP_LEADERS,
    MeetingKind.YARD,
    MeetingKind.COMMITTEE,
)


def kinds_of(village: Village) -> tuple[MeetingKind, ...]:
    """Kinds of meeting that a place holds."""
    return IN_COMMUNITIES if village.is_community else IN_VILLAGES


def faults(meeting: Meeting) -> dict[str, str]:
    """{field: sentence} of what contradicts itself in a meeting's own facts."""
    try:
        pack = pack_on(place_of(meeting.village), meeting.held_on)
    except ValueError as error:
        return {"held_at": f"{error}。"}
    found = calling_problems(calling_of(meeting), pack)
    if meeting.kind not in kinds_of(meeting.village):
        found["kind"] = f"{meeting.village}不开{meeting.get_kind_display()}"
        found.pop("mode", None)
    return {field: f"{sentence}。" for field, sentence in found.items()}


def usual_mode(village: Village, kind: Any, day: date) -> Any:
    """How heads are counted at such a meeting unless it is told otherwise."""
    return modes_of(pack_on(place_of(village), day), kind)[0]


@transaction.atomic
def plan_meeting(village: Village, *, by: User, **fields) -> Meeting:
    """A new meeting; returns it. Raises Refused with what contradicts itself."""
    meeting = Meeting(village=village, **fields)
    if not meeting.mode:
        meeting.mode = usual_mode(village, meeting.kind, meeting.held_on)
    if found := faults(meeting):
        raise Refused(found.values())
    sound(meeting)
    meeting.save()
    record("meeting.create", meeting, by, f"登记会议：{meeting}")
    return meeting


def _locked(meeting):
    row = Meeting.objects.select_for_update(of=("self",)).get(pk=meeting.pk)
    if row.status != Meeting.Status.PLANNED:
        raise Refused(f"会议{row.get_status_display()}，不能再改。")
    return row


def forget_attendance(meeting: Meeting) -> None:
    """Take back who came, because the kind of meeting changed; the caller saves the row."""
    meeting.total = meeting.present = meeting.women_present = None
    meeting.total_note = ""
    meeting.excluded = meeting.reps = meeting.women_reps = meeting.women_reps_present = 0
    meeting.attendances.all().delete()


@transaction.atomic
def enter_attendance(meeting: Meeting, *, by: User, **figures) -> Meeting:
    """Write down who should come and who came; returns the meeting.

    `figures` are columns of the meeting (total, present, women_present, reps, …); they take the
    place of a roll that was called before (see `calling.take_roll`). Raises Refused before the
    meeting, after a vote was closed, and for figures that contradict each other.
    """
    row = _locked(meeting)
    if not row.is_over:
        raise Refused(f"会议定在{row.held_on.month}月{row.held_on.day}日，开完才能登记到会人数。")
    if row.motions.closed().exists():
        raise Refused("已有议题结束表决，到会人数不能再改。")
    for name, value in figures.items():
        setattr(row, name, value)
    if found := attendance_problems(row):
        raise Refused(found)
    row.save(update_fields=list(figures))
    row.attendances.all().delete()
    record("meeting.attendance", row, by, f"登记到会：应到{row.total}，实到{row.present}")
    return row


@transaction.atomic
def add_motion(meeting: Meeting, *, by: User, is_recorded_anyway: bool = False, **fields) -> Motion:
    """Put a matter to a meeting; returns the motion.

    Raises Refused when the meeting has no power over the matter, unless local law is quoted, or
    `is_recorded_anyway`: a vote that was held regardless is written down and decides nothing.
    """
    row = _locked(meeting)
    motion = Motion(meeting=row, **fields)
    if motion.about == Matter.RECALL and motion.recall is None:
        raise Refused("先登记罢免要求，核对联名人数，再从那里列为议题。")
    version = motion.text_version
    if version is not None:
        version = TextVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        motion.about = version.text.kind
        motion.title = motion.title or f"表决《{version.text}》"
        if sentence := text_fault(version, row):
            raise Refused(sentence)
        if version.motions.open().exists():
            raise Refused("这个文本已经列入另一次会议，正在等待表决。")
    blocking = [reason for reason in competence_reasons(motion) if reason.blocks]
    if blocking and not (is_recorded_anyway and row.is_over):
        raise Refused(_explained(reason) for reason in blocking)
    sound(motion)
    motion.save()
    record("motion.create", motion, by, f"列入议题：{motion}（{row}）")
    return motion


def _explained(reason):
    where = f"（《{reason.law}》{reason.article}）" if reason.article else ""
    return f"{reason.sentence}{where}。"


def text_fault(version: TextVersion, meeting: Meeting) -> str:
    """Why a text cannot be voted in a meeting, as a sentence; empty when it can."""
    if version.village != meeting.village:
        return "不能表决别的村的文本。"
    if version.status != TextVersion.Status.FINAL:
        return f"《{version.text}》现在是“{version.get_status_display()}”，定稿以后才能表决。"
    final = final_text(version)
    if final.fixed_on > meeting.held_on:
        day = final.fixed_on
        return f"《{version.text}》{cn_date(day)}才定稿，晚于会议日期。"
    return ""


@transaction.atomic
def remove_motion(motion: Motion, *, by: User) -> None:
    """Take a matter off the agenda while nothing is decided."""
    row = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    if row.is_closed:
        raise Refused("这个议题已经结束表决，不能删去。")
    row.tallies.all().delete()
    remove_row("motion.remove", row, by, f"删去议题：{row}", about=row.meeting)


@transaction.atomic
def enter_tally(motion: Motion, *, by: User, side: Any = Tally.Side.FIRST, **counts) -> Tally:
    """Write down one count, or correct one's own; returns the tally.

    Secret ballots are entered by two people independently: whoever entered one side may not
    enter the other. Raises Refused then, and once the vote is closed.
    """
    row = Motion.objects.select_for_update(of=("self",)).get(pk=motion.pk)
    if row.is_closed:
        raise Refused("这个议题已经结束表决，计票不能再改。")
    if row.meeting.held_at > timezone.now():
        raise Refused("会议还没有开，不能录入计票结果。")
    if not row.is_secret:
        side = Tally.Side.FIRST
    other = row.tallies.exclude(side=side).first()
    if other and other.entered_by_id == by.pk:
        raise Refused("两次计票要由两个人分别录入，您已经录入过另一次。")
    tally = row.tallies.filter(side=side).first() or Tally(motion=row, side=side)
    if tally.pk and row.is_secret and tally.entered_by_id != by.pk:
        raise Refused(f"{tally.get_side_display()}由{tally.entered_name}录入，只能由本人更正。")
    tally.entered_by, tally.entered_name = by, by.acting_name("meeting.tally")
    for name, value in counts.items():
        setattr(tally, name, value)
    sound(tally)
    tally.save()
    record("motion.tally", row, by, f"{tally.get_side_display()}计票：{row}")
    return tally
