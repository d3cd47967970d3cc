"""When something is posted on the village's board and when it may come down."""

from datetime import timedelta

from django.utils import timezone

from township.today import after_today
from township.workflow import Transition, Workflow
from villages.models import Posting
from villages.papers.letters import issue_posting
from villages.queries.posting import least_days

Status = Posting.Status


def _may_post(posting, by, **given):
    if posting.posted_on > timezone.localdate():
        yield "还没到张贴日期。贴出后再登记。"


def _may_take_down(posting, by, on=None, early_reason="", **given):
    if on is None:
        return
    yield from after_today(on, "撤下日期")
    yield from against_early(posting, on, early_reason)


def against_early(posting, on, early_reason):
    """Why what was posted may not come down on a day: not up yet, or too early unexplained."""
    if on < posting.posted_on:
        yield "撤下日期早于张贴日期，请检查。"
        return
    least = least_days(posting.village, posting.posted_on)
    shown = (on - posting.posted_on).days
    if shown < least and not early_reason.strip():
        due = posting.posted_on + timedelta(days=least)
        yield (
            f"只公示了{shown}天，规定不少于{least}天（到{due.month}月{due.day}日）。"
            "要提前撤下，请写明原因。"
        )


def _take_down(posting, by, on=None, early_reason="", **given):
    posting.taken_down_on = on or timezone.localdate()
    posting.early_reason = early_reason
    posting.save(update_fields=["taken_down_on", "early_reason"])


POSTING = Workflow(
    Posting,
    "posting",
    [
        Transition(
            "post",
            "登记张贴",
            (Status.PREPARED,),
            Status.POSTED,
            "posting.edit",
            guard=_may_post,
            effect=lambda posting, by, **given: issue_posting(posting),
            confirm="公开页面会同时显示这份公示。",
        ),
        Transition(
            "take_down",
            "撤下",
            (Status.POSTED,),
            Status.TAKEN_DOWN,
            "posting.edit",
            guard=_may_take_down,
            effect=_take_down,
            style="secondary",
            confirm="撤下后不能再改。请先确认已上传张贴照片。",
        ),
    ],
)
