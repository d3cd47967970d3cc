"""荣誉 is held until the authority that gave it takes it back, by its document (dossier §5)."""

from datetime import date

from archives.workflows.record import withdraw_filed
from campaigns.models import Honour, Review, Reward
from campaigns.workflows.reward import REWARD
from township.access.interest import against_deciding, of_own_village
from township.dates import years_later
from township.document_number import year_faults
from township.today import after_today
from township.workflow import Transition, Workflow

Status = Honour.Status


def _may_review(honour, by, on=None, document_number="", **given):
    if on and on < honour.awarded_on:
        yield "复审日期不能早于命名日期。"
    yield from after_today(on, "复审日期")
    yield from year_faults(document_number, on)


def _review(result):
    def effect(honour, by, *, on, document_number, reason, upload=None, **given):
        file, file_name = upload or (None, "")
        Review.objects.create(
            honour=honour,
            result=result,
            on=on,
            document_number=document_number,
            reason=reason,
            file=file,
            file_name=file_name,
        )
        if result == Review.Result.KEPT:
            honour.review_on = next_review(honour)
            honour.save(update_fields=["review_on"])
        else:
            label = Review.Result(result).label
            _take_back_reward(honour, by, f"荣誉已{label}（{document_number}）")

    return effect


def next_review(honour: Honour) -> date:
    """A term after it was kept the last time, or named."""
    kept = honour.reviews.standing().filter(result=Review.Result.KEPT).first()
    years = honour.level.campaign.setting("rereview_years")
    return years_later(kept.on if kept else honour.awarded_on, years)


def _may_void_past(honour, by, **given):
    yield from against_deciding(honour.village, by)
    if not honour.is_entered_later:
        yield "从申报登记的荣誉不能这样作废；验收结论录错的，更正验收结论。"
    if honour.reviews.standing().exists():
        yield "已经登记过复审，先更正复审。"


def _void_past(honour, by, *, reason, **given):
    withdraw_filed("honour", honour.pk, by=by, reason=f"荣誉补录错了，已作废：{reason}")


def _restore(honour, by, **given):
    """What was paid is not to be reclaimed; one that was stopped waits for the leader."""
    reward = Reward.objects.filter(honour=honour, status=Reward.Status.RECLAIM).first()
    if reward is not None:
        REWARD.perform("leave_paid", reward, by=by)


def _take_back_reward(honour, by, reason):
    """An unpaid reward stops; a paid one is to be reclaimed. Nothing where none was due."""
    reward = Reward.objects.filter(honour=honour).first()
    if reward is None:
        return
    for act in ("stop", "reclaim"):
        if reward.status in REWARD[act].sources:
            REWARD.perform(act, reward, by=by, reason=reason)
            return


def _transition(name, label, target, result, style):
    return Transition(
        name,
        label,
        (Status.HELD,),
        target,
        "honour.edit",
        guard=_may_review,
        effect=_review(result),
        style=style,
        hint="以命名机关的文件为据。",
        confirm=""
        if target is None
        else "奖励没有发的停发，已经发的列入待追回。登记错了的，只能由领导核准更正。",
    )


HONOUR = Workflow(
    Honour,
    "honour",
    [
        _transition("keep", "复审保留", None, Review.Result.KEPT, "outline-primary"),
        # With an acceptance that was entered wrong falls what was named upon it.
        Transition(
            "void",
            "作废",
            (Status.HELD,),
            Status.VOID,
            "honour.revoke",
            effect=_review(Review.Result.REVOKED),
            is_inner=True,
        ),
        Transition(
            "void_past",
            "补录错了，作废",
            (Status.HELD,),
            Status.VOID,
            "honour.enter_past",
            guard=_may_void_past,
            not_by=of_own_village("village"),
            effect=_void_past,
            style="outline-danger",
            confirm="只用于补录到了别的村、别的级别的：作废后不再计算，可以重新补录。文号、日期写错的，用“更正”。",
        ),
        # With a review that was entered wrong goes what followed from it.
        Transition(
            "restore",
            "恢复有效",
            (Status.REVOKED, Status.REMOVED),
            Status.HELD,
            "honour.revoke",
            effect=_restore,
            is_inner=True,
        ),
        _transition("revoke", "撤销", Status.REVOKED, Review.Result.REVOKED, "outline-danger"),
        _transition("remove", "摘牌", Status.REMOVED, Review.Result.REMOVED, "outline-danger"),
    ],
)
