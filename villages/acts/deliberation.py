"""Writing down what was talked over, and putting its result before a meeting."""

from typing import Any

from django.db import transaction

from township.history.chain import record, remove_row
from township.today import after_today
from township.users.models import User
from township.workflow import Refused
from villages.acts.entry import refuse
from villages.acts.meeting import add_motion
from villages.acts.soundness import save_sound
from villages.models import Deliberation, Meeting, Motion
from villages.rules.kinds import Matter


@transaction.atomic
def record_deliberation(
    row: Deliberation, *, by: User, changes: dict[str, Any] | None = None
) -> Deliberation:
    """Save what was talked over; returns it. Raises Refused for a day to come."""
    refuse(after_today(row.on, "协商日期"))
    refuse(after_today(row.outcome_on, "落实日期"))
    verb = "修改" if row.pk else "登记"
    save_sound(row)
    record("deliberation.record", row, by, f"{verb}民主协商：{row}", changes)
    return row


@transaction.atomic
def remove_deliberation(row: Deliberation, *, by: User) -> None:
    """Take out what was entered by mistake, as long as no meeting rests on it."""
    refuse(removal_faults(row))
    remove_row("deliberation.remove", row, by, f"删去民主协商：{row}", about=row.village)


def removal_faults(row: Deliberation) -> list[str]:
    """Why it may not be removed: a meeting has it among its motions."""
    motion = row.motions.select_related("meeting").first()
    return [f"已列入{motion.meeting}的议题，不能删除。"] if motion else []


def put_to_meeting(row: Deliberation, meeting: Meeting, *, by: User) -> Motion:
    """Put the result on a meeting's agenda, told as it was agreed; returns the motion.

    Raises Refused for the meeting of another village, or one held before.
    """
    if row.village_id != meeting.village_id:
        raise Refused(f"不是{row.village.words.here}的会议。")
    if meeting.held_on < row.on:
        raise Refused("会议日期早于协商日期，请检查。")
    return add_motion(
        meeting,
        by=by,
        about=Matter.OTHER,
        title=row.topic,
        discussion=row.told,
        deliberation=row,
    )
