"""Counts of a visit are entered while the village is being evaluated, and told in history."""

from datetime import date

import pytest

from campaigns.acts import site_visit as site_visit_acts
from campaigns.models import Evaluation, Round, SiteVisit
from tests.campaigns.rounds import *  # noqa: F403
from tests.personas import cadre_of
from township.history.models import Entry
from township.workflow import Refused


@pytest.fixture
def evaluation(scoring, village):
    return Evaluation.objects.select_related("round", "village").get(village=village)


def visit(evaluation):
    return SiteVisit(
        evaluation=evaluation, visited_on=date(2025, 12, 10), visitors="赵考评", groups="1组",
        households=8, respondents=20, aware=17, satisfied=12, fairly=6, dissatisfied=2,
    )  # fmt: skip


def test_a_visit_is_kept_with_who_entered_it(evaluation, evaluator):
    row = site_visit_acts.enter(visit(evaluation), by=evaluator)
    assert SiteVisit.objects.get() == row and row.entered_by == evaluator
    told = Entry.objects.about(row).get()
    assert (told.verb, told.actor, told.village_id) == (
        "site_visit.enter",
        evaluator,
        evaluation.village_id,
    )
    assert told.summary == "录入走访：万顺村2025年12月10日走访，受访20人"


@pytest.mark.parametrize(
    ("status", "round_status", "may"),
    [
        ("open", "scoring", True),
        ("settled", "review", True),
        ("settled", "announced", True),
        ("final", "announced", False),
        ("replaced", "announced", False),
        ("open", "final", False),
    ],
)
def test_nothing_is_entered_once_the_result_is_final_or_replaced(
    evaluation, evaluator, status, round_status, may
):
    Round.objects.update(status=round_status)
    evaluation.round.status, evaluation.status = round_status, status
    if may:
        site_visit_acts.enter(visit(evaluation), by=evaluator)
    else:
        with pytest.raises(Refused, match="考评已经定稿，不能再录入走访"):
            site_visit_acts.enter(visit(evaluation), by=evaluator)
    assert SiteVisit.objects.exists() is may


def test_nobody_visits_the_own_village(evaluation, village):
    user = cadre_of(village, "dual", "孙专干")
    with pytest.raises(Refused, match="孙专干是万顺村的干部，不能考评本村"):
        site_visit_acts.enter(visit(evaluation), by=user)
    assert not SiteVisit.objects.exists()
    assert not Entry.objects.filter(verb="site_visit.enter").exists()
