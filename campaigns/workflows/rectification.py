"""整改: demanded by the office, proved by the village with a record, closed by the office."""

from django.db import transaction
from django.utils import timezone

from campaigns.models import Rectification
from campaigns.papers import round as round_papers
from township.access.interest import against_deciding, of_own_village
from township.history.chain import record
from township.papers.issued import issue_paper
from township.today import day_faults
from township.workflow import Refused, Transition, Workflow

STATUS = Rectification.Status


@transaction.atomic
def demand(rectification, *, by, on=None):
    """Save what a village is asked to put right."""
    if late := day_faults(on, label="下达日期"):
        raise Refused(late)
    on = on or timezone.localdate()
    if rectification.due_on < on:
        raise Refused("整改期限不能早于下达日期。")
    rectification.made_on = on
    rectification.save()
    values = round_papers.rectification(rectification)
    issue_paper("rectification", rectification, values, rectification.village.township)
    record("rectification.demand", rectification, by, f"下达整改：{rectification}")
    return rectification


def _may_prove(rectification, by, *, proof=None, note=None, on=None, **given):
    yield from day_faults(on, label="报送日期", after=rectification.made_on, what="下达整改")
    if note is not None and not note.strip():
        yield "请写明怎样整改的。"
    if proof is not None and proof.village_id != rectification.village_id:
        yield "佐证档案要是本村的。"


def _prove(rectification, by, *, proof=None, note="", on=None, **given):
    rectification.proof, rectification.proof_note = proof, note
    rectification.proved_on = on or timezone.localdate()
    rectification.save(update_fields=["proof", "proof_note", "proved_on"])


def _may_close(rectification, by, *, on=None, **given):
    yield from against_deciding(rectification.village, by)
    yield from day_faults(on, label="核实日期", after=rectification.proved_on, what="报送整改情况")


def _may_withdraw(rectification, by, **given):
    yield from against_deciding(rectification.village, by)


def _close(rectification, by, *, opinion="", on=None, **given):
    rectification.opinion, rectification.closed_by = opinion, by
    rectification.closed_on = on or timezone.localdate()
    rectification.save(update_fields=["opinion", "closed_by", "closed_on"])


RECTIFICATION = Workflow(
    Rectification,
    "rectification",
    (
        Transition(
            "prove",
            "报送整改情况",
            (STATUS.OPEN,),
            STATUS.PROVED,
            "rectification.prove",
            guard=_may_prove,
            effect=_prove,
        ),
        Transition(
            "close",
            "核实完成",
            (STATUS.PROVED,),
            STATUS.CLOSED,
            "rectification.edit",
            guard=_may_close,
            not_by=of_own_village("village"),
            effect=_close,
            confirm="核实完成后，这项整改不能再改。",
        ),
        Transition(
            "return",
            "退回继续整改",
            (STATUS.PROVED,),
            STATUS.OPEN,
            "rectification.edit",
            style="secondary",
        ),
        Transition(
            "withdraw",
            "撤销整改",
            (STATUS.OPEN, STATUS.PROVED),
            STATUS.WITHDRAWN,
            "rectification.edit",
            guard=_may_withdraw,
            not_by=of_own_village("village"),
            style="secondary",
            confirm="撤销后不再要求整改。",
        ),
    ),
)
