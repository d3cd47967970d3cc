"""申报: 村填写 → 镇办公室审核 → 领导审批 → 区级验收; who submitted never approves."""

from django.db.models import Q
from django.utils import timezone

from campaigns.acts.submission import submit_snapshot
from campaigns.models import Acceptance, Application, Step
from campaigns.queries import notice as notice_queries
from campaigns.queries.application import reasons_against
from township.access import is_within_reach
from township.access.interest import against_deciding, is_of_own_village, of_own_village
from township.dates import cn_date
from township.document_number import year_faults
from township.today import after_today, day_faults
from township.workflow import Transition, Workflow
from township.workflow.hindrance import mended_at
from villages.options import against_no_contact

Status = Application.Status
OWN = of_own_village("village")
LABELS = {
    "submit": "提交",
    "check": "审核通过",
    "approve": "审批同意",
    "return_by_office": "退回",
    "return_by_leader": "退回",
    "accept": "验收合格",
    "return_by_district": "退回补正",
    "refuse": "验收不合格",
    "withdraw": "撤回",
    "void_decision": "作废验收结论",
    "recall_submit": "取回修改",
    "recall_check": "取回审核",
    "recall_approve": "撤回报送",
}


def _step(act):
    def effect(application, by, *, reason="", opinion="", stands_in_for="", on=None, **given):
        Step.objects.create(
            application=application,
            act=act,
            label=LABELS[act],
            by=by,
            by_name=by.acting_name(f"application.{act}"),
            stands_in_for=stands_in_for,
            opinion=reason or opinion,
            on=on or timezone.localdate(),
        )

    return effect


def _out_of_order(application, on, label):
    """A step's day cannot lie before the step it follows."""
    last = application.steps.order_by("-id").first()
    after = last and last.on
    yield from day_faults(on, label=label, after=after, what=last.label if last else "")


def may_change(application, user):
    """While it is with the village, and for the office of its township while it checks it."""
    if application.status == Status.OFFICE:
        return is_within_reach(application, user, "application.check")
    return application.is_editable


def _may_submit(application, by, on=None, **given):
    yield from _out_of_order(application, on, "提交日期")
    if not application.deeds.strip():
        yield mended_at("campaigns:application_edit", application.pk, told="还没有写主要事迹。")
    if not application.village_opinion.strip():
        yield mended_at("campaigns:application_edit", application.pk, told="还没有填村（居）意见。")
    yield from reasons_against(application, on)


def _submitted_to(application, given):
    """An application that the office itself submits needs no check by the office, unless its
    person speaks for the village."""
    by = application.steps.order_by("-id").first().by
    is_office = is_within_reach(application, by, "application.check")
    is_own = is_of_own_village(application.village.pk, by)
    return Status.LEADER if is_office and not is_own else Status.OFFICE


def _may_check(application, by, on=None, **given):
    yield from against_deciding(application.village, by)
    yield from _out_of_order(application, on, "审核日期")
    if not application.office_opinion.strip():
        yield mended_at("campaigns:application_edit", application.pk, told="还没有填镇意见。")
    yield from against_no_contact(application.village.township)
    yield from reasons_against(application, on)


def _handled_by(user):
    """Applications that this person filled in, submitted or checked."""
    steps = Step.objects.filter(by=user, act__in=("submit", "check"))
    return Q(created_by=user) | Q(pk__in=steps.values("application"))


def _is_barred_from_approving(user):
    return _handled_by(user) | OWN(user)


def _may_approve(application, by, on=None, **given):
    yield from against_deciding(application.village, by)
    if Application.objects.filter(_handled_by(by), pk=application.pk).exists():
        yield "填写、提交或审核过这份申报的人不能审批，请由另一位领导审批。"
    if not application.document_number.strip():
        yield "还没有文号，请办公室先补上。"
    yield from against_no_contact(application.village.township)
    yield from _out_of_order(application, on, "审批日期")
    yield from year_faults(application.document_number, on)
    on = on or timezone.localdate()
    yield from reasons_against(application, on)
    yield from notice_queries.reasons_against(application, on)


def _approve(application, by, on=None, **given):
    _step("approve")(application, by, on=on, **given)
    submit_snapshot(application, on or timezone.localdate())


def _may_decide(application, by, visited_on=None, rectify_by=None, document_number="", **given):
    if visited_on is None:
        return
    yield from after_today(visited_on, "验收日期")
    sent_on = application.submissions.first().sent_on
    if visited_on < sent_on:
        yield f"验收日期不能早于报送日期（{cn_date(sent_on)}）。"
    if rectify_by and rectify_by < visited_on:
        yield "整改期限不能早于验收日期。"
    yield from year_faults(document_number, visited_on, timezone.localdate())


def _may_enter(application, by, visited_on=None, document_number="", upload=None, **given):
    yield from against_deciding(application.village, by)
    yield from _may_decide(application, by, visited_on, document_number=document_number, **given)
    if visited_on and not (document_number and upload):
        yield "代区录入验收结论，要有区级文号和文件扫描件。"


