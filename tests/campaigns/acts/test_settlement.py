"""What a round's sheets add up to, and what is kept of it."""

from datetime import date
from decimal import Decimal

import pytest
from django.utils import timezone

from campaigns.acts import settlement as settlement_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.models import Evaluation, Score, Sheet, StandardVersion, Veto, VetoFinding
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score, teams
from tests.personas import make_village
from villages.models import Village


def results(round):
    return list(round.evaluations.select_related("round", "village").order_by("pk"))


def settle(round, on=None):
    settlement_acts.settle(results(round), on)
    return {row.village.name: row for row in results(round)}


def test_the_result_tells_levels_with_reasons(scoring, office, village):
    score(scoring, {"万顺村": {"B1": 1, "A1": 0}})
    ROUND.perform("review", scoring, by=office)
    result = Evaluation.objects.get(village=village)
    assert result.points == Decimal("89.0")
    assert result.outcomes[0]["is_reached"] is False
    assert "差1.0分" in "".join(result.outcomes[0]["reasons"])
    assert result.result["gains"][0]["code"] == "B1"


@pytest.mark.parametrize(
    ("kind", "name"), [("village", "区级先进村"), ("community", "区级先进社区")]
)
def test_a_community_is_judged_under_its_own_names(campaign, kind, name):
    version = StandardVersion.objects.with_parts().get(standard__code="ADVANCED")
    rule = settlement_acts.rule_of(version, Village(kind=kind))
    assert [one.name for one in rule.thresholds] == [name]


def test_standards_are_read_once_for_villages_and_once_for_communities(
    campaign, opened, django_assert_num_queries
):
    rows = results(opened)
    with django_assert_num_queries(6):
        rules = settlement_acts.rules_of(rows)
    keys = {(row.standard_version_id, False) for row in rows}
    assert set(rules) == keys and len(rules) == 2
    rows[1].village.kind = "community"
    assert (rows[1].standard_version_id, True) in settlement_acts.rules_of(rows)


def test_one_rule_serves_all_villages_of_a_standard(campaign, opened):
    first, second = results(opened)
    second.standard_version_id = first.standard_version_id
    assert len(settlement_acts.rules_of([first, second])) == 1


def test_numbers_are_kept_as_text(scoring, village):
    score(scoring, {"万顺村": {"B1": "6.5"}})
    row = settle(scoring)["万顺村"]
    (line,) = [one for one in row.result["lines"] if one["code"] == "B1"]
    assert (line["category"], line["full"], line["points"], line["scores"]) == (
        "B",
        "8.0",
        "6.5",
        ["6.5"],
    )
    assert line["reasons"] == ["查有不足"]
    assert row.result["sheets"] == [{"scorer": "赵考评", "total": "98.5"}]
    assert (row.result["method"], row.result["spread"]) == ("平均分", "0.0")


def test_a_reason_that_two_people_wrote_stands_once_and_none_stands_not(
    scoring, office, evaluator, second_evaluator
):
    teams(scoring, [evaluator, second_evaluator], office)
    score(scoring, {"万顺村": {"B1": 7}})
    told = {one["code"]: one["reasons"] for one in settle(scoring)["万顺村"].result["lines"]}
    assert told["B1"] == ["查有不足"]
    assert told["A1"] == []


def test_a_missing_point_leaves_the_result_open_and_tells_no_gains(scoring, village):
    score(scoring, {"万顺村": {"A1": 0}})
    settled = settle(scoring)["万顺村"]
    assert [one["code"] for one in settled.result["gains"]] == ["A1"]
    Sheet.objects.update(status="open")
    Score.objects.filter(indicator__code="A2").update(points=None)
    row = settle(scoring)["万顺村"]
    assert (row.points, row.result["gains"]) == (None, [])


def test_the_villages_own_total_counts_once_it_is_handed_in(scoring, village, cadre):
    score(scoring)
    own = Sheet.objects.get(evaluation__village=village, kind="self")
    sheet_acts.save_marks(own, full_marks(own, {"B1": "6.7"}), by=cadre)
    assert settle(scoring)["万顺村"].result["self_total"] is None
    SHEET.perform("submit_self", own, by=cadre)
    told = settle(scoring)
    assert told["万顺村"].result["self_total"] == "98.7"
    assert told["三水村"].result["self_total"] is None


@pytest.mark.parametrize(
    ("status", "told", "is_reached"),
    [("found", [], False), ("confirmed", ["没有章程"], False), ("dismissed", [], True)],
)
def test_a_veto_counts_until_it_is_dismissed_and_is_named_once_confirmed(
    scoring, village, evaluator, office, status, told, is_reached
):
    score(scoring)
    row = scoring.evaluations.get(village=village)
    VetoFinding.objects.create(
        evaluation=row,
        veto=Veto.objects.filter(version=row.standard_version).first(),
        fact="没有章程",
        found_by=evaluator,
        confirmed_by=office if status == "confirmed" else None,
        status=status,
    )
    settled = settle(scoring)["万顺村"]
    assert [one["fact"] for one in settled.result["vetoes"]] == told
    assert bool(settled.reached) is is_reached
    assert settled.points == 100


def test_settling_anew_ends_the_announcement(scoring):
    score(scoring)
    Evaluation.objects.update(announced_on=date(2025, 12, 22), settled_on=date(2025, 12, 1))
    told = settle(scoring, on=date(2025, 12, 24))
    assert {(one.settled_on, one.announced_on) for one in told.values()} == {
        (date(2025, 12, 24), None)
    }
    assert settle(scoring)["万顺村"].settled_on == timezone.localdate()


def test_what_was_written_is_read_in_four_queries(scoring, django_assert_num_queries):
    score(scoring)
    rows = results(scoring)
    with django_assert_num_queries(4):
        found = settlement_acts.written_about(rows)
    assert {len(one.sheets) for one in found.values()} == {1}
    assert {len(one.marks[0]) for one in found.values()} == {26}
    with django_assert_num_queries(0):
        assert settlement_acts.written_about([]) == {}


def test_settling_costs_the_same_for_more_villages(
    campaign, opened, office, evaluator, django_assert_max_num_queries
):
    for number in range(3):
        make_village(campaign.township, f"新{number}村", f"K{number:03}")
    with django_assert_max_num_queries(16):
        settle(opened)
