"""What the system proposes rests on rows, counted for all villages at once."""

from datetime import date
from decimal import Decimal

import pytest
from django.db.models import F
from django.urls import reverse

from campaigns.acts import sheet as sheet_acts
from campaigns.acts import site_visit as site_visit_acts
from campaigns.models import Evaluation, Sheet, SiteVisit
from campaigns.queries import facts
from campaigns.queries import sheet as sheet_queries
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from township.workflow import Refused
from villages.models import Group, Posting, Publicity


@pytest.fixture
def evaluation(scoring, village):
    return Evaluation.objects.select_related("round", "village").get(village=village)


def told(evaluation):
    facts.refresh([evaluation])
    return Evaluation.objects.get(pk=evaluation.pk).proposals


def test_an_empty_village_is_proposed_nothing_for_the_charter(evaluation):
    proposed = told(evaluation)["B1"]
    assert proposed["points"] == "0.0"
    assert "没有生效的自治章程" in proposed["reason"]


def test_a_village_that_judges_itself_is_shown_the_proposals(opened, office, village):
    ROUND.perform("start_self", opened, by=office)
    evaluation = Evaluation.objects.get(village=village)
    assert "没有生效的自治章程" in evaluation.proposals["B1"]["reason"]


@pytest.mark.parametrize(("quarters", "points"), [(0, "0.0"), (3, "4.5"), (4, "6.0")])
def test_quarters_made_public(evaluation, village, quarters, points):
    for quarter in range(quarters):
        Posting.objects.create(
            village=village,
            kind="quarterly",
            title="季度公开",
            place="公开栏",
            posted_on=date(2025, quarter * 3 + 1, 5),
            until=date(2025, quarter * 3 + 1, 25),
            status="posted",
        )
    assert told(evaluation)["C1"]["points"] == points


def test_a_content_counts_only_when_every_group_heard_it(evaluation, village):
    groups = list(Group.objects.filter(village=village))
    act = Publicity.objects.create(
        village=village, channel="yard", contents=["plan", "law"], on=date(2025, 5, 1), place="坝"
    )
    act.groups.set(groups[:-1])
    assert told(evaluation)["D2"]["points"] == "0.0"
    act.groups.set(groups)
    proposed = told(evaluation)
    assert proposed["D2"]["points"] == "2.0"
    assert proposed["D1"]["points"] == "1.0"


def test_awareness_is_proposed_only_after_a_visit(evaluation, evaluator):
    assert "D3" not in told(evaluation)
    visit = SiteVisit(
        evaluation=evaluation,
        visited_on=date(2025, 12, 1),
        visitors="赵",
        groups="1组",
        households=5,
        respondents=20,
        aware=16,
        satisfied=20,
        fairly=0,
        dissatisfied=0,
    )
    site_visit_acts.enter(visit, by=evaluator)
    proposed = told(evaluation)
    assert proposed["D3"]["points"] == "2.0"  # 80 %, five points of percent below 85
    assert proposed["F3"]["points"] == "5.0"


def test_proposals_are_taken_with_one_button(as_user, evaluator, evaluation):
    sheet = Sheet.objects.get(evaluation=evaluation, scorer=evaluator)
    client = as_user(evaluator)
    assert "系统建议" in client.get(sheet.get_absolute_url()).content.decode()
    client.post(reverse("campaigns:take_proposals", args=[sheet.pk]))
    score = sheet.scores.get(indicator__code="B1")
    assert (score.points, score.proposed) == (Decimal(0), Decimal(0))
    assert score.reason == told(evaluation)["B1"]["reason"]
    for full in sheet.scores.filter(points=F("indicator__points")):
        assert full.reason == "", "full points need no reason"
    assert client.post(reverse("campaigns:recount", args=[sheet.pk])).status_code == 302


def test_the_systems_reason_goes_with_the_systems_points_only(evaluation, evaluator):
    sheet = Sheet.objects.get(evaluation=evaluation, scorer=evaluator)
    sheet_acts.take_proposals(sheet, by=evaluator)
    reason = sheet.scores.get(indicator__code="B1").reason
    with pytest.raises(Refused, match=r"系统建议的0\.0分，请按实际得分改写理由"):
        sheet_acts.save_marks(sheet, {"B1": sheet_queries.Mark(Decimal(3), reason)}, by=evaluator)
    sheet_acts.save_marks(sheet, {"B1": sheet_queries.Mark(Decimal(0), reason)}, by=evaluator)
    sheet_acts.save_marks(
        sheet, {"B1": sheet_queries.Mark(Decimal(3), "会议记录补齐了")}, by=evaluator
    )


def test_counting_costs_the_same_for_any_number_of_villages(
    opened, office, evaluator, township, django_assert_max_num_queries
):
    evaluations = list(opened.evaluations.select_related("round", "village"))
    with django_assert_max_num_queries(60) as few:
        facts.refresh(evaluations[:1])
    with django_assert_max_num_queries(len(few.captured_queries)):
        facts.refresh(evaluations)