def _decide(act, result):
    def effect(
        application,
        by,
        *,
        visited_on,
        team,
        opinion,
        problems="",
        rectify_by=None,
        document_number="",
        upload=None,
        **given,
    ):
        file, file_name = upload or (None, "")
        Acceptance.objects.create(
            application=application,
            submission=application.submissions.first(),
            result=result,
            visited_on=visited_on,
            team=team,
            opinion=opinion,
            problems=problems,
            rectify_by=rectify_by,
            document_number=document_number,
            file=file,
            file_name=file_name,
            entered_by=by,
            is_entered_for_district=not is_within_reach(application, by, "application.accept"),
        )
        _step(act)(application, by, opinion=opinion, on=visited_on)

    return effect


DECIDED = "结论登记后不能再改。"
ENTERED = "登记后不能直接改；录错了的提出更正，由领导小组核准。"


def _decisions(prefix, permission, hint):
    """The three decisions, by the district itself or entered by the office from its document."""
    rows = (
        ("accept", "验收合格", Status.ACCEPTED, Acceptance.Result.ACCEPTED, "success"),
        ("return_by_district", "退回补正", Status.RETURNED, Acceptance.Result.RETURNED, "warning"),
        ("refuse", "验收不合格", Status.REFUSED, Acceptance.Result.REFUSED, "outline-danger"),
    )
    for name, label, target, result, style in rows:
        yield Transition(
            prefix + name,
            f"录入：{label}" if prefix else label,
            (Status.DISTRICT,),
            target,
            permission,
            guard=_may_enter if prefix else _may_decide,
            not_by=OWN if prefix else None,
            effect=_decide(name, result),
            style=style,
            hint=hint,
            confirm="" if target == Status.RETURNED else ENTERED if prefix else DECIDED,
        )


def _may_recall_approval(application, by, **given):
    submission = application.submissions.first()
    if submission.checks.exists():
        yield "区级验收组已经开始核查，不能撤回；需要改的，请区里退回补正。"


def _recall(name, label, source, target, permission, until, guard=None):
    return Transition(
        name,
        label,
        (source,),
        target,
        permission,
        guard=guard,
        effect=_step(name),
        style="outline-secondary",
        confirm=until,
        is_recall=True,
    )


APPLICATION = Workflow(
    Application,
    "application",
    [
        Transition(
            "submit",
            "提交",
            (Status.DRAFT, Status.RETURNED),
            _submitted_to,
            "application.submit",
            guard=_may_submit,
            effect=_step("submit"),
            confirm="村（社区）提交的送镇办公室审核，办公室提交的直接送领导审批；审核、审批以前可以取回。",
        ),
        Transition(
            "check",
            "审核通过，送领导审批",
            (Status.OFFICE,),
            Status.LEADER,
            "application.check",
            guard=_may_check,
            not_by=OWN,
            effect=_step("check"),
            confirm="审核通过后送领导审批；领导审批以前可以取回。",
        ),
        Transition(
            "return_by_office",
            "退回村（社区）",
            (Status.OFFICE,),
            Status.RETURNED,
            "application.check",
            effect=_step("return_by_office"),
            style="warning",
        ),
        Transition(
            "approve",
            "审批同意，报区",
            (Status.LEADER,),
            Status.DISTRICT,
            "application.approve",
            guard=_may_approve,
            not_by=_is_barred_from_approving,
            effect=_approve,
            confirm="同意后按现在的内容报送区里，报送件不能再改。",
        ),
        Transition(
            "return_by_leader",
            "退回",
            (Status.LEADER,),
            Status.RETURNED,
            "application.approve",
            effect=_step("return_by_leader"),
            style="warning",
        ),
        *_decisions("", "application.accept", ""),
        *_decisions("enter_", "application.enter_decision", "区里没有账号时，按书面结论录入。"),
        Transition(
            "void_decision",
            "作废验收结论",
            (Status.ACCEPTED, Status.REFUSED, Status.RETURNED),
            Status.DISTRICT,
            "correction.agree",
            effect=_step("void_decision"),
            is_inner=True,
        ),
        _recall(
            "recall_submit",
            "取回修改",
            Status.OFFICE,
            Status.DRAFT,
            "application.submit",
            "镇办公室审核通过以前可以取回；改好后重新提交。",
        ),
        _recall(
            "recall_check",
            "取回审核",
            Status.LEADER,
            Status.OFFICE,
            "application.check",
            "领导审批以前可以取回。",
        ),
        _recall(
            "recall_approve",
            "撤回报送",
            Status.DISTRICT,
            Status.LEADER,
            "application.approve",
            "区级验收组登记核查项目或者作出结论以前可以撤回；已报送的一份留存，重新审批后另报一份。",
            guard=_may_recall_approval,
        ),
        Transition(
            "withdraw",
            "撤回申报",
            (Status.DRAFT, Status.RETURNED, Status.OFFICE),
            Status.WITHDRAWN,
            "application.edit",
            effect=_step("withdraw"),
            style="outline-danger",
            confirm="撤回后这份申报不再办理，可以重新填写一份。",
        ),
    ],
    brings=("campaign", "village__township", "level__named_by", "evaluation__round"),
)
