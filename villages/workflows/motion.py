"""When the vote on a motion is closed, and what its verdict does."""

from django.db import transaction
from django.utils import timezone

from township.workflow import Transition, Workflow
from villages.acts.appraisal import end_posts
from villages.acts.meeting import text_fault
from villages.acts.recall import settle_by_vote
from villages.models import Meeting, Motion
from villages.queries.verdict import OUTCOMES, judge, obstacles

Status = Motion.Status


def _may_close(motion, by, meeting=None, **given):
    """`meeting`: its meeting where that is in hand already, locked."""
    if meeting is not None:
        motion.meeting = meeting
    yield from obstacles(motion)
    if motion.text_version:
        fault = text_fault(motion.text_version, motion.meeting)
        if fault:
            yield fault


def _close(motion, by, **given):
    motion.question, verdict = judge(motion)
    motion.verdict = verdict.as_dict()
    motion.closed_at = timezone.now()
    motion.save(update_fields=["question", "verdict", "closed_at"])
    # As it was stored: who closes again is answered with the very same values.
    motion.refresh_from_db(fields=["question", "verdict"])
    if motion.recall:
        settle_by_vote(motion, by=by)
    if motion.is_rated:
        end_posts(motion, by=by)


def _outcome(motion, given):
    return OUTCOMES[motion.verdict["outcome"]]


def _may_judge_again(motion, by, **given):
    yield from obstacles(motion)


def _judge_again(motion, by, **given):
    motion.question, verdict = judge(motion)
    motion.verdict = verdict.as_dict()
    motion.save(update_fields=["question", "verdict"])
    motion.refresh_from_db(fields=["question", "verdict"])


MOTION = Workflow(
    Motion,
    "motion",
    [
        Transition(
            "close",
            "结束表决",
            (Status.OPEN,),
            _outcome,
            "meeting.edit",
            guard=_may_close,
            effect=_close,
            confirm="结束后，本次会议的到会人数和这个议题的计票、结果都不能再改。",
        ),
        # Follows a correction of the meeting or of a count (villages.workflows.correction).
        Transition(
            "judge_again",
            "重新认定",
            tuple(OUTCOMES.values()),
            _outcome,
            "meeting.view",
            guard=_may_judge_again,
            effect=_judge_again,
            is_inner=True,
        ),
    ],
    brings=("meeting__village__township", "text_version__text__village__township"),
)


@transaction.atomic
def close_once(motion, *, by):
    """Close a vote; a second closing answers with the first one's result. Returns the motion.

    The meeting is locked first, so that its attendance cannot change under the verdict.
    """
    Meeting.objects.select_for_update(of=("self",)).get(pk=motion.meeting_id)
    rows = Motion.objects.for_user(by, "meeting.edit").select_for_update(of=("self",))
    row = rows.filter(pk=motion.pk).first()
    if row is not None and row.is_closed:
        return row
    return MOTION.perform("close", motion, by=by)
