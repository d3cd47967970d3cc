"""一票否决: found with a cited fact by one person, confirmed or dismissed by another."""

from django.db import transaction
from django.db.models import Q

from campaigns.acts import settlement as settlement_acts
from campaigns.models import Evaluation, VetoFinding
from campaigns.queries.interest import against_judging, villages_of
from campaigns.rules.scoring import lead_fault, second_person_fault
from township.history.chain import record
from township.workflow import Refused, Transition, Workflow, on

STATUS = VetoFinding.Status
OVER = (Evaluation.Status.FINAL, *Evaluation.OVERTAKEN)


def against_finding(evaluation):
    """Reasons why nothing may be found against this evaluation now."""
    if evaluation.status in OVER:
        yield f"{evaluation}已经定稿或被新结果替代，不能再提出一票否决。"
    elif evaluation.round.is_before_scoring:
        yield "评分开始以后才能提出一票否决。"


@transaction.atomic
def find(finding, *, by):
    """Save a finding; whoever found it cannot decide on it."""
    faults = list(against_finding(finding.evaluation))
    faults += against_judging(finding.evaluation.village, by)
    if fault := lead_fault(finding.fact):
        faults.append(fault)
    if faults:
        raise Refused(faults)
    finding.found_by = by
    finding.save()
    record("veto.find", finding, by, f"{finding.evaluation.village}：提出一票否决线索“{finding}”")
    return finding


def _may_decide(finding, by, **given):
    if fault := second_person_fault(finding.found_by_id, by.pk):
        yield fault
    yield from against_judging(finding.evaluation.village, by)
    if finding.evaluation.status in OVER:
        yield f"{finding.evaluation}已经定稿或被新结果替代。"


def _is_barred(user):
    return Q(found_by=user) | Q(evaluation__village__in=villages_of(user))


def _confirm(finding, by, **given):
    finding.confirmed_by = by
    finding.save(update_fields=["confirmed_by"])


VETO = Workflow(
    VetoFinding,
    "veto",
    (
        Transition(
            "confirm",
            "核实属实",
            (STATUS.FOUND,),
            STATUS.CONFIRMED,
            "veto.confirm",
            guard=_may_decide,
            not_by=_is_barred,
            effect=_confirm,
            style="danger",
            confirm="核实后，这个村本年度不能达标。结果定稿以前可以收回。",
        ),
        Transition(
            "dismiss",
            "认定不成立",
            (STATUS.FOUND,),
            STATUS.DISMISSED,
            "veto.confirm",
            guard=_may_decide,
            not_by=_is_barred,
            style="secondary",
        ),
        Transition(
            "recall",
            "收回结论",
            (STATUS.CONFIRMED, STATUS.DISMISSED),
            STATUS.FOUND,
            "veto.confirm",
            guard=_may_decide,
            not_by=_is_barred,
            style="outline-secondary",
            confirm="结果定稿以前可以收回；收回后重新核实。",
            is_recall=True,
        ),
    ),
)


@on("veto.recall")
def forget_who_confirmed(finding, by, given):
    """After its state: a confirmed one has somebody who confirmed it, in the database too."""
    VetoFinding.objects.filter(pk=finding.pk).update(confirmed_by=None)


@on("veto.confirm", "veto.dismiss", "veto.recall")
def settle_anew(finding, by, given):
    """A decided finding changes what has been settled already."""
    evaluation = Evaluation.objects.select_related("round", "village").get(pk=finding.evaluation_id)
    if evaluation.status == Evaluation.Status.SETTLED:
        settlement_acts.settle([evaluation])
