"""奖励: 待审批 → 待发放 → 已发放; who approves does not pay."""

from django.db.models import Q

from campaigns.models import Reward
from township.access.interest import against_deciding, of_own_village
from township.today import after_today
from township.workflow import Transition, Workflow

Status = Reward.Status


def _may_decide(reward, by, **given):
    yield from against_deciding(reward.honour.village, by)


def _approve(reward, by, **given):
    reward.approved_by = by
    reward.save(update_fields=["approved_by"])


def _unapprove(reward, by, **given):
    reward.approved_by = None
    reward.save(update_fields=["approved_by"])


def _may_pay(reward, by, paid_on=None, **given):
    yield from against_deciding(reward.honour.village, by)
    if reward.approved_by_id == by.pk:
        yield "审批的人不能经手发放，请由另一人办理。"
    yield from after_today(paid_on, "发放日期")
    if paid_on and paid_on < reward.honour.awarded_on:
        yield "发放日期不能早于命名日期。"


def _may_not_pay(user):
    return Q(approved_by=user) | of_own_village("honour__village")(user)


def _pay(reward, by, *, voucher_number, paid_on, received_by="", **given):
    reward.voucher_number, reward.paid_on, reward.received_by = voucher_number, paid_on, received_by
    reward.save(update_fields=["voucher_number", "paid_on", "received_by"])


def _because(reward, by, *, reason, **given):
    reward.stopped_because = reason
    reward.save(update_fields=["stopped_because"])


def _reconsider(reward, by, **given):
    reward.stopped_because = ""
    reward.save(update_fields=["stopped_because"])


def _may_reconsider(reward, by, **given):
    honour = reward.honour
    yield from against_deciding(honour.village, by)
    if not honour.is_held:
        yield f"荣誉{honour.get_status_display()}，奖励不再发放。"
    later = Reward.objects.filter(honour__village=honour.village_id, pk__gt=reward.pk)
    if later.filter(honour__level__campaign=honour.level.campaign_id).exists():
        yield "后来又列了奖励，那一笔的金额没有算上这一笔，不能收回。"


def _may_get_back(reward, by, returned_on=None, **given):
    yield from against_deciding(reward.honour.village, by)
    yield from after_today(returned_on, "追回日期")
    if returned_on and returned_on < reward.paid_on:
        yield "追回日期不能早于发放日期。"


def _get_back(reward, by, *, returned_on, return_voucher, **given):
    reward.returned_on, reward.return_voucher = returned_on, return_voucher
    reward.save(update_fields=["returned_on", "return_voucher"])


REWARD = Workflow(
    Reward,
    "reward",
    [
        Transition(
            "approve",
            "同意发放",
            (Status.DUE,),
            Status.APPROVED,
            "reward.approve",
            guard=_may_decide,
            not_by=of_own_village("honour__village"),
            effect=_approve,
        ),
        Transition(
            "refuse",
            "决定不予发放",
            (Status.DUE,),
            Status.REFUSED,
            "reward.approve",
            guard=_may_decide,
            not_by=of_own_village("honour__village"),
            effect=_because,
            style="outline-danger",
            confirm="决定以后不再发放；决定错了的，可以收回。",
        ),
        Transition(
            "recall_refusal",
            "收回不予发放的决定",
            (Status.REFUSED,),
            Status.DUE,
            "reward.approve",
            guard=_may_reconsider,
            not_by=of_own_village("honour__village"),
            effect=_reconsider,
            style="outline-secondary",
            confirm="荣誉还有效、后来没有另列奖励以前可以收回；收回后重新审批。",
            is_recall=True,
        ),
        Transition(
            "recall",
            "撤回审批",
            (Status.APPROVED,),
            Status.DUE,
            "reward.approve",
            effect=_unapprove,
            style="outline-secondary",
            confirm="登记发放以前可以撤回。",
            is_recall=True,
        ),
        Transition(
            "stop",
            "停发",
            (Status.DUE, Status.APPROVED),
            Status.REFUSED,
            "honour.revoke",
            effect=_because,
            is_inner=True,
        ),
        Transition(
            "reclaim",
            "列入追回",
            (Status.PAID,),
            Status.RECLAIM,
            "honour.revoke",
            effect=_because,
            is_inner=True,
        ),
        Transition(
            "leave_paid",
            "取消追回",
            (Status.RECLAIM,),
            Status.PAID,
            "honour.revoke",
            effect=_reconsider,
            is_inner=True,
        ),
        Transition(
            "get_back",
            "登记追回",
            (Status.RECLAIM,),
            Status.RECLAIMED,
            "reward.pay",
            guard=_may_get_back,
            not_by=of_own_village("honour__village"),
            effect=_get_back,
        ),
        Transition(
            "pay",
            "登记发放",
            (Status.APPROVED,),
            Status.PAID,
            "reward.pay",
            guard=_may_pay,
            not_by=_may_not_pay,
            effect=_pay,
            confirm="登记后要改，只能由领导核准更正。",
        ),
    ],
)
