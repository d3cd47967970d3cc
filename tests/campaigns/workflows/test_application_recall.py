"""What was done too early is taken back while nobody has built upon it, with a reason."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from campaigns.acts import sheet as sheet_acts
from campaigns.acts import standard as standard_acts
from campaigns.acts.honour import award
from campaigns.models import (
    AcceptanceCheck,
    Application,
    PlanVersion,
    Receipt,
    Reward,
    Round,
    Sheet,
    StandardVersion,
)
from campaigns.queries.sheet import Mark
from campaigns.workflows import plan as plan_workflow
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.evaluation import EVALUATION
from campaigns.workflows.receipt import RECEIPT
from campaigns.workflows.reward import REWARD
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from campaigns.workflows.standard import STANDARD
from tests.campaigns.applications import TODAY, decision
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, teams
from township.history.models import Entry
from township.workflow import Refused
from township.workflow.core import WORKFLOWS

WHY = {"reason": "发早了"}


@pytest.fixture
def plan(campaign, office):
    row = PlanVersion.objects.create(campaign=campaign, number=1, title="方案", text="正文")
    return plan_workflow.PLAN.perform("issue", row, by=office)


def test_an_issued_plan_comes_back_until_the_first_village_signs(plan, office, cadre):
    assert Receipt.objects.filter(plan=plan).exists()
    row = plan_workflow.PLAN.perform("recall", plan, by=office, **WHY)
    assert (row.status, row.issued_on) == ("draft", None)
    assert not Receipt.objects.filter(plan=plan).exists()
    assert "发早了" in Entry.objects.about(row).first().summary
    again = plan_workflow.PLAN.perform("issue", row, by=office)
    receipt = Receipt.objects.filter(plan=again, village__cadres__user=cadre).first()
    RECEIPT.perform("sign", receipt, by=cadre)
    with pytest.raises(Refused, match="已经有村签收"):
        plan_workflow.PLAN.perform("recall", again, by=office, **WHY)


def test_an_issued_standard_comes_back_until_the_first_village_signs(campaign, office, cadre):
    version = StandardVersion.objects.filter(standard__campaign=campaign).issued().first()
    draft = standard_acts.draft(version.standard, by=office)
    for _ in range(2):
        issued = STANDARD.perform("issue", StandardVersion.objects.get(pk=draft.pk), by=office)
        waiting = Receipt.objects.filter(standard_version=issued)
        assert waiting.exists()
        row = STANDARD.perform("recall", issued, by=office, **WHY)
        assert row.status == StandardVersion.Status.DRAFT and not waiting.exists()
        assert "发早了" in Entry.objects.about(row).first().summary
    issued = STANDARD.perform("issue", StandardVersion.objects.get(pk=draft.pk), by=office)
    RECEIPT.perform("sign", waiting.filter(village__cadres__user=cadre).first(), by=cadre)
    with pytest.raises(Refused, match="已经有村签收"):
        STANDARD.perform("recall", issued, by=office, **WHY)


def test_the_database_holds_what_was_signed_for(plan, cadre):
    RECEIPT.perform("sign", Receipt.objects.get(plan=plan, village__cadres__user=cadre), by=cadre)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        PlanVersion.objects.filter(pk=plan.pk).update(status="draft")


def test_what_is_issued_never_changes_its_words(plan):
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        PlanVersion.objects.filter(pk=plan.pk).update(text="别的")


def test_a_standard_in_use_is_not_taken_back(opened, office):
    version = StandardVersion.objects.filter(evaluations__round=opened).first()
    Receipt.objects.filter(standard_version=version).delete()
    with pytest.raises(Refused, match="已经有考评用这一版"):
        STANDARD.perform("recall", version, by=office, **WHY)


def test_a_phase_goes_back_until_the_first_mark(opened, office, evaluator, village):
    teams(opened, [evaluator], office)
    row = ROUND.perform("start_self", opened, by=office)
    row = ROUND.perform("stop_self", row, by=office, **WHY)
    assert row.status == Round.Status.PREPARING
    row = ROUND.perform("start_scoring", row, by=office)
    row = ROUND.perform("stop_scoring", row, by=office, **WHY)
    assert row.status == Round.Status.SELF
    row = ROUND.perform("start_scoring", row, by=office)
    sheet = Sheet.objects.of_evaluators().filter(scorer=evaluator).first()
    code = sheet.evaluation.standard_version.indicators.first().code
    sheet_acts.save_marks(sheet, {code: Mark(Decimal(0), "没有")}, by=evaluator)
    with pytest.raises(Refused, match="已经有考评员评分"):
        ROUND.perform("stop_scoring", row, by=office, **WHY)


def test_an_evaluator_takes_a_sheet_back_until_it_is_settled(scoring, office, evaluator):
    sheet = Sheet.objects.of_evaluators().filter(scorer=evaluator).first()
    sheet_acts.save_marks(sheet, full_marks(sheet), by=evaluator)
    SHEET.perform("submit", sheet, by=evaluator)
    assert SHEET.perform("recall", sheet, by=evaluator, **WHY).is_open
    SHEET.perform("submit", sheet, by=evaluator)
    EVALUATION.perform("settle", sheet.evaluation, by=office)
    with pytest.raises(Refused, match="已经汇总"):
        SHEET.perform("recall", sheet, by=evaluator, **WHY)


def test_a_self_evaluation_comes_back_while_its_phase_lasts(
    opened, office, evaluator, cadre, village
):
    teams(opened, [evaluator], office)
    ROUND.perform("start_self", opened, by=office)
    own = Sheet.objects.get(kind="self", evaluation__village=village)
    sheet_acts.save_marks(own, full_marks(own), by=cadre)
    SHEET.perform("submit_self", own, by=cadre)
    assert SHEET.perform("recall_self", own, by=cadre, **WHY).is_open
    SHEET.perform("submit_self", own, by=cadre)
    ROUND.perform("start_scoring", opened, by=office)
    with pytest.raises(Refused, match="阶段已经结束"):
        SHEET.perform("recall_self", own, by=cadre, **WHY)


def test_an_application_comes_back_step_by_step(sent, office, leader, district):
    row = APPLICATION.perform("recall_approve", sent, by=leader, **WHY)
    assert row.status == Application.Status.LEADER
    assert row.submissions.count() == 1  # what was sent stays
    row = APPLICATION.perform("recall_check", row, by=office, **WHY)
    assert row.status == Application.Status.OFFICE
    row = APPLICATION.perform("recall_submit", row, by=office, **WHY)
    assert row.status == Application.Status.DRAFT
    acts = list(row.steps.order_by("-id").values_list("act", flat=True)[:3])
    assert acts == ["recall_submit", "recall_check", "recall_approve"]


def test_what_the_district_has_begun_to_check_is_not_taken_back(sent, leader, district):
    submission = sent.submissions.first()
    indicator = sent.evaluation.standard_version.indicators.first()
    AcceptanceCheck.objects.create(
        submission=submission,
        code=indicator.code,
        name=indicator.name,
        most=indicator.points,
        score=indicator.points,
        noted_by=district,
    )
    with pytest.raises(Refused, match="已经开始核查"):
        APPLICATION.perform("recall_approve", sent, by=leader, **WHY)


def test_an_approved_reward_waits_again(sent, office, leader, district):
    row = APPLICATION.perform("accept", sent, by=district, **decision())
    honour = award(
        row,
        by=office,
        awarded_on=TODAY(),
        plaque_number="示区-1",
        document_number="示卫发〔2026〕60号",
    )
    reward = Reward.objects.filter(honour=honour).first() or Reward.objects.create(
        honour=honour, amount=200, payer="township", payer_name="镇", reason="x"
    )
    REWARD.perform("approve", reward, by=leader)
    again = REWARD.perform("recall", reward, by=leader, **WHY)
    assert (again.status, again.approved_by) == (Reward.Status.DUE, None)


def test_every_recall_says_until_when():
    recalls = [
        one for workflow in WORKFLOWS.values() for one in workflow.transitions if one.is_recall
    ]
    assert len(recalls) >= 11
    for one in recalls:
        assert "以前可以" in one.confirm, one.name


def test_taking_back_asks_for_a_reason(client, plan, office):
    client.force_login(office)
    page = client.get(plan.get_absolute_url()).content.decode()
    address = reverse("campaigns:plan_act", args=[plan.pk, "recall"])
    assert address in page and "撤回下发" in page
    assert client.post(address, {"reason": ""}).status_code == 422
    client.post(address, {"reason": "发早了"})
    assert PlanVersion.objects.get(pk=plan.pk).status == "draft"
