"""整改: demanded by the office, proved by the village with a record, closed by the office."""

from django.db import transaction
from django.utils import timezone

from campaigns.models import Rectification
from campaigns.papers import round as round_papers
from township.access.interest import against_deciding, of_own_village
from township.papers.issued import issue_paper
from township.today import day_faults
from township.workflow import Refused, Transition, Workflow
from township.workflow.sign_off import SignOff

STATUS = Rectification.Status


def demand(rectification, *, by, on=None):
    """Draft what a village is asked to put right, and send it out or before the leader."""
    on = on or timezone.localdate()
    with transaction.atomic():
        if faults := list(_may_demand(rectification, by, on=on)):
            raise Refused(faults)
        rectification.made_on = on
        rectification.save()
        return RECTIFICATION.perform("demand", rectification, by=by, on=on)


def _may_demand(rectification, by, *, on=None, due_on=None, **given):
    yield from day_faults(on, label="下达日期")
    if (due_on or rectification.due_on) < (on or timezone.localdate()):
        yield "整改期限不能早于下达日期。"


def _draft(rectification, by, *, on=None, **given):
    """What the office writes again after it came back from the leader."""
    rectification.made_on = on or timezone.localdate()
    told = [name for name in ("fact", "demand", "due_on") if name in given]
    for name in told:
        setattr(rectification, name, given[name])
    rectification.save(update_fields=["made_on", *told])


def _send_out(rectification, by, *, on=None, **given):
    rectification.made_on = on or timezone.localdate()
    rectification.save(update_fields=["made_on"])
    values = round_papers.rectification(rectification)
    issue_paper("rectification", rectification, values, rectification.village.township)


SIGN_OFF = SignOff(
    setting="sign_rectification",
    township=lambda rectification: rectification.village.township,
    source=STATUS.DRAFT,
    waiting=STATUS.TO_SIGN,
    target=STATUS.OPEN,
    permission="rectification.edit",
    sign="rectification.sign",
    guard=_may_demand,
    draft=_draft,
    effect=_send_out,
)


def _may_prove(rectification, by, *, proof=None, note=None, on=None, **given):
    yield from day_faults(on, label="报送日期", after=rectification.made_on, what="下达整改")
    if note is not None and not note.strip():
        yield "请写明怎样整改的。"
    if proof is not None and proof.village_id != rectification.village_id:
        yield f"佐证档案要是{rectification.village.words.here}的。"


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
        *SIGN_OFF.transitions(
            "demand",
            "下达整改",
            confirm="村（社区）能看到要求和期限；本镇设置由领导签发的，先送领导。",
        ),
        Transition(
            "drop",
            "取消下达",
            (STATUS.DRAFT,),
            STATUS.DROPPED,
            "rectification.edit",
            style="secondary",
            confirm="取消下达后，这一稿不能再办，村（社区）看不到。",
        ),
        Transition(
            "prove",
            "报送整改情况",
            (STATUS.OPEN,),
            STATUS.PROVED,
            "rectification.prove",
            guard=_may_prove,
            effect=_prove,
            confirm="报送后由镇里核实；核实完成以前可以取回。",
        ),
        Transition(
            "recall_proof",
            "取回修改",
            (STATUS.PROVED,),
            STATUS.OPEN,
            "rectification.prove",
            style="outline-secondary",
            confirm="镇里核实完成以前可以取回；改好后重新报送。",
            is_recall=True,
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
