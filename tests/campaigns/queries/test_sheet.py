"""What may be written on a sheet, what stands there, what is missing: phases, persons, marks."""

from decimal import Decimal
from types import SimpleNamespace

import pytest
from django.utils import timezone

from archives.acts.record import file_fact
from campaigns.acts import sheet as sheet_acts
from campaigns.models import Evaluation, Indicator, Round, Sheet
from campaigns.queries import sheet as sheet_queries
from campaigns.queries.sheet import Mark, against_scorer, against_scoring, missing, written_on
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks
from township.users.models import Membership

STATUSES = ("preparing", "self", "scoring", "review", "announced", "final")


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


@pytest.fixture
def own_sheet(scoring, village):
    return Sheet.objects.get(evaluation__village=village, kind="self")


def against(sheet, phase):
    row = Sheet.objects.select_related("evaluation__round", "evaluation__village").get(pk=sheet.pk)
    row.evaluation.round.status = phase
    return list(against_scoring(row))


@pytest.mark.parametrize("status", STATUSES)
def test_evaluators_write_while_it_is_scored_reviewed_or_corrected(sheet, status):
    label = Round.Status(status).label
    told = [f"2025年度考评现在是“{label}”，还不能评分。"]
    expected = [] if status in ("scoring", "review", "announced") else told
    assert against(sheet, status) == expected


@pytest.mark.parametrize("status", STATUSES)
def test_a_village_writes_until_the_review(own_sheet, status):
    label = Round.Status(status).label
    told = [f"2025年度考评现在是“{label}”，还不能自评。"]
    assert against(own_sheet, status) == ([] if status in ("self", "scoring") else told)


def test_a_result_that_is_settled_is_written_no_more(sheet):
    Evaluation.objects.filter(pk=sheet.evaluation_id).update(status="settled")
    assert against(sheet, "review") == ["万顺村2025年度考评已经汇总，不能再改。"]


def test_a_sheet_handed_in_is_written_no_more(sheet, evaluator):
    sheet_acts.save_marks(sheet, full_marks(sheet), by=evaluator)
    SHEET.perform("submit", sheet, by=evaluator)
    assert against(sheet, "scoring") == ["评分表已经提交，不能再改。"]


def test_the_villages_day_closes_its_sheet_and_no_evaluators(own_sheet, sheet, office):
    """The round of 2025 is over its days; it is moved by them."""
    Round.objects.update(moves_for=office)
    assert against(own_sheet, "scoring") == ["自评已于2025年12月5日截止。"]
    assert against(sheet, "scoring") == []


def rows(*sheets):
    chosen = Sheet.objects.filter(pk__in=[one.pk for one in sheets])
    return list(chosen.select_related("evaluation__village__township", "scorer"))


def test_each_sheet_is_for_its_own_scorer(sheet, own_sheet, evaluator, cadre, office):
    mine, theirs = "这是赵考评的评分表，只能由本人评分。", "这是万顺村的自评表，只能由本村填写。"
    both = rows(sheet, own_sheet)
    assert against_scorer(both, evaluator) == {sheet.pk: [], own_sheet.pk: [theirs]}
    assert against_scorer(both, cadre) == {sheet.pk: [mine], own_sheet.pk: []}
    assert against_scorer(both, office) == {sheet.pk: [mine], own_sheet.pk: [theirs]}


def test_who_evaluates_no_more_or_became_a_cadre_there_writes_nothing(sheet, evaluator, village):
    anew = type(evaluator).objects
    membership = evaluator.memberships.get()
    office = Membership.objects.create(user=evaluator, role="cadre", township=village.township)
    village.cadres.add(office)
    own = "赵考评是万顺村的干部，不能考评本村。"
    assert against_scorer(rows(sheet), anew.get(pk=evaluator.pk)) == {sheet.pk: [own]}
    membership.delete()
    mine = "这是赵考评的评分表，只能由本人评分。"
    assert against_scorer(rows(sheet), anew.get(pk=evaluator.pk)) == {sheet.pk: [mine]}


def test_a_mark_is_judged_by_its_indicator(sheet):
    indicator = sheet.evaluation.standard_version.indicators.get(code="B1")
    assert sheet_queries.mark_faults(indicator, Mark(Decimal(8))) == ()
    (fault,) = sheet_queries.mark_faults(indicator, Mark(Decimal(9), "好"))
    assert fault == "指标B1：得分9超过了最高分8.0。"
    rule = sheet_queries.alone(indicator)
    assert [one.code for one in rule.indicators] == ["B1"] and rule.thresholds == ()


def test_rules_judge_each_mark_once_by_points_and_whether_a_reason_stands(sheet):
    version = sheet.evaluation.standard_version_id
    rules = sheet_queries.Rules({version})
    indicator = rules.get(sheet, "B1")
    assert indicator == Indicator.objects.get(version=version, code="B1")
    assert rules.get(sheet, "Z9") is None
    first = rules.faults(indicator, Mark(Decimal(7), "  "))
    assert first == ("指标B1：不是满分，请写明扣分或加分的理由。",)
    assert rules.faults(indicator, Mark(Decimal(7))) is first
    assert rules.faults(indicator, Mark(Decimal(7), "晚了")) == ()
    assert rules.alone(indicator) is rules.alone(indicator)


def test_indicators_of_another_version_are_not_the_sheets(sheet, campaign):
    other = campaign.standards.get(code="QUALIFIED").versions.get()
    rules = sheet_queries.Rules({other.pk})
    assert rules.get(sheet, "B1") is None
    there = SimpleNamespace(evaluation=SimpleNamespace(standard_version_id=other.pk))
    assert rules.get(there, "B1").version == other


def test_what_stands_on_a_sheet_with_its_evidence_and_the_villages_own_points(
    sheet, own_sheet, evaluator, cadre, village, django_assert_num_queries
):
    cited = [
        file_fact(village, "ZCH", source=name, title=name, on=timezone.localdate(), by=cadre).pk
        for name in ("会议记录", "表决记录")
    ]
    marks = {"B1": Mark(Decimal(8), cited=tuple(cited)), "A1": Mark(Decimal(4))}
    sheet_acts.save_marks(sheet, marks, by=evaluator)
    sheet_acts.save_marks(own_sheet, full_marks(own_sheet, {"B1": 5}), by=cadre)
    ids = dict(sheet.evaluation.standard_version.indicators.values_list("code", "pk"))
    with django_assert_num_queries(1):
        scores, evidence, own = written_on(sheet)
    assert {pk: row.points for pk, row in scores.items()} == {ids["B1"]: 8, ids["A1"]: 4}
    assert dict(evidence) == {ids["B1"]: set(cited)}
    assert own == {}, "not handed in yet"
    SHEET.perform("submit_self", own_sheet, by=cadre)
    own = written_on(sheet)[2]
    assert own["B1"] == 5 and len(own) == len(ids)
    assert written_on(Sheet.objects.get(pk=own_sheet.pk))[2] == {}, "its own points are its scores"


def test_what_has_no_points_is_missing(sheet, evaluator):
    every = list(sheet.evaluation.standard_version.indicators.all())
    assert missing(sheet) == every
    marks = full_marks(sheet)
    marks["C1"] = Mark(None)
    del marks["B1"]
    marks["A1"] = Mark(Decimal(0), "没有")
    sheet_acts.save_marks(sheet, marks, by=evaluator)
    assert [row.code for row in missing(sheet)] == ["B1", "C1"], "nought is a score"
