"""When a version of the plan may be handed down."""

from django.db.models import Max

from campaigns.acts.receipt import is_signed_for, issue, take_back
from campaigns.models import PlanVersion
from township.today import day_faults
from township.workflow import Transition, Workflow
from township.workflow.hindrance import mended_at

STATUS = PlanVersion.Status


def against_issue(plan, by, on=None, **given):
    if plan.campaign.is_closed:
        yield "活动已经结束，不能再下发方案。"
    if not plan.text.strip() and not plan.file_id:
        yield mended_at(
            "campaigns:plan_edit", plan.pk, told="方案还没有内容：填写正文或者上传文件。"
        )
    earlier = PlanVersion.objects.filter(campaign=plan.campaign_id).exclude(pk=plan.pk)
    last = earlier.aggregate(last=Max("issued_on"))["last"]
    yield from day_faults(on, label="下发日期", after=last, what="上一版下发")


def against_recall(row, by, **given):
    if is_signed_for(row):
        yield "已经有村签收，不能撤回；要改的，另起新版。"


PLAN = Workflow(
    PlanVersion,
    "plan",
    (
        Transition(
            "issue",
            "下发方案",
            (STATUS.DRAFT,),
            STATUS.ISSUED,
            "campaign.edit",
            guard=against_issue,
            effect=lambda plan, by, on=None: issue(plan, "plan", plan.campaign.township, on),
            confirm="各村会收到待签收的提醒。第一个村签收以前可以撤回，签收以后要改另起新版。",
        ),
        Transition(
            "recall",
            "撤回下发",
            (STATUS.ISSUED,),
            STATUS.DRAFT,
            "campaign.edit",
            guard=against_recall,
            effect=lambda row, by, **given: take_back(row),
            style="outline-secondary",
            confirm="第一个村签收以前可以撤回；撤回后是草稿，各村不再看到待签收。",
            is_recall=True,
        ),
    ),
)
