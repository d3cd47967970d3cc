"""一票否决: one person finds it, another decides, and the result follows."""

import pytest

from campaigns.models import Evaluation, VetoFinding
from campaigns.workflows.round import ROUND
from campaigns.workflows.veto import VETO, find
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score
from township.workflow import Refused


@pytest.fixture
def finding(scoring, evaluator, village):
    evaluation = Evaluation.objects.get(village=village)
    veto = evaluation.standard_version.vetoes.first()
    return find(
        VetoFinding(evaluation=evaluation, veto=veto, fact="11月3日查，没有表决记录"), by=evaluator
    )


def test_whoever_found_it_cannot_confirm_it(finding, evaluator):
    with pytest.raises(Refused, match="请由另一人核实"):
        VETO.perform("confirm", finding, by=evaluator)


def test_an_undecided_one_blocks_the_announcement(finding, scoring, office):
    score(scoring)
    round = ROUND.perform("review", scoring, by=office)
    with pytest.raises(Refused, match="还没有第二人核实"):
        ROUND.perform("announce", round, by=office, days=7)


def test_a_confirmed_one_decides_whatever_the_points(finding, scoring, office, village):
    score(scoring)
    ROUND.perform("review", scoring, by=office)
    VETO.perform("confirm", finding, by=office)
    result = Evaluation.objects.get(village=village)
    assert result.points == 100
    assert result.reached == []
    assert "没有表决记录" in "".join(result.outcomes[0]["reasons"])


def test_a_dismissed_one_leaves_the_result(finding, scoring, office, village):
    score(scoring)
    ROUND.perform("review", scoring, by=office)
    VETO.perform("dismiss", finding, by=office)
    assert Evaluation.objects.get(village=village).reached


@pytest.mark.parametrize("decision", ["confirm", "dismiss"])
def test_a_conclusion_is_taken_back_until_the_result_is_final(
    finding, scoring, office, village, decision
):
    score(scoring)
    ROUND.perform("review", scoring, by=office)
    row = VETO.perform(decision, finding, by=office)
    row = VETO.perform("recall", row, by=office)
    row = VetoFinding.objects.get()
    assert row.status == VetoFinding.Status.FOUND and row.confirmed_by is None
    assert not Evaluation.objects.get(village=village).reached, "it waits to be decided"
    row = VETO.perform("dismiss", row, by=office)
    assert Evaluation.objects.get(village=village).reached, "settled anew without it"
    Evaluation.objects.filter(village=village).update(status=Evaluation.Status.FINAL)
    with pytest.raises(Refused, match="已经定稿"):
        VETO.perform("recall", VetoFinding.objects.get(), by=office)


def test_who_found_it_takes_no_conclusion_back(finding, scoring, office, evaluator):
    row = VETO.perform("confirm", finding, by=office)
    with pytest.raises(Refused, match="请由另一人核实"):
        VETO.perform("recall", row, by=evaluator)
