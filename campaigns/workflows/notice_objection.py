"""公示异议: 待答复 → 成立 or 不成立, each with the answer that was given."""

from django.utils import timezone

from campaigns.models import NoticeObjection
from township.access.interest import against_deciding, of_own_village
from township.today import day_faults
from township.workflow import Transition, Workflow

Status = NoticeObjection.Status


def _answer(objection, by, *, answer, on=None, **given):
    objection.answer, objection.answered_by = answer, by
    objection.answered_on = on or timezone.localdate()
    objection.save(update_fields=["answer", "answered_by", "answered_on"])


def _may_answer(objection, by, on=None, **given):
    yield from against_deciding(objection.notice.application.village, by)
    yield from day_faults(on, label="答复日期", after=objection.received_on, what="收到异议")


def _transition(name, label, target, style, confirm):
    return Transition(
        name,
        label,
        (Status.OPEN,),
        target,
        "application.check",
        guard=_may_answer,
        not_by=of_own_village("notice__application__village"),
        effect=_answer,
        style=style,
        confirm=confirm,
    )


NOTICE_OBJECTION = Workflow(
    NoticeObjection,
    "notice_objection",
    [
        _transition("reject", "认定异议不成立", Status.REJECTED, "primary", "答复登记后不能再改。"),
        _transition(
            "uphold",
            "认定异议成立",
            Status.UPHELD,
            "warning",
            "这次公示作废：退回补正后，要重新公示才能报区。",
        ),
    ],
)
