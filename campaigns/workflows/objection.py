"""异议: made by the village during the announcement; the office upholds or rejects with an answer.

An upheld objection opens a new number of the evaluation, to be scored and signed again; the old
one stays readable (dossier §5).
"""

from django.db import transaction
from django.utils import timezone

from campaigns.acts import round as round_acts
from campaigns.models import Evaluation, Objection, Round
from campaigns.workflows.evaluation import EVALUATION
from township.access.interest import against_deciding, of_own_village
from township.dates import cn_date
from township.history.chain import record
from township.today import day_faults
from township.workflow import Refused, Transition, Workflow

STATUS = Objection.Status


def against_objecting(evaluation, on=None):
    """Reasons why a village may not object to this result now."""
    on = on or timezone.localdate()
    round = evaluation.round
    if round.status != Round.Status.ANNOUNCED:
        yield "只有公示期间可以提出异议。"
    elif evaluation.status != Evaluation.Status.SETTLED or evaluation.announced_on is None:
        yield "这个结果正在重新评分，重新公示后再提。"
    elif not round.announced_on <= on <= round.announced_until:
        until = round.announced_until
        yield f"公示已于{cn_date(until)}结束，不能再提异议。"


@transaction.atomic
def make(objection, *, by, on=None):
    """Save a village's objection; raises Refused outside the announcement."""
    faults = [*day_faults(on, label="提出日期"), *against_objecting(objection.evaluation, on)]
    indicator = objection.indicator
    if indicator and indicator.version_id != objection.evaluation.standard_version_id:
        faults.append("选择的指标不在这次考评的标准里。")
    if faults:
        raise Refused(faults)
    objection.made_by, objection.made_on = by, on or timezone.localdate()
    objection.save()
    record("objection.make", objection, by, f"提出异议：{objection}")
    return objection


def _may_answer(objection, by, *, answer=None, on=None, **given):
    yield from against_deciding(objection.evaluation.village, by)
    yield from day_faults(on, label="答复日期", after=objection.made_on, what="提出异议")
    if answer is not None and not answer.strip():
        yield "请写明答复。"
    if objection.evaluation.round.status != Round.Status.ANNOUNCED:
        yield "考评不在公示期，不能再处理异议。"


def _answer(objection, by, *, answer="", on=None, **given):
    objection.answer, objection.answered_by = answer, by
    objection.answered_on = on or timezone.localdate()
    objection.save(update_fields=["answer", "answered_by", "answered_on"])


def _uphold(objection, by, **given):
    _answer(objection, by, **given)
    old = objection.evaluation
    current = Evaluation.objects.current().get(round=old.round_id, village=old.village_id)
    if current.status == Evaluation.Status.SETTLED:
        EVALUATION.perform("replace", current, by=by)
        round_acts.rescore(current, by=by)


OBJECTION = Workflow(
    Objection,
    "objection",
    (
        Transition(
            "uphold",
            "认定异议成立",
            (STATUS.OPEN,),
            STATUS.UPHELD,
            "objection.answer",
            guard=_may_answer,
            not_by=of_own_village("evaluation__village"),
            effect=_uphold,
            confirm="这个村的评分表重新打开，由原考评员更正并重新提交；更正结果要重新公示。",
        ),
        Transition(
            "reject",
            "认定异议不成立",
            (STATUS.OPEN,),
            STATUS.REJECTED,
            "objection.answer",
            guard=_may_answer,
            not_by=of_own_village("evaluation__village"),
            effect=_answer,
            style="secondary",
        ),
        Transition(
            "withdraw",
            "撤回异议",
            (STATUS.OPEN,),
            STATUS.WITHDRAWN,
            "objection.make",
            style="secondary",
        ),
    ),
)
