"""A village's result is settled, opened again, final: what each step waits for."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError

from campaigns.models import Evaluation, Round, Sheet, VetoFinding
from campaigns.workflows.evaluation import EVALUATION, against_announcing
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score, teams
from township.workflow import Refused


def test_settling_waits_for_every_sheet(scoring, office):
    with pytest.raises(Refused, match="万顺村：赵考评的评分表还没有提交"):
        ROUND.perform("review", scoring, by=office)


def test_a_large_spread_waits_for_a_note(opened, office, evaluator, second_evaluator, village):
    teams(opened, [evaluator, second_evaluator], office)
    ROUND.perform("start_scoring", opened, by=office)
    score(opened)
    sheet = Sheet.objects.get(evaluation__village=village, scorer=second_evaluator)
    from campaigns.workflows.sheet import SHEET

    SHEET.perform("reopen", sheet, by=office, reason="核对")
    from campaigns.acts.sheet import save_marks
    from campaigns.queries.sheet import Mark

    save_marks(sheet, {"B1": Mark(Decimal(0), "没有章程")}, by=second_evaluator)
    SHEET.perform("submit", sheet, by=second_evaluator)
    round = ROUND.perform("review", Round.objects.get(pk=opened.pk), by=office)
    with pytest.raises(Refused, match=r"相差8\.0分"):
        ROUND.perform("announce", round, by=office, days=7)
    Evaluation.objects.filter(village=village).update(spread_note="已现场核对")
    ROUND.perform("announce", round, by=office, days=7)


def test_what_is_final_is_frozen_and_filed(final, village):
    result = Evaluation.objects.get(village=village)
    assert result.status == "final"
    with pytest.raises((IntegrityError, DatabaseError)):
        Evaluation.objects.filter(pk=result.pk).update(points=1)


def result_of(round, village):
    return round.evaluations.get(village=village)


def refusal(act, row, office, **given):
    with pytest.raises(Refused) as refused:
        EVALUATION.perform(act, row, by=office, **given)
    return refused.value.reasons


def test_nothing_is_settled_before_scoring_or_without_evaluators(opened, office, village):
    assert refusal("settle", result_of(opened, village), office) == [
        "2025年度考评现在是“准备”，不能汇总。",
        "万顺村还没有分配考评员。",
    ]


def test_the_villages_own_sheet_is_waited_for_by_nobody(scoring, office, village):
    score(scoring)
    own = Sheet.objects.get(evaluation__village=village, kind="self")
    assert own.is_open
    row = EVALUATION.perform("settle", result_of(scoring, village), by=office)
    assert (row.status, row.points) == ("settled", Decimal(100))


def test_after_the_round_is_final_nothing_is_settled_again(reviewed, office, village):
    Round.objects.update(status="final")
    told = refusal("settle", result_of(reviewed, village), office)
    assert told == ["2025年度考评现在是“定稿”，不能汇总。"]


def test_what_keeps_a_result_from_being_shown(reviewed, village, evaluator):
    row = result_of(reviewed, village)
    assert list(against_announcing(row)) == []
    row.result |= {"is_spread_flagged": True, "spread": "8.0"}
    assert list(against_announcing(row)) == [
        "万顺村：考评员总分相差8.0分，超过上限，请写复核意见。"
    ]
    row.spread_note = "已核对"
    veto = row.standard_version.vetoes.first()
    VetoFinding.objects.create(evaluation=row, veto=veto, fact="没有章程", found_by=evaluator)
    assert list(against_announcing(row)) == ["万顺村有一票否决线索还没有第二人核实。"]
    VetoFinding.objects.update(status="dismissed")
    assert list(against_announcing(row)) == []
    row.status = "open"
    assert list(against_announcing(row)) == ["万顺村还没有汇总。"]


def test_what_was_not_announced_is_not_final(reviewed, office, village):
    row = result_of(reviewed, village)
    assert refusal("finalise", row, office, evidence={}) == ["万顺村的结果还没有公示。"]
    assert not Evaluation.objects.final().exists()


def test_the_evidence_of_each_village_is_kept_with_its_result(announced, office, village):
    row = result_of(announced, village)
    given = {village.pk: [{"record": 7}], -1: [{"record": 8}]}
    row = EVALUATION.perform("finalise", row, by=office, evidence=given)
    kept = Evaluation.objects.get(pk=row.pk)
    assert (kept.evidence, kept.status) == ([{"record": 7}], "final")
    assert kept.finalised_at is not None


def test_steps_that_others_take_are_offered_to_nobody(reviewed, office, village):
    offered = EVALUATION.available(result_of(reviewed, village), office)
    assert [one.name for one in offered] == ["settle"]
