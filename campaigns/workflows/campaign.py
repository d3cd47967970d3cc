"""When a campaign may start and end.

A township may not hold such a campaign by its own decision: it takes part in one that organs above
it have ordered, and names nobody itself; nor may departments of district and city
(创建示范活动管理办法（试行） art. 4, `rules.organising`).
"""

from django.db.models import Exists
from django.utils import timezone

from campaigns.models import (
    Assignment,
    Campaign,
    Decision,
    PlanVersion,
    StandardVersion,
    TargetChange,
)
from campaigns.queries import organising
from campaigns.rules.organising import against_naming
from township.workflow import Mendable, Transition, Workflow

STATUS = Campaign.Status


def against_start(campaign, by):
    """Reasons why a campaign may not start yet."""
    documents = list(campaign.documents.all())
    if all(one.is_approval for one in documents):
        told = "还没有依据文件：先上传上级要求开展活动的文件。"
        yield Mendable(told, "campaigns:document_create", campaign.pk)
    for document in documents:
        if document.gaps:
            told = f"依据文件{document}还缺{'、'.join(document.gaps)}。"
            yield Mendable(told, "campaigns:document_edit", document.pk)
        elif all(campaign.township.name in issuer for issuer in document.issuers):
            yield f"依据文件{document}是镇里自己发的，必须有上级机关的文件作依据。"
    yield from organising.order_faults(campaign)
    decision = Decision.objects.filter(campaign=campaign).first()
    if decision is None or decision.dated is None:
        told = "还没有登记镇里决定开展活动的日期和内容。"
        yield Mendable(told, "campaigns:decision", campaign.pk)
    begun = organising.begun_on(campaign)
    levels = list(campaign.levels.select_related("named_by"))
    if not levels:
        yield Mendable("还没有设级别。", "campaigns:level_create", campaign.pk)
    for level in levels:
        if not level.named_by.name:
            told = f"“{level}”的命名机关（{level.named_by.role}）还没有填写名称。"
            yield Mendable(told, "campaigns:authority_edit", level.named_by_id)
        elif fault := against_naming(level.named_by.named(), begun, is_approved=True):
            told = f"“{level}”的命名机关{fault}。"
            yield Mendable(told, "campaigns:level_edit", level.pk)
    if not campaign.targets.in_force().exists():
        yield Mendable("还没有给任何村设创建目标。", "campaigns:target_create", campaign.pk)


def _may_recall_start(campaign, by, **given):
    issued = {"status": PlanVersion.Status.ISSUED}
    begun = {
        "方案已经下发": campaign.plans.filter(**issued),
        "标准已经下发": StandardVersion.objects.issued().filter(standard__campaign=campaign),
        "年度任务已经下达": Assignment.objects.filter(campaign=campaign, **issued),
        "已经建立考评": campaign.rounds.all(),
        "目标已经凭文件调整过": TargetChange.objects.filter(target__campaign=campaign),
    }
    own = Campaign.objects.filter(pk=campaign.pk)
    answers = own.values_list(*map(Exists, begun.values())).get()
    for told, is_there in zip(begun, answers, strict=True):
        if is_there:
            yield f"{told}，不能撤回启动。"


def _may_recall_close(campaign, by, **given):
    if campaign.last_year < timezone.localdate().year:
        yield f"活动{campaign.last_year}年已经到期，不能撤回结束。"


CAMPAIGN = Workflow(
    Campaign,
    "campaign",
    (
        Transition(
            "start",
            "启动活动",
            (STATUS.DRAFT,),
            STATUS.RUNNING,
            "campaign.edit",
            guard=against_start,
            confirm="启动后，依据文件不能再改，目标只能凭理由和文件调整。"
            "下发方案、标准、任务，建立考评以前可以撤回启动。",
        ),
        Transition(
            "recall_start",
            "撤回启动",
            (STATUS.RUNNING,),
            STATUS.DRAFT,
            "campaign.edit",
            guard=_may_recall_start,
            style="outline-secondary",
            confirm="下发方案、标准、任务，建立考评以前可以撤回；撤回后依据文件、决定、级别又可以修改。",
            is_recall=True,
        ),
        Transition(
            "close",
            "结束活动",
            (STATUS.RUNNING,),
            STATUS.CLOSED,
            "campaign.edit",
            style="outline-danger",
            confirm="结束后，不能再设目标、下达任务、开展考评。",
        ),
        Transition(
            "recall_close",
            "撤回结束",
            (STATUS.CLOSED,),
            STATUS.RUNNING,
            "campaign.edit",
            guard=_may_recall_close,
            style="outline-secondary",
            confirm="末年过完以前可以撤回；撤回后活动继续开展。",
            is_recall=True,
        ),
    ),
)
