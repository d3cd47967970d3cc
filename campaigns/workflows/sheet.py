"""评分表: written, submitted (signed, frozen), given back by the office while it still may be."""

from django.db.models import Q

from campaigns.acts.sheet import moment, pass_on
from campaigns.models import Evaluation, Round, Sheet
from campaigns.queries.interest import own_fault, own_villages, villages_of
from campaigns.queries.sheet import against_scorer, against_scoring, missing, unconfirmed
from campaigns.workflows.evaluation import EVALUATION
from township.enumeration import first_of
from township.workflow import Mendable, Transition, Workflow

STATUS, KIND = Sheet.Status, Sheet.Kind
BEFORE_ANNOUNCING = (Round.Status.SELF, Round.Status.SCORING, Round.Status.REVIEW)


def _may_submit(kind):
    def guard(sheet, by, **given):
        if sheet.kind != kind:
            yield "这不是您的评分表。"
            return
        if not sheet.is_self:  # whose self-evaluation it is, its reach has said
            yield from against_scorer([sheet], by)[sheet.pk]
        yield from against_scoring(sheet)
        unscored = missing(sheet)
        if unscored:
            names = first_of(unscored, 8, "项")
            told = f"还没有评分：{names}。没有评分不等于0分，请逐项评分后再提交。"
            yield Mendable(told, _page_of(sheet), sheet.pk)
        brought = unconfirmed(sheet)
        if brought:
            names = first_of(brought, 8, "项")
            told = f"接手的分还没有确认：{names}。逐项看过，同意的点“保存”，不同意的改过再存。"
            yield Mendable(told, _page_of(sheet), sheet.pk)

    return guard


def _page_of(sheet):
    return "campaigns:self_sheet" if sheet.is_self else "campaigns:sheet"


def _is_of_own_village(user):
    return Q(evaluation__village__in=villages_of(user))


def _submit(sheet, by, *, on=None, **given):
    sheet.submitted_at, sheet.scorer_name = (
        moment(on),
        by.acting_name("evaluation.self" if sheet.is_self else "sheet.score"),
    )
    if sheet.is_self:
        sheet.scorer = by
    sheet.save(update_fields=["submitted_at", "scorer", "scorer_name"])


def _may_reopen(sheet, by, **given):
    if sheet.evaluation.round.status not in BEFORE_ANNOUNCING:
        yield "结果已经公示，评分表不能再退回；有异议的按异议办理。"


def _reopen(sheet, by, **given):
    if not sheet.is_self and sheet.evaluation.status == Evaluation.Status.SETTLED:
        EVALUATION.perform("reopen", sheet.evaluation, by=by)


def _may_recall(kind):
    phase = Round.Status.SELF if kind == KIND.SELF else Round.Status.SCORING

    def guard(sheet, by, **given):
        if sheet.kind != kind:
            yield "这不是您的评分表。"
        elif sheet.evaluation.round.status != phase:
            yield f"“{phase.label}”阶段已经结束，不能取回；确有错误的，请办公室退回。"
        elif sheet.evaluation.status != Evaluation.Status.OPEN:
            yield "办公室已经汇总，不能取回；确有错误的，请办公室退回。"

    return guard


def _may_set_aside(sheet, by, **given):
    if sheet.is_self:
        yield "自评表不能停用。"
    if sheet.evaluation.round.status not in BEFORE_ANNOUNCING:
        yield "结果已经公示，评分表不能再停用；有异议的按异议办理。"


def _set_aside(sheet, by, *, reason, **given):
    _reopen(sheet, by)
    sheet.set_aside_because = reason
    sheet.save(update_fields=["set_aside_because"])


def _may_pass_on(sheet, by, to=None, **given):
    yield from _may_set_aside(sheet, by)
    if to is None:
        return
    village = sheet.evaluation.village
    if sheet.evaluation.sheets.of_evaluators().filter(scorer=to).exists():
        yield f"{to}已经有{village}的评分表。"
    if village.pk in own_villages([to.pk])[to.pk]:
        yield own_fault(to, village)


def _pass_on(sheet, by, *, to, reason, **given):
    _set_aside(sheet, by, reason=f"由{to}接手：{reason}")
    pass_on(sheet, to)


SHEET = Workflow(
    Sheet,
    "sheet",
    (
        Transition(
            "submit",
            "提交评分表",
            (STATUS.OPEN,),
            STATUS.SUBMITTED,
            "sheet.score",
            guard=_may_submit(KIND.EVALUATOR),
            not_by=_is_of_own_village,
            effect=_submit,
            confirm="提交即为签字确认；办公室汇总以前可以取回修改。",
        ),
        Transition(
            "submit_self",
            "提交自评表",
            (STATUS.OPEN,),
            STATUS.SUBMITTED,
            "evaluation.self",
            guard=_may_submit(KIND.SELF),
            effect=_submit,
            confirm="提交后考评员会看到自评分；自评阶段结束以前可以取回修改。",
        ),
        Transition(
            "reopen",
            "退回修改",
            (STATUS.SUBMITTED,),
            STATUS.OPEN,
            "round.edit",
            guard=_may_reopen,
            effect=_reopen,
            style="secondary",
            confirm="退回后，评分人可以修改并须重新提交。",
        ),
        Transition(
            "recall",
            "取回修改",
            (STATUS.SUBMITTED,),
            STATUS.OPEN,
            "sheet.score",
            guard=_may_recall(KIND.EVALUATOR),
            style="outline-secondary",
            confirm="办公室汇总以前可以取回；改过以后要重新提交签字。",
            is_recall=True,
        ),
        Transition(
            "recall_self",
            "取回修改",
            (STATUS.SUBMITTED,),
            STATUS.OPEN,
            "evaluation.self",
            guard=_may_recall(KIND.SELF),
            style="outline-secondary",
            confirm="自评阶段结束以前可以取回；改过以后要重新提交。",
            is_recall=True,
        ),
        Transition(
            "pass_on",
            "由他人接手",
            (STATUS.OPEN, STATUS.SUBMITTED),
            STATUS.SET_ASIDE,
            "round.edit",
            guard=_may_pass_on,
            effect=_pass_on,
            style="outline-secondary",
            confirm="原评分人的分留在这张表上，不再计入；接手的人逐项确认或改过以后，另行签字提交。",
        ),
        Transition(
            "set_aside",
            "停用",
            (STATUS.OPEN, STATUS.SUBMITTED),
            STATUS.SET_ASIDE,
            "round.edit",
            guard=_may_set_aside,
            effect=_set_aside,
            style="outline-danger",
            confirm="停用后这张表不计入总分，不能恢复。少了考评员的，请在“分配考评员”里补上。",
        ),
    ),
)
