"""When a year's assignment may be handed down."""

from campaigns.acts.assignment import keep_held, notice
from campaigns.acts.receipt import is_signed_for, issue, take_back
from campaigns.models import Assignment, Decision
from township.document_number import year_faults
from township.papers.issued import issue_paper
from township.today import day_faults
from township.workflow import Mendable, Transition, Workflow
from township.workflow.sign_off import SignOff

STATUS = Assignment.Status


def against_issue(assignment, by, on=None, **given):
    if not assignment.campaign.is_running:
        told = "活动没有在进行，不能下达任务；请先启动活动。"
        yield Mendable(told, "campaigns:campaign", assignment.campaign_id)
    if not assignment.number.strip():
        yield Mendable("还没有填写文号。", "campaigns:assignment_edit", assignment.pk)
    if not assignment.rows.exists():
        told = "还没有任务条目，请按目标重新生成。"
        yield Mendable(told, "campaigns:assignment_recompose", assignment.pk)
    decision = Decision.objects.filter(campaign=assignment.campaign).first()
    dated = decision and decision.dated
    yield from day_faults(on, label="下达日期", after=dated, what="镇里的决定")
    yield from year_faults(assignment.number, on)


def against_recall(row, by, **given):
    if is_signed_for(row):
        yield "已经有村签收，不能撤回；文号错了的，用“更正”，任务要改的，在下一年度任务里调整。"


def _issue(row, by, on=None, **given):
    keep_held(row, on)
    issue(row, "assignment", row.campaign.township, on)
    issue_paper("assignment", row, notice(row), row.campaign.township)


SIGN_OFF = SignOff(
    setting="sign_assignment",
    township=lambda row: row.campaign.township,
    source=STATUS.DRAFT,
    waiting=STATUS.TO_SIGN,
    target=STATUS.ISSUED,
    permission="assignment.edit",
    sign="assignment.sign",
    guard=against_issue,
    effect=_issue,
)

ASSIGNMENT = Workflow(
    Assignment,
    "assignment",
    (
        *SIGN_OFF.transitions(
            "issue",
            "下达任务",
            confirm="各村会收到待签收的提醒。第一个村签收以前可以撤回；本镇设置由领导签发的，先送领导。",
        ),
        Transition(
            "recall",
            "撤回下达",
            (STATUS.ISSUED,),
            STATUS.DRAFT,
            "assignment.edit",
            guard=against_recall,
            effect=lambda row, by, **given: take_back(row),
            style="outline-secondary",
            confirm="第一个村签收以前可以撤回；撤回后是草稿，各村不再看到待签收。",
            is_recall=True,
        ),
    ),
)
