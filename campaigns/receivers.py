"""Applications, acceptances, honours and rewards file themselves under KPS, as they happen; a
round that entered a phase has its end put into the worker's calendar.

Serves the plan's task four (每一步都要留存归档): filed in the transaction of the act, so that no
submission, decision, naming or payment is without its record in the village's archive.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from archives.acts.record import file_fact, record_of
from archives.papers.leaves import attachment, leaf
from archives.queries.scan import SHEETS, ScanSheet
from archives.workflows.record import withdraw_filed
from campaigns.acts.honour import AWARDED
from campaigns.acts.phase import plan_move
from campaigns.acts.prior_honour import ENTERED
from campaigns.acts.prior_result import RESULT_ENTERED
from campaigns.models import Acceptance, Evaluation, Honour, PriorResult, Review, Reward
from campaigns.papers import acceptance as acceptance_papers
from campaigns.papers import application as application_papers
from campaigns.papers import prior_result as prior_result_papers
from campaigns.papers import reward as reward_papers
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.honour import HONOUR
from campaigns.workflows.reward import REWARD
from campaigns.workflows.round import ROUND
from township.access import is_within_reach
from township.document_number import serial
from township.papers.fact_sheet import fact_sheet
from township.workflow import Refused, on
from villages.models import Village
from villages.options import organ_of

# The names listened to below are announced by these.
__all__ = ["APPLICATION", "AWARDED", "ENTERED", "HONOUR", "RESULT_ENTERED", "REWARD", "ROUND"]

CODE, SERVES, NONE = "KPS", "honour", "无"
UNKNOWN = "没有查到"


def _evaluation_record(row, by):
    """The record of an evaluation: before it is final, the papers that come back begin it."""
    year, organ = row.round.year, organ_of(row.village.township)
    return record_of("evaluation", row.pk) or file_fact(
        row.village,
        CODE,
        source=f"evaluation:{row.pk}",
        title=f"{row.village}{year}年度考评表",
        on=row.round.finalised_on or timezone.localdate(),
        by=by,
        responsible=organ,
    )


def _reward_record(row, by):
    record = record_of("reward", row.pk)
    if record is None:
        raise Refused(f"{row}还没有登记发放，登记以后再归档。")
    return record


def _enter_visit(row, user):
    if is_within_reach(row, user, "site_visit.edit"):
        return "录入走访人数", reverse("campaigns:site_visit_create", args=[row.pk])
    return None


for _name, _sheet in {
    "evaluation": ScanSheet(
        "考评表",
        Evaluation,
        "evaluation.view",
        "village",
        _evaluation_record,
        select=("round",),
    ),
    "site_visit": ScanSheet(
        "入户访谈表",
        Evaluation,
        "site_visit.view",
        "village",
        _evaluation_record,
        offer=_enter_visit,
        select=("round",),
    ),
    "reward_receipt": ScanSheet(
        "领款签收单", Reward, "reward.view", "honour__village", _reward_record
    ),
}.items():
    SHEETS.answers(_name)(_sheet)


@dataclass(frozen=True)
class _Aim:
    """What a village worked for in a year, and with how many points."""

    village: Village
    level_name: str
    year: int
    points: object


def _applied(application):
    evaluation = application.evaluation
    return _Aim(
        application.village, application.level_name, evaluation.round.year, evaluation.points
    )


def _honoured(honour):
    """The same of an honour; what was entered of a time before the system has no application."""
    if honour.application:
        return _applied(honour.application)
    return _Aim(honour.village, honour.level_name, honour.year, UNKNOWN)


def _file(
    aim,
    noun,
    row,
    *,
    title,
    day,
    by,
    parts,
    authority,
    number,
    score=None,
    year=None,
    later="",
):
    village = aim.village
    file_fact(
        village,
        CODE,
        source=f"{noun}:{row.pk}",
        title=f"{village}{title}",
        on=day,
        by=by,
        parts=parts,
        requirement=SERVES,
        document_number=number,
        responsible=authority,
        metadata={
            "year": str(year or aim.year),
            "score": str(score or aim.points),
            "level": aim.level_name,
            "authority": authority,
            "document_number": number or NONE,
        },
        later=later,
    )


@on(*(f"round.{transition.name}" for transition in ROUND.transitions))
def plan_next_phase(round, by, given):
    """Put the end of the phase that began into the worker's calendar."""
    plan_move(round)


@on("application.approve")
def file_submission(application, by, given):
    """The form and the letter as they were sent; a second sending adds new versions."""
    submission = application.submissions.first()
    village, content = application.village, submission.snapshot
    number = serial(content["year"], application.pk)
    form = application_papers.application_form(
        content, number, link=application_papers.link_to(application)
    )
    letter = application_papers.cover_letter(content, village.township)
    name = f"申报的{content['document'][0]}"
    _file(
        _applied(application),
        "application",
        application,
        title=f"申报{application.level_name}的材料",
        day=submission.sent_on,
        by=by,
        parts=[
            leaf("申报表", "application", form, village, key="form"),
            leaf(name, "cover_letter", letter, village, key="letter"),
        ],
        authority=organ_of(village.township),
        number=content["document"][1],
    )


@on(
    *(
        f"application.{prefix}{act}"
        for prefix in ("", "enter_")
        for act in ("accept", "return_by_district", "refuse")
    )
)
def file_acceptance(application, by, given):
    _file_acceptance(application.acceptances.select_related("submission", "file").first(), by)


