"""When a campaign may start and end.

A township may not hold such a campaign by its own decision: it takes part in one that organs above
it have ordered, and names nobody itself; nor may departments of district and city
(创建示范活动管理办法（试行） art. 4, `rules.organising`).
"""

from campaigns.models import Campaign, Decision
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
            confirm="启动后，依据文件不能再改，目标只能凭理由和文件调整。",
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
    ),
)
