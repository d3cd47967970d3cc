"""A demanded recall: written down, put before a meeting, settled by its vote or by an answer."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction

from township.history.chain import record, remove_row
from township.today import after_today, day_faults
from township.users.models import User
from villages.acts.entry import refuse
from villages.acts.meeting import add_motion
from villages.acts.organisation import end_term
from villages.acts.soundness import save_sound
from villages.models import Meeting, Motion, Recall
from villages.options import local_rules
from villages.queries.recall import finding_of
from villages.rules.bodies import BodyKind
from villages.rules.kinds import Matter, TermEnded, VotingMethod
from villages.rules.recall import vote_until

OUTCOMES = {"passed": Recall.Status.RECALLED, "failed": Recall.Status.KEPT}


def recall_faults(row: Recall) -> Iterator[str]:
    """Sentences on what cannot be true of a demand."""
    yield from after_today(row.received_on, "收到日期")
    term, day = row.term, row.received_on
    if term.body.village_id != row.village_id or term.body.kind != BodyKind.COMMITTEE:
        yield "只能要求罢免本村（社区）的委员会成员。"
    if term.since > day or (term.until and term.until < day):
        yield f"{term.person}在收到日期不在任。"
    finding = finding_of(row)
    if finding.needed is None:
        yield f"{finding.sentence}。"


@transaction.atomic
def record_recall(row: Recall, *, by: User, changes: dict[str, Any] | None = None) -> Recall:
    """Save a demand; returns it. One that too few signed is kept too, and answered."""
    refuse(recall_faults(row))
    row.vote_until = vote_until(row.received_on, local_rules(row.village, row.received_on))
    verb = "修改" if row.pk else "登记"
    save_sound(row)
    record("recall.record", row, by, f"{verb}罢免要求：{row}", changes)
    return row


@transaction.atomic
def answer_recall(row: Recall, answer: str, *, on: date, by: User) -> Recall:
    """Settle a demand without a vote: too few signed, it was taken back, the person resigned."""
    row = Recall.objects.select_for_update(of=("self",)).get(pk=row.pk)
    refuse(answer_faults(row))
    refuse(day_faults(on, after=row.received_on, what="收到日期"))
    _settle(row, Recall.Status.ANSWERED, on, answer=answer)
    record("recall.record", row, by, f"答复罢免要求：{row}")
    return row


def answer_faults(row: Recall) -> Iterator[str]:
    """Why a demand cannot be settled without a vote."""
    if not row.is_open:
        yield f"这件罢免要求{row.get_status_display()}。"
    elif motion := row.motions.open().select_related("meeting").first():
        yield f"已列入{motion.meeting}的议题；不表决的，先从会议删去议题。"


@transaction.atomic
def remove_recall(row: Recall, *, by: User) -> None:
    """Take out what was entered by mistake, as long as nothing rests on it."""
    refuse(removal_faults(row))
    remove_row("recall.remove", row, by, f"删去罢免要求：{row}", about=row.village)


def removal_faults(row: Recall) -> list[str]:
    """Why a demand may not be removed."""
    if not row.is_open:
        return [f"这件罢免要求{row.get_status_display()}，不能删除。"]
    motion = row.motions.select_related("meeting").first()
    return [f"已列入{motion.meeting}的议题，不能删除。"] if motion else []


def put_recall_to_meeting(row: Recall, meeting: Meeting, *, by: User) -> Motion:
    """Put a demand on a meeting's agenda, by secret ballot; returns the motion.

    Raises Refused where the demand has not its number, for another village's meeting, and for one
    before the demand.
    """
    refuse(putting_faults(row, meeting))
    return add_motion(
        meeting,
        by=by,
        about=Matter.RECALL,
        title=str(row),
        method=VotingMethod.SECRET,
        recall=row,
    )


def putting_faults(row: Recall, meeting: Meeting) -> Iterator[str]:
    """Why a demand cannot be put to this meeting's vote."""
    finding = finding_of(row)
    if not row.is_open:
        yield f"这件罢免要求{row.get_status_display()}。"
    if not finding.ok:
        yield f"{finding.sentence}，不能交付表决。"
    if row.village_id != meeting.village_id:
        yield f"不是{row.village.words.here}的会议。"
    if meeting.held_on < row.received_on:
        yield "会议日期早于收到罢免要求的日期，请检查。"
    if waiting := row.motions.open().select_related("meeting").first():
        yield f"已列入{waiting.meeting}的议题。"


def settle_by_vote(motion: Motion, *, by: User) -> None:
    """What a closed vote does: who is recalled is out of office from that day. A vote that was
    none (too few, a meeting without the power) leaves the demand open."""
    status = OUTCOMES.get(motion.verdict["outcome"])
    row = Recall.objects.select_for_update(of=("self",)).get(pk=motion.recall_id)
    if status is None or not row.is_open:
        return
    day, term = motion.meeting.held_on, row.term
    _settle(row, status, day)
    if status == Recall.Status.RECALLED and not (term.until and term.until <= day):
        end_term(term, on=day, reason=str(motion.meeting), ended_as=TermEnded.RECALLED, by=by)


def _settle(row, status, on, **more):
    row.status, row.settled_on = status, on
    for name, value in more.items():
        setattr(row, name, value)
    row.version += 1
    save_sound(row)
