"""When the township gives its opinion on a draft, and when the village answers it."""

from django.utils import timezone

from township.access.interest import against_deciding, of_own_village
from township.papers.issued import issue_paper
from township.today import day_faults
from township.workflow import Transition, Workflow
from township.workflow.hindrance import mended_at
from villages.models import Prereview, TextVersion
from villages.papers.letters import prereview_opinion
from villages.rules.kinds import AdviceSource

Status = Prereview.Status


def _text_goes_on(row):
    version = row.text_version
    if version.status != TextVersion.Status.CONSULTING or version.round != row.round:
        yield f"文本现在是“{version.get_status_display()}”，送审的这一稿不再办理。"


def _may_recall(row, by, **given):
    yield from _text_goes_on(row)


def _may_give(row, by, on=None, advice="", opinion="", **given):
    yield from against_deciding(row.village, by)
    yield from _text_goes_on(row)
    wanted = row.village.township.setting("prereview_heard")
    if wanted and not row.heard.filter(source=wanted).exists():
        yield mended_at(
            "villages:advice_create",
            row.pk,
            told=f"本镇设置要先听取{AdviceSource(wanted).label}的意见，请先登记。",
        )
    yield from day_faults(on, label="审核日期", after=row.sent_on, what="送审日期")


def _give(row, by, on=None, advice="", opinion="", **given):
    row.advice, row.opinion = advice, opinion
    row.given_on, row.given_by = on or timezone.localdate(), by
    row.given_name = by.acting_name("prereview.give")
    row.save(update_fields=["advice", "opinion", "given_on", "given_by", "given_name"])
    issue_paper("prereview_opinion", row, prereview_opinion(row), row.village.township)


def _may_take_opinion_back(row, by, **given):
    yield from _text_goes_on(row)
    if row.answer:
        yield "已经答复，审核意见不能取回。"


def _take_opinion_back(row, by, **given):
    row.advice = row.opinion = row.given_name = ""
    row.given_on = row.given_by = None
    row.save(update_fields=["advice", "opinion", "given_on", "given_by", "given_name"])


def _may_answer(row, by, on=None, **given):
    yield from _text_goes_on(row)
    yield from day_faults(on, label="答复日期", after=row.given_on, what="审核日期")


def _answer(row, by, on=None, answer="", **given):
    row.answer, row.answered_on = answer, on or timezone.localdate()
    row.save(update_fields=["answer", "answered_on"])


PREREVIEW = Workflow(
    Prereview,
    "prereview",
    [
        Transition(
            "recall",
            "取回送审",
            (Status.SENT,),
            Status.TAKEN_BACK,
            "text.edit",
            guard=_may_recall,
            style="outline-secondary",
            confirm="镇里给出意见以前可以取回；改好后可以再送。",
            is_recall=True,
        ),
        Transition(
            "give",
            "给出审核意见",
            (Status.SENT,),
            Status.GIVEN,
            "prereview.give",
            guard=_may_give,
            effect=_give,
            not_by=of_own_village("text_version__text__village"),
            confirm="这是表决前的意见，不代替村（居）决定：答复采纳情况后，可以继续定稿、表决。",
        ),
        Transition(
            "take_opinion_back",
            "取回审核意见",
            (Status.GIVEN,),
            Status.SENT,
            "prereview.give",
            guard=_may_take_opinion_back,
            effect=_take_opinion_back,
            style="outline-secondary",
            confirm="对方答复以前、定稿以前可以取回，改正后重新给出。",
            is_recall=True,
        ),
        # The text goes on without it, or is taken back with it (villages.workflows.text).
        Transition(
            "lapse",
            "到期没有意见",
            (Status.SENT,),
            Status.LAPSED,
            "text.edit",
            is_inner=True,
        ),
        Transition(
            "stop",
            "随文本取回",
            (Status.SENT,),
            Status.TAKEN_BACK,
            "text.edit",
            is_inner=True,
        ),
        Transition(
            "answer",
            "答复采纳情况",
            (Status.GIVEN,),
            None,
            "text.edit",
            guard=_may_answer,
            effect=_answer,
            confirm="写明哪些采纳了、改在哪一条；没有采纳的写明理由。定稿以前可以修改。",
        ),
    ],
)
