"""考评: 准备 → 自评 → 评分 → 复核 → 公示 → 定稿; the office moves it on by hand or by date.

Announcing takes at least five days (dossier §5); an upheld objection announces the new result
anew; nothing becomes final before its announcement is over and every objection is answered.
"""

from datetime import timedelta

from django.utils import timezone

from archives.acts import paper as paper_acts
from campaigns.acts.evaluation_record import file_evaluations
from campaigns.models import Evaluation, Objection, Round, Score, Sheet
from campaigns.papers import round as round_papers
from campaigns.queries import evidence
from campaigns.queries.announcement import least_days, usual_days
from campaigns.queries.evaluation import announced_results
from campaigns.queries.facts import refresh
from campaigns.queries.round import standing
from campaigns.rules.announcement import days_fault
from campaigns.workflows.evaluation import EVALUATION, against_announcing
from township.dates import cn_date
from township.enumeration import first_of
from township.papers.issued import issue_paper
from township.today import day_faults
from township.workflow import Mendable, Transition, Workflow
from villages.options import against_no_contact

STATUS = Round.Status
SHOWN = 6


def _some(sentences):
    """The first few of many like sentences, and how many more there are."""
    told = list(sentences)
    yield from told[:SHOWN]
    if len(told) > SHOWN:
        yield f"另有{len(told) - SHOWN}条同类情况。"


def _evaluations(round):
    rows = Evaluation.objects.current().filter(round=round)
    return rows.select_related("village__township", "round")


def _may_score(round, by, **given):
    names = [str(row.evaluation.village) for row in standing(round) if not row.sheets]
    if names:
        told = f"还没有分配考评员：{first_of(names, 8)}。"
        yield Mendable(told, "campaigns:round_teams", round.pk)


def _propose(round, by, **given):
    refresh(list(_evaluations(round).select_related("standard_version")))


def _start_scoring(round, by, is_self_closed=False, **given):
    round.is_self_closed = is_self_closed
    round.save(update_fields=["is_self_closed"])
    _propose(round, by)


def _stop_scoring(round, by, **given):
    round.is_self_closed = False
    round.save(update_fields=["is_self_closed"])


def _cancel(round, by, reason="", **given):
    EVALUATION.perform_all("cancel", _evaluations(round), by=by, reason=reason)


def _may_stop_self(round, by, **given):
    if Score.objects.filter(sheet__evaluation__round=round).exists():
        yield "已经有村填了自评，不能退回准备阶段。"


def _may_stop_scoring(round, by, **given):
    marked = Score.objects.filter(sheet__in=Sheet.objects.of_evaluators()).exclude(points=None)
    if marked.filter(sheet__evaluation__round=round).exists():
        yield "已经有考评员评分，不能退回自评阶段。"


def _may_review(round, by, on=None, **given):
    yield from day_faults(on, label="汇总日期")
    yield from _some(
        f"{row.evaluation.village}：{sheet.scorer}的评分表还没有提交。"
        for row in standing(round)
        for sheet in row.open_sheets
    )


def _may_settle_again(round, by, on=None, **given):
    waits = [row for row in standing(round) if row.evaluation.status == Evaluation.Status.OPEN]
    if not waits:
        yield "没有退回重评、等着汇总的村。"
    yield from _may_review(round, by, on=on)


def _review(round, by, *, on=None, **given):
    rows = (
        _evaluations(round).filter(status=Evaluation.Status.OPEN).prefetch_related("sheets__scorer")
    )
    EVALUATION.perform_all("settle", rows, by=by, on=on)


def _may_announce(round, by, *, on=None, days=None, **given):
    if days is not None and (fault := days_fault(days, least_days(round.campaign))):
        yield fault
    yield from against_no_contact(round.campaign.township)
    rows = standing(round)
    settled = [row.evaluation.settled_on for row in rows if row.evaluation.settled_on]
    if on and settled and on < max(settled):
        yield f"公示不能早于汇总得分的日期（{cn_date(max(settled))}）。"
    yield from _some(reason for row in rows for reason in against_announcing(row.evaluation))


def _announce(round, by, *, on=None, days=None, **given):
    on = on or timezone.localdate()
    days = days or usual_days(round.campaign)
    round.announced_on = round.announced_on or on
    round.announced_until = on + timedelta(days=days - 1)
    round.announced_least = least_days(round.campaign)
    round.save(update_fields=["announced_on", "announced_until", "announced_least"])
    _evaluations(round).filter(announced_on=None).update(announced_on=on)
    values = round_papers.announcement(round, announced_results(round))
    issue_paper("announcement", round, values, round.campaign.township)


def _may_stop_announcing(round, by, **given):
    if Objection.objects.filter(evaluation__round=round).exists():
        yield "已经有村提出异议，不能撤回；有错的，答复异议后更正，重新公示。"
    elif round.announced_until < timezone.localdate():
        yield f"公示已于{cn_date(round.announced_until)}期满，不能撤回。"


def _stop_announcing(round, by, **given):
    round.announced_on = round.announced_until = None
    round.save(update_fields=["announced_on", "announced_until"])
    _evaluations(round).update(announced_on=None)


def _may_announce_again(round, by, **given):
    if all(row.evaluation.announced_on for row in standing(round)):
        yield "没有更正过的结果需要重新公示。"
        return
    yield from _may_announce(round, by, **given)


