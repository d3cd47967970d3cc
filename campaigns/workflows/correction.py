"""What of honours, rewards and acceptances can be put right after it is final, and what follows."""

from django.utils import timezone

from campaigns.acts.assignment import notice
from campaigns.acts.honour import rule_in_force
from campaigns.acts.prior_result import level_faults
from campaigns.acts.prior_result import year_faults as result_year_faults
from campaigns.models import (
    Acceptance,
    Application,
    Assignment,
    Honour,
    PriorResult,
    Review,
    Reward,
)
from campaigns.queries.organising import honour_fault
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.honour import HONOUR, next_review
from township.access.policy import Role
from township.corrections import Correctable, declare
from township.dates import cn_date
from township.document_number import year_faults
from township.papers.issued import issue_paper
from township.today import after_today

RETURNED = ("returned_on", "return_voucher")


def _against_honour(honour, by):
    accepted = honour.application and honour.application.acceptances.standing()
    visited = accepted and accepted.order_by("-id").first()
    if visited and honour.awarded_on < visited.visited_on:
        yield f"命名日期不能早于验收日期（{cn_date(visited.visited_on)}）。"
    yield from after_today(honour.awarded_on, "命名日期")
    yield from year_faults(honour.document_number, honour.awarded_on)
    if fault := honour_fault(honour):
        yield f"{fault}。"
    if honour.awarded_on.year < honour.year:
        yield f"命名日期不能早于创建年度（{honour.year}年）。"


def _follow_honour(honour, by):
    """The name its organ bore on the right day; the reward stays as it was decided."""
    name = honour.issuer.name_on(honour.awarded_on)
    if not honour.is_entered_later and name != honour.issuer_name:
        yield f"命名机关在{cn_date(honour.awarded_on)}的名称是“{name}”，已照此登记。", ""
        honour.issuer_name = name
        honour.save(update_fields=["issuer_name"])
    reward = Reward.objects.filter(honour=honour).first()
    if reward is None:
        return
    rule = rule_in_force(honour)
    if rule is None or rule.amount != reward.amount or rule.payer != reward.payer:
        yield (
            f"奖励{reward.amount:.2f}元是按原来的命名日期定的，请核对。",
            reward.get_absolute_url(),
        )


def _against_reward(reward, by):
    yield from after_today(reward.paid_on, "发放日期")
    if reward.paid_on and reward.paid_on < reward.honour.awarded_on:
        yield "发放日期不能早于命名日期。"
    yield from after_today(reward.returned_on, "追回日期")
    if reward.returned_on and reward.returned_on < reward.paid_on:
        yield "追回日期不能早于发放日期。"


def _not_returned(reward):
    return () if reward.returned_on else RETURNED


def _against_review(review, by):
    honour = review.honour
    if Review.objects.filter(pk=review.pk, is_void=True).exists():
        yield "这次复审已经作废，不能再更正。"
        return
    if honour.status == Honour.Status.VOID:
        yield f"荣誉{honour.get_status_display()}，不能再更正。"
    if review.is_void:
        yield from _against_void_review(review)
    yield from after_today(review.on, "复审日期")
    if review.on < honour.awarded_on:
        yield "复审日期不能早于命名日期。"
    yield from year_faults(review.document_number, review.on)


def _against_void_review(review):
    """It stands as long as something was done upon it."""
    honour = review.honour
    if honour.reviews.standing().filter(pk__gt=review.pk).exists():
        yield "后来又登记了复审，先更正后来的那一次。"
    if honour.is_held:
        return
    same = {"village": honour.village_id, "level": honour.level_id}
    if Honour.objects.held().filter(**same).exists():
        yield f"{honour.village}后来又取得{honour.level_name}，不能恢复。"
    if Application.objects.on_the_way().filter(**same).exists():
        yield f"{honour.village}正在重新申报{honour.level_name}，先撤回那一份。"


def _follow_review(review, by):
    """A void one is as if it had not been; the term runs from the right day."""
    honour = review.honour
    if review.is_void and not honour.is_held:
        honour = HONOUR.perform("restore", honour, by=by)
        yield f"荣誉“{honour}”恢复有效。", honour.get_absolute_url()
        reward = Reward.objects.filter(honour=honour).first()
        if reward is not None:
            told = f"奖励{reward.amount:.2f}元：{reward.get_status_display()}，请核对。"
            yield told, reward.get_absolute_url()
    elif review.result == Review.Result.KEPT and honour.review_on != next_review(honour):
        honour.review_on = next_review(honour)
        honour.save(update_fields=["review_on"])
        told = f"下次复审日期随之改为{cn_date(honour.review_on)}，请核对。"
        yield told, honour.get_absolute_url()


def _against_void(acceptance):
    """The outcome stands as long as something was done upon it that is not taken back with it."""
    application = acceptance.application
    if application.status != acceptance.result:
        now = application.get_status_display()
        yield f"申报现在是“{now}”，这份结论已经不是最后的，不能作废。"
    rows = Application.objects.filter(village=application.village_id, level=application.level_id)
    if rows.on_the_way().exclude(pk=application.pk).exists():
        yield "这个村另有一份这一级别的申报在办，先撤回那一份。"
    held = Honour.objects.held().filter(village=application.village_id, level=application.level_id)
    if held.exclude(application=application).exists():
        yield f"{application.village}后来已经取得{application.level_name}，不能作废。"