def _file_acceptance(row, by):
    application, checks = row.application, list(row.submission.checks.all())
    village, authority = application.village, row.submission.snapshot["named_by"]
    parts = [
        leaf("验收表", "acceptance", acceptance_papers.acceptance(row, checks), village, key="form")
    ]
    if row.file:
        parts.append(attachment("区级书面结论", row.file, row.file_name, key="document"))
    _file(
        _applied(application),
        "acceptance",
        row,
        title=f"{application.level_name}验收表（{row.get_result_display()}）",
        day=row.visited_on,
        by=by,
        parts=parts,
        authority=authority,
        number=row.document_number,
        score=acceptance_papers.points_after(row.submission.snapshot, checks),
    )


@on(AWARDED, ENTERED)
def file_honour(honour, by, given):
    """The naming document; where only its number is known yet, a sheet with what it says."""
    rows = [
        ("命名机关", honour.issuer_name),
        ("命名文件", honour.document_title or NONE),
        ("文号", honour.document_number),
        ("牌匾编号", honour.plaque_number),
        ("命名日期", honour.awarded_on),
        ("复审日期", honour.review_on),
        ("补录", honour.entered_told),
    ]
    organ = organ_of(honour.village.township)
    facts = fact_sheet(f"{honour}命名登记表", rows, on=honour.awarded_on, author=organ)
    parts = [leaf("命名登记表", "fact_sheet", facts, honour.village, key="sheet")]
    if honour.file:
        named = attachment("命名文件", honour.file, honour.file_name, key="document")
        parts.insert(0, named)
    _file(
        _honoured(honour),
        "honour",
        honour,
        title=f"{honour.level_name}命名文件",
        day=honour.awarded_on,
        by=by,
        parts=parts,
        authority=honour.issuer_name,
        number=honour.document_number,
        later=honour.entry_note,
    )


@on(RESULT_ENTERED)
def file_past_result(row, by, given):
    """What a year before the system came to, with its paper."""
    facts = prior_result_papers.sheet(row)
    parts = [leaf("考评结果登记表", "fact_sheet", facts, row.village, key="sheet")]
    if row.file:
        parts.append(attachment("考评材料", row.file, row.file_name, key="document"))
    _file(
        _Aim(row.village, row.level_name or "未达标", row.year, row.points),
        "prior_result",
        row,
        title=f"{row.year}年度考评结果",
        day=row.on,
        by=by,
        parts=parts,
        authority=organ_of(row.village.township),
        number="",
        later=row.entry_note,
    )


@on("honour.keep", "honour.revoke", "honour.remove")
def file_review(honour, by, given):
    """What the authority decided on an honour later, under its document."""
    _file_review(honour.reviews.select_related("file").first(), by)


def _file_review(row, by):
    honour = row.honour
    rows = [
        ("命名机关", honour.issuer_name),
        ("牌匾编号", honour.plaque_number),
        ("复审结论", row.get_result_display()),
        ("复审日期", row.on),
        ("依据文号", row.document_number),
        ("说明", row.reason),
        ("下次复审", honour.review_on if honour.is_held else NONE),
        *([("作废", "登记错了，已作废")] if row.is_void else []),
    ]
    organ = organ_of(honour.village.township)
    facts = fact_sheet(f"{honour}复审登记表", rows, on=row.on, author=organ)
    parts = [leaf("复审登记表", "fact_sheet", facts, honour.village, key="sheet")]
    if row.file:
        parts.insert(0, attachment("复审文件", row.file, row.file_name, key="document"))
    _file(
        _honoured(honour),
        "review",
        row,
        title=f"{honour.level_name}复审（{row.get_result_display()}）",
        day=row.on,
        by=by,
        parts=parts,
        authority=honour.issuer_name,
        number=row.document_number,
        year=row.on.year,
    )


@on("reward.pay")
def file_reward(reward, by, given):
    honour = reward.honour
    values = reward_papers.reward_receipt(reward)
    _file(
        _honoured(honour),
        "reward",
        reward,
        title=f"{honour.level_name}奖励领款签收单",
        day=reward.paid_on,
        by=by,
        parts=[leaf("领款签收单", "reward_receipt", values, honour.village, key="receipt")],
        authority=reward.payer_name,
        number=reward.voucher_number,
    )


@on("correction.carry_out")
def file_corrected(correction, by, given):
    """What was filed is filed anew with the right words; the former papers stay beside it."""
    row, asked_by = given["row"], correction.asked_by
    if isinstance(row, Honour):
        file_honour(row, by, given)
    elif isinstance(row, Reward):
        file_reward(row, by, given)
    elif isinstance(row, PriorResult):
        told = f"这是{row.village}的结果，已经更正"
        of = row.village_id
        withdraw_filed("prior_result", row.pk, by=asked_by, reason=told, unless_of=of)
        file_past_result(row, by, given)
    elif isinstance(row, Review):
        _file_review(row, by)
    elif isinstance(row, Acceptance) and row.is_void:
        told = "验收结论登记错了，已作废"
        withdraw_filed("acceptance", row.pk, by=asked_by, reason=told)
    elif isinstance(row, Acceptance):
        _file_acceptance(row, by)
