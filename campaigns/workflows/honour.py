"""荣誉 is held until the authority that gave it takes it back, by its document (dossier §5)."""

from campaigns.models import Honour, Review, Reward
from campaigns.workflows.reward import REWARD
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
            years = honour.level.campaign.setting("rereview_years")
            honour.review_on = years_later(on, years)
            honour.save(update_fields=["review_on"])
        else:
            label = Review.Result(result).label
            _take_back_reward(honour, by, f"荣誉已{label}（{document_number}）")

    return effect


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
        else "撤销、摘牌登记后不能恢复。奖励没有发的停发，已经发的列入待追回。",
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
        _transition("revoke", "撤销", Status.REVOKED, Review.Result.REVOKED, "outline-danger"),
        _transition("remove", "摘牌", Status.REMOVED, Review.Result.REMOVED, "outline-danger"),
    ],
)