def _follow_acceptance(acceptance, by):
    """A void one is as if it had not been: it is decided anew, and what was named upon it falls."""
    if not acceptance.is_void:
        return
    application = APPLICATION.perform("void_decision", acceptance.application, by=by)
    told = "申报回到“区级验收”，请按区里的文件重新录入结论。"
    yield told, application.get_absolute_url()
    honour = Honour.objects.held().filter(application=application).first()
    if honour is None:
        return
    HONOUR.perform(
        "void",
        honour,
        by=by,
        on=timezone.localdate(),
        document_number=acceptance.document_number,
        reason="验收结论录错，已作废。",
    )
    yield f"荣誉“{honour}”作废。", honour.get_absolute_url()
    reward = Reward.objects.filter(honour=honour).first()
    if reward is not None:
        told = f"奖励{reward.amount:.2f}元：{reward.get_status_display()}。"
        yield told, reward.get_absolute_url()


def _against_acceptance(acceptance, by):
    if Acceptance.objects.filter(pk=acceptance.pk, is_void=True).exists():
        yield "这份结论已经作废，不能再更正。"
        return
    if acceptance.is_void:
        yield from _against_void(acceptance)
    yield from after_today(acceptance.visited_on, "验收日期")
    sent_on = acceptance.submission.sent_on
    if acceptance.visited_on < sent_on:
        yield f"验收日期不能早于报送日期（{cn_date(sent_on)}）。"
    if acceptance.rectify_by and acceptance.rectify_by < acceptance.visited_on:
        yield "整改期限不能早于验收日期。"
    yield from year_faults(acceptance.document_number, acceptance.visited_on, timezone.localdate())


def _against_assignment(assignment, by):
    if not assignment.number.strip():
        yield "请填写文号。"
    yield from year_faults(assignment.number, assignment.issued_on)


def _follow_assignment(assignment, by):
    """The notice is issued anew; the former one stays as it went out."""
    issue_paper("assignment", assignment, notice(assignment), assignment.campaign.township)
    told = "任务通知按更正后的文号重新出具，请重新打印发给各村，原来的收回。"
    yield told, assignment.get_absolute_url()


HONOUR_CORRECTION = declare(
    Correctable(
        Honour,
        ("plaque_number", "document_title", "document_number", "awarded_on"),
        "honour.correct",
        "campaigns:honour_correct",
        second=Role.LEADER,
        against=_against_honour,
        follow=_follow_honour,
        past=("awarded_on",),
        select=("village__township", "level__campaign", "issuer", "application"),
        file=("file", "命名文件"),
    )
)
REWARD_CORRECTION = declare(
    Correctable(
        Reward,
        ("voucher_number", "paid_on", "received_by", *RETURNED),
        "reward.correct",
        "campaigns:reward_correct",
        second=Role.LEADER,
        is_final=lambda reward: reward.is_paid,
        against=_against_reward,
        unasked=_not_returned,
        past=("paid_on", "returned_on"),
        select=("honour__village__township", "honour__level"),
    )
)
REVIEW_CORRECTION = declare(
    Correctable(
        Review,
        ("on", "document_number", "reason", "is_void"),
        "honour.correct",
        "campaigns:review_correct",
        second=Role.LEADER,
        against=_against_review,
        follow=_follow_review,
        past=("on",),
        select=("honour__village__township", "honour__level__campaign"),
        file=("file", "复审文件"),
    )
)
ACCEPTANCE_CORRECTION = declare(
    Correctable(
        Acceptance,
        ("visited_on", "team", "opinion", "problems", "rectify_by", "document_number", "is_void"),
        "acceptance.correct",
        "campaigns:acceptance_correct",
        second=Role.LEADER,
        is_final=lambda acceptance: acceptance.is_entered_for_district,
        against=_against_acceptance,
        follow=_follow_acceptance,
        past=("visited_on",),
        select=("application__village__township", "application__level", "submission"),
        file=("file", "区级文件"),
    )
)


def _against_result(row, by):
    yield from result_year_faults(row)
    yield from level_faults(row)


ASSIGNMENT_CORRECTION = declare(
    Correctable(
        Assignment,
        ("number",),
        "assignment.edit",
        "campaigns:assignment_correct",
        second=Role.LEADER,
        is_final=lambda assignment: assignment.status == Assignment.Status.ISSUED,
        against=_against_assignment,
        follow=_follow_assignment,
        select=("campaign__township",),
    )
)
RESULT_CORRECTION = declare(
    Correctable(
        PriorResult,
        ("village", "year", "points", "level", "note"),
        "evaluation.enter_past",
        "campaigns:prior_result_correct",
        second=Role.LEADER,
        against=_against_result,
        scopes={"village": "evaluation.enter_past", "level": "evaluation.enter_past"},
        select=("village__township", "campaign", "level"),
        file=("file", "考评材料"),
    )
)
