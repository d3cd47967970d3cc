"""When a year's assignment may be handed down."""

from campaigns.acts.receipt import issue
from campaigns.models import Assignment
from township.workflow import Transition, Workflow

STATUS = Assignment.Status


def against_issue(assignment, by):
    if not assignment.campaign.is_running:
        yield "活动没有在进行，不能下达任务；请先启动活动。"
    if not assignment.number.strip():
        yield "还没有填写文号。"
    if not assignment.rows.exists():
        yield "还没有任务条目，请按目标重新生成。"


ASSIGNMENT = Workflow(
    Assignment,
    "assignment",
    (
        Transition(
            "issue",
            "下达任务",
            (STATUS.DRAFT,),
            STATUS.ISSUED,
            "assignment.edit",
            guard=against_issue,
            effect=lambda row, by: issue(row, "assignment", row.campaign.township),
            confirm="下达后不能再改，各村会收到待签收的提醒。",
        ),
    ),
)
