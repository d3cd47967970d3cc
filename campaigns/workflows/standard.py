"""When a version of a standard may be handed down. From then on it never changes."""

from django.db.models import Max

from campaigns.acts.receipt import is_signed_for, issue, take_back
from campaigns.models import StandardVersion
from campaigns.queries.standard import definition
from campaigns.rules.criteria import ScoringError, standard_faults
from township.today import day_faults
from township.workflow import Mendable, Transition, Workflow
from township.workflow.sign_off import SignOff

STATUS = StandardVersion.Status


def faults_of(version):
    """What keeps a version from being issued, as sentences."""
    version = StandardVersion.objects.with_parts().get(pk=version.pk)
    if not version.categories.all():
        told = "还没有指标，请导入或添加。"
        return [Mendable(told, "campaigns:standard_import", version.pk)]
    try:
        faults = list(standard_faults(definition(version)))
    except ScoringError as error:
        return [str(error)]
    known = {threshold.level_id for threshold in version.thresholds.all()}
    for level in version.standard.levels.all():
        if level.pk not in known:
            told = f"没有规定“{level}”的达标分数。"
            faults.append(Mendable(told, "campaigns:pass_marks", version.pk))
    return faults


def against_issue(version, by, on=None, **given):
    if version.standard.campaign.is_closed:
        yield "活动已经结束，不能再下发标准。"
    yield from faults_of(version)
    earlier = StandardVersion.objects.filter(standard=version.standard_id).exclude(pk=version.pk)
    last = earlier.aggregate(last=Max("issued_on"))["last"]
    yield from day_faults(on, label="下发日期", after=last, what="上一版下发")


def against_recall(row, by, **given):
    if is_signed_for(row):
        yield "已经有村签收，不能撤回；要改的，另起新版。"
    if row.evaluations.exists():
        yield "已经有考评用这一版，不能撤回；要改的，另起新版。"


def _issue(version, by, on=None, **given):
    issue(version, "standard_version", version.standard.campaign.township, on)


SIGN_OFF = SignOff(
    setting="sign_standard",
    township=lambda version: version.standard.campaign.township,
    source=STATUS.DRAFT,
    waiting=STATUS.TO_SIGN,
    target=STATUS.ISSUED,
    permission="standard.edit",
    sign="standard.sign",
    guard=against_issue,
    effect=_issue,
)

STANDARD = Workflow(
    StandardVersion,
    "standard",
    (
        *SIGN_OFF.transitions(
            "issue",
            "下发标准",
            confirm="下发后指标、分值、达标分数固定下来。第一个村签收、开始考评以前可以撤回；"
            "以后修订另起新版，不影响已有的考评。本镇设置由领导签发的，先送领导。",
        ),
        Transition(
            "recall",
            "撤回下发",
            (STATUS.ISSUED,),
            STATUS.DRAFT,
            "standard.edit",
            guard=against_recall,
            effect=lambda row, by, **given: take_back(row),
            style="outline-secondary",
            confirm="第一个村签收以前可以撤回；撤回后是草稿，各村不再看到待签收。",
            is_recall=True,
        ),
    ),
)
