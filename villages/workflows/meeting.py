"""When a meeting may be closed or cancelled. Closing it closes its open motions too."""

from django.utils import timezone

from township.dates import cn_date
from township.workflow import Mendable, Transition, Workflow
from villages.models import Meeting
from villages.queries.verdict import asked_once, begin_asking
from villages.rules.minutes import says_something
from villages.workflows.motion import MOTION

Status = Meeting.Status


def _may_close(meeting, by, **given):
    day = meeting.held_on
    if not meeting.is_over:
        yield f"会议定在{cn_date(day)}，开完才能结束登记。"
        return
    if not meeting.has_attendance:
        yield Mendable("还没有登记到会人数。", "villages:meeting_attendance", meeting.pk)
        return
    begin_asking(meeting)
    motions = _open_motions(meeting)
    is_without_motion = not motions and not meeting.motions.exists()
    if is_without_motion and not says_something(meeting.summary):
        told = "没有议题，也没有写明会议内容。请写明会议讨论了什么、有什么结果。"
        yield Mendable(told, "villages:meeting_summary", meeting.pk)
    for motion in motions:
        motion.meeting = meeting
        yield from MOTION["close"].reasons_against(motion, by)


def _open_motions(meeting):
    rows = meeting.motions.open().select_related(*MOTION.brings)
    return asked_once(meeting, "motions", list, rows)


def _close(meeting, by, **given):
    for motion in _open_motions(meeting):
        MOTION.perform("close", motion, by=by, meeting=meeting)
    meeting.closed_at = timezone.now()
    meeting.save(update_fields=["closed_at"])


def _may_cancel(meeting, by, **given):
    if meeting.motions.closed().exists():
        yield "已有议题结束表决，会议不能取消。"
    elif meeting.motions.exists():
        yield "请先删去会议的议题，再取消会议。"


MEETING = Workflow(
    Meeting,
    "meeting",
    [
        Transition(
            "close",
            "结束会议",
            (Status.PLANNED,),
            Status.CLOSED,
            "meeting.edit",
            guard=_may_close,
            effect=_close,
            confirm="结束后，到会人数、计票和认定结果都固定下来，不能再改。",
        ),
        Transition(
            "cancel",
            "取消会议",
            (Status.PLANNED,),
            Status.CANCELLED,
            "meeting.edit",
            guard=_may_cancel,
            style="outline-danger",
            confirm="取消后不能恢复。",
        ),
    ],
    brings=("village__township",),
)