def _may_finalise(round, by, *, on=None, **given):
    on = on or timezone.localdate()
    until = round.announced_until
    if on <= until:
        yield f"公示到{cn_date(until)}结束，期满后才能定稿。"
    open_ones = Objection.objects.open().filter(evaluation__round=round)
    yield from _some(
        f"{row}还没有答复。" for row in open_ones.select_related("evaluation__village", "indicator")
    )
    rows = [row.evaluation for row in standing(round)]
    yield from _some(
        reason for row in rows for reason in [*against_announcing(row), *_unannounced(row)]
    )


def _unannounced(evaluation):
    if evaluation.status == Evaluation.Status.SETTLED and evaluation.announced_on is None:
        yield f"{evaluation.village}更正后的结果还没有重新公示。"


def _finalise(round, by, *, on=None, **given):
    round.finalised_on = on or timezone.localdate()
    round.save(update_fields=["finalised_on"])
    rows = list(_evaluations(round))
    # What the worker has not come to yet: the list of files is final.
    villages = [row.village_id for row in rows]
    paper_acts.set_waiting(evidence.proving(villages, round.year).values("pk"))
    kept = evidence.snapshot(villages, round.year, _cited(rows))
    rows = _evaluations(round).prefetch_related("findings")
    EVALUATION.perform_all("finalise", rows, by=by, evidence=kept)
    file_evaluations(round, by=by)


def _cited(evaluations):
    """{village id: {record id: [indicator codes]}} over the evaluators' sheets."""
    found = {}
    rows = Score.cited.through.objects.filter(score__sheet__evaluation__in=evaluations)
    for village, record, code in rows.values_list(
        "score__sheet__evaluation__village", "record", "score__indicator__code"
    ):
        codes = found.setdefault(village, {}).setdefault(record, [])
        if code not in codes:
            codes.append(code)
    return found


ROUND = Workflow(
    Round,
    "round",
    (
        Transition(
            "start_self",
            "开始自评",
            (STATUS.PREPARING,),
            STATUS.SELF,
            "round.edit",
            effect=_propose,
            confirm="各村可以填写自评表；系统会先核对各村的档案，给出建议分。",
        ),
        Transition(
            "start_scoring",
            "开始评分",
            (STATUS.PREPARING, STATUS.SELF),
            STATUS.SCORING,
            "round.edit",
            guard=_may_score,
            effect=_start_scoring,
            confirm="考评员可以评分；系统会先核对各村的档案，给出建议分。",
        ),
        Transition(
            "stop_self",
            "退回准备阶段",
            (STATUS.SELF,),
            STATUS.PREPARING,
            "round.edit",
            guard=_may_stop_self,
            style="outline-secondary",
            confirm="第一个村填自评以前可以退回。",
            is_recall=True,
        ),
        Transition(
            "stop_scoring",
            "退回自评阶段",
            (STATUS.SCORING,),
            STATUS.SELF,
            "round.edit",
            guard=_may_stop_scoring,
            effect=_stop_scoring,
            style="outline-secondary",
            confirm="第一个考评员评分以前可以退回；各村又可以填写自评。",
            is_recall=True,
        ),
        Transition(
            "cancel",
            "取消这次考评",
            (STATUS.PREPARING, STATUS.SELF, STATUS.SCORING, STATUS.REVIEW),
            STATUS.CANCELLED,
            "round.edit",
            effect=_cancel,
            style="outline-danger",
            confirm="取消后各村和考评员不再填写，已评的分留存备查，不计结果；可以重新建立这一年度的考评。不能恢复。",
        ),
        Transition(
            "review",
            "汇总全部得分",
            (STATUS.SCORING,),
            STATUS.REVIEW,
            "round.edit",
            guard=_may_review,
            effect=_review,
            confirm="各村得分按汇总办法合成，再由办公室复核。",
        ),
        Transition(
            "settle_again",
            "重新汇总",
            (STATUS.REVIEW, STATUS.ANNOUNCED),
            None,
            "round.edit",
            guard=_may_settle_again,
            effect=_review,
            style="secondary",
            confirm="退回重评、已经重新提交的村一起汇总。",
        ),
        Transition(
            "announce",
            "开始公示",
            (STATUS.REVIEW,),
            STATUS.ANNOUNCED,
            "round.edit",
            guard=_may_announce,
            effect=_announce,
            confirm="公示开始后，各村能看到自己的结果并提出异议，评分表不能再退回；第一个异议提出以前可以撤回。",
        ),
        Transition(
            "stop_announcing",
            "撤回公示",
            (STATUS.ANNOUNCED,),
            STATUS.REVIEW,
            "round.edit",
            guard=_may_stop_announcing,
            effect=_stop_announcing,
            style="outline-secondary",
            confirm="第一个异议提出、公示期满以前可以撤回；张贴出去的要同时撤下，改好后重新公示，天数重新计算。",
            is_recall=True,
        ),
        Transition(
            "announce_again",
            "重新公示更正结果",
            (STATUS.ANNOUNCED,),
            None,
            "round.edit",
            guard=_may_announce_again,
            effect=_announce,
            confirm="公示期从这一天起重新计算。",
        ),
        Transition(
            "finalise",
            "定稿",
            (STATUS.ANNOUNCED,),
            STATUS.FINAL,
            "round.edit",
            guard=_may_finalise,
            effect=_finalise,
            confirm="定稿后，评分、结果和佐证清单都不能再改，考评表自动归入各村（社区）档案。",
        ),
    ),
)
