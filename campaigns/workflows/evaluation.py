"""考评结果 of one village: 评分中 → 已汇总 → 定稿, or replaced by a re-score.

The office settles; what is final is frozen with its standard version and its evidence.
"""

from django.utils import timezone

from campaigns.acts import settlement as settlement_acts
from campaigns.models import Evaluation, Round, Sheet, VetoFinding
from township.workflow import Mendable, Transition, Workflow

STATUS = Evaluation.Status
SETTLING = (Round.Status.SCORING, Round.Status.REVIEW, Round.Status.ANNOUNCED)


def _may_settle(evaluation, by, **given):
    if evaluation.round.status not in SETTLING:
        yield f"{evaluation.round}现在是“{evaluation.round.get_status_display()}”，不能汇总。"
    sheets = [sheet for sheet in evaluation.sheets.all() if sheet.counts]
    if not sheets:
        told = f"{evaluation.village}还没有分配考评员。"
        yield Mendable(told, "campaigns:round_teams", evaluation.round_id)
    for sheet in sheets:
        if sheet.status != Sheet.Status.SUBMITTED:
            told = f"{evaluation.village}：{sheet.scorer}的评分表还没有提交。"
            yield Mendable(told, "campaigns:sheet", sheet.pk)


def _settle(evaluations, by, *, on=None, **given):
    settlement_acts.settle(evaluations, on)


def _reopen(evaluation, by, **given):
    """What it comes to is not known until it is settled again."""
    evaluation.points = evaluation.settled_on = None
    evaluation.result = {}
    evaluation.save(update_fields=["points", "settled_on", "result"])


def against_announcing(evaluation):
    """Reasons why a settled result may not be shown yet."""
    village = evaluation.village
    if evaluation.status != STATUS.SETTLED:
        yield Mendable(f"{village}还没有汇总。", "campaigns:evaluation", evaluation.pk)
        return
    if evaluation.is_spread_flagged:
        spread = evaluation.result["spread"]
        told = f"{village}：考评员总分相差{spread}分，超过上限，请写复核意见。"
        yield Mendable(told, "campaigns:spread_note", evaluation.pk)
    if any(row.status == VetoFinding.Status.FOUND for row in evaluation.findings.all()):
        told = f"{village}有一票否决线索还没有第二人核实。"
        yield Mendable(told, "campaigns:evaluation", evaluation.pk)


def _may_finalise(evaluation, by, **given):
    yield from against_announcing(evaluation)
    if evaluation.announced_on is None:
        yield f"{evaluation.village}的结果还没有公示。"


def _finalise(evaluations, by, *, evidence, **given):
    """`evidence` is {village id: [...]}, as `campaigns.evidence.snapshot` gives it."""
    for evaluation in evaluations:
        evaluation.evidence = evidence.get(evaluation.village_id, [])
        evaluation.finalised_at = timezone.now()
    Evaluation.objects.bulk_update(evaluations, ["evidence", "finalised_at"], batch_size=100)


EVALUATION = Workflow(
    Evaluation,
    "evaluation",
    (
        Transition(
            "settle",
            "汇总",
            (STATUS.OPEN, STATUS.SETTLED),
            STATUS.SETTLED,
            "evaluation.edit",
            guard=_may_settle,
            effect_all=_settle,
        ),
        Transition(
            "reopen",
            "重新评分",
            (STATUS.SETTLED,),
            STATUS.OPEN,
            "evaluation.edit",
            effect=_reopen,
            style="secondary",
            is_inner=True,
        ),
        Transition(
            "replace",
            "由新结果替代",
            (STATUS.SETTLED,),
            STATUS.REPLACED,
            "evaluation.edit",
            is_inner=True,
        ),
        Transition(
            "cancel",
            "取消",
            (STATUS.OPEN, STATUS.SETTLED),
            STATUS.CANCELLED,
            "evaluation.edit",
            is_inner=True,
        ),
        Transition(
            "finalise",
            "定稿",
            (STATUS.SETTLED,),
            STATUS.FINAL,
            "evaluation.edit",
            guard=_may_finalise,
            effect_all=_finalise,
            is_inner=True,
        ),
    ),
)
