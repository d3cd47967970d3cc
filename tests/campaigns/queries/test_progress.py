"""Target against actual: computed from registered facts, with a fixed number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.queries import progress
from campaigns.queries.progress import Fact, Reached, Stage, TargetState, judge
from tests.personas import make_village
from township import registry


@pytest.fixture
def told(monkeypatch):
    """Registries of their own, so that a test says what is so."""
    monkeypatch.setattr(registry, "REGISTRIES", [])
    for name in ("REACHED", "STAGES", "FACTS"):
        monkeypatch.setattr(progress, name, registry.Registry(name))
    return progress


def target_of(campaign, village, level):
    rows = campaign.targets.select_related("village", "level")
    return rows.get(village__name=village, level__code=level)


def honour(target, rank, on):
    return Reached(target.village_id, target.level_id, rank, on)


@pytest.mark.parametrize(
    ("rank", "on", "state"),
    [
        (2, date(2026, 12, 31), TargetState.MET),
        (2, date(2027, 1, 1), TargetState.LATE),
        (3, date(2026, 6, 1), TargetState.MET),
        (1, date(2026, 6, 1), TargetState.OPEN),
    ],
)
def test_held_levels_meet_targets_up_to_their_rank(running, rank, on, state):
    target = target_of(running, "万顺村", "ADVANCED")
    assert judge(target, [honour(target, rank, on)], [], date(2026, 12, 31)).state == state


def test_what_a_year_earned_counts_for_it_though_it_is_named_in_spring(running):
    target = target_of(running, "万顺村", "ADVANCED")
    named = Reached(target.village_id, target.level_id, 2, date(2027, 2, 10), year=2026)
    assert judge(target, [named], [], date(2027, 3, 1)).state == TargetState.MET


def test_a_higher_level_named_later_does_not_make_it_late(running):
    target = target_of(running, "万顺村", "ADVANCED")
    held = [honour(target, 3, date(2028, 6, 1)), honour(target, 2, date(2026, 6, 1))]
    told = judge(target, held, [], date(2028, 12, 31))
    assert (told.state, told.reached) == (TargetState.MET, held[1])


@pytest.mark.parametrize(
    ("today", "state"),
    [(date(2026, 12, 31), TargetState.OPEN), (date(2027, 1, 1), TargetState.MISSED)],
)
def test_a_target_is_missed_when_its_year_is_over(running, today, state):
    assert judge(target_of(running, "万顺村", "ADVANCED"), [], [], today).state == state


def test_a_pending_application_keeps_a_target_open(running):
    target = target_of(running, "万顺村", "ADVANCED")
    stage = Stage(target.village_id, 2026, "待区验收", order=5, level_id=target.level_id)
    standing = judge(target, [], [stage], date(2027, 2, 1))
    assert (standing.state, standing.label) == (TargetState.OPEN, "待区验收")
    closed = Stage(
        target.village_id, 2026, "验收未通过", order=6, level_id=target.level_id, is_open=False
    )
    assert judge(target, [], [closed], date(2027, 2, 1)).state == TargetState.MISSED


@pytest.mark.parametrize(("year", "rank"), [(2024, 2), (2026, 2), (2025, 3)])
def test_a_level_that_was_held_and_taken_back_is_said_so(running, year, rank):
    target = target_of(running, "万顺村", "ADVANCED")
    lost = Stage(
        target.village_id, year, "荣誉已撤销", is_open=False, is_lost=True, rank=rank, level_id=-1
    )
    standing = judge(target, [], [lost], date(2027, 2, 1))
    assert (standing.state, standing.label) == (TargetState.MISSED, "荣誉已撤销")


def test_what_was_lost_below_it_says_nothing_of_it(running):
    target = target_of(running, "万顺村", "ADVANCED")
    lost = Stage(target.village_id, 2025, "荣誉已撤销", is_open=False, is_lost=True, rank=1)
    assert judge(target, [], [lost], date(2027, 2, 1)).label == "逾期未达"


def test_the_furthest_stage_is_shown(running):
    target = target_of(running, "万顺村", "ADVANCED")
    stages = [
        Stage(target.village_id, 2026, "考评92.5分", order=3),
        Stage(target.village_id, 2026, "自评", order=1),
    ]
    assert judge(target, [], stages, date(2026, 12, 1)).label == "考评92.5分"


def test_a_target_of_this_year_without_a_round_is_under_way(running):
    target = target_of(running, "万顺村", "ADVANCED")
    assert judge(target, [], [], date(2026, 1, 1)).label == "进行中"


def test_a_round_opened_early_for_the_targets_year_is_shown(running):
    target = target_of(running, "万顺村", "ADVANCED")
    ahead = Stage(target.village_id, 2026, "待自评", order=10)
    assert judge(target, [], [ahead], date(2025, 12, 20)).label == "待自评"


def test_a_target_of_a_later_year_is_not_judged_by_this_years_evaluation(running):
    target, today = target_of(running, "万顺村", "MODEL_CITY"), date(2026, 12, 1)
    assert target.due_year > 2026
    missed = Stage(target.village_id, 2026, "考评未达标", tone="warn", order=10)
    standing = judge(target, [], [missed], today)
    assert (standing.state, standing.label, standing.tone) == (
        TargetState.OPEN,
        "未到期",
        "neutral",
    )
    early = Stage(target.village_id, 2026, "待区验收", order=20, level_id=target.level_id)
    assert judge(target, [], [missed, early], today).label == "待区验收"


def test_stretch_targets_missed_are_a_warning_not_a_failure(running):
    stretch = target_of(running, "万顺村", "MODEL_CITY")
    firm = target_of(running, "治华村", "ADVANCED")
    today = date(2031, 1, 1)
    assert judge(stretch, [], [], today).tone == "warn"
    assert judge(firm, [], [], today).tone == "bad"


def test_matrix_has_a_row_a_village_and_a_cell_a_year(running, office, told):
    matrix = told.matrix(running, office, today=date(2026, 11, 23))
    assert matrix["years"] == [2026, 2027, 2028, 2029, 2030]
    row = matrix["rows"][0]
    assert row["label"] == "万顺村"
    assert [cell["year"] for cell in row["cells"]] == matrix["years"]
    assert row["cells"][0]["marks"][0]["label"] == "区级先进村·约束性"
    assert row["cells"][4]["marks"][0]["label"] == "市级示范村·力争"
    community = next(one for one in matrix["rows"] if one["label"] == "新场社区")
    assert community["cells"][3]["marks"][0]["label"] == "区级先进社区·约束性"


def test_villages_without_a_target_show_their_evaluation(running, office, told):
    village = make_village(running.township, "石桥村", "J109")
    told.STAGES.answers("evaluation")(lambda campaign: [Stage(village.pk, 2026, "考评88分")])
    rows = told.matrix(running, office)["rows"]
    mine = next(row for row in rows if row["label"] == "石桥村")
    assert mine["cells"][0]["marks"][0]["label"] == "考评88分"


def test_a_year_with_a_target_shows_the_target_alone(running, office, told):
    target = target_of(running, "万顺村", "ADVANCED")
    village, level = target.village_id, target.level_id
    told.STAGES.answers("evaluation")(
        lambda campaign: [
            Stage(village, 2026, "考评92分"),
            Stage(village, 2027, "待区验收", level_id=level),
        ]
    )
    cells = told.matrix(running, office, today=date(2026, 11, 23))["rows"][0]["cells"]
    assert [mark["label"] for mark in cells[0]["marks"]] == ["区级先进村·约束性"]
    assert cells[1]["marks"] == [], "a stage of one level belongs to its target"


def test_a_year_without_a_target_shows_what_was_named_for_it(running, office, told):
    """Not how it was evaluated: that led to the honour."""
    target = target_of(running, "万顺村", "ADVANCED")
    village, level = target.village_id, target.level_id
    named = Reached(village, level, 2, date(2028, 3, 1), "/honours/1/", 2027, "区级先进村")
    told.REACHED.answers("honour")(lambda campaign: [named])
    told.STAGES.answers("evaluation")(lambda campaign: [Stage(village, 2027, "考评达标")])
    cells = told.matrix(running, office, today=date(2028, 11, 23))["rows"][0]["cells"]
    (mark,) = cells[1]["marks"]
    assert (mark["label"], mark["hint"], mark["tone"]) == ("区级先进村", "已命名", "good")
    assert mark["url"] == "/honours/1/"
    assert [one["label"] for one in cells[0]["marks"]] == ["区级先进村·约束性"]


def test_matrix_costs_the_same_for_six_and_for_sixty_villages(running, office, told):
    office.current_memberships  # noqa: B018  loaded once a request
    with CaptureQueriesContext(
        connection,
    ) as few:
        told.matrix(running, office)
    level = running.levels.get(code="QUALIFIED")
    for number in range(60):
        village = make_village(running.township, f"新{number}村", f"K{number:03}")
        running.targets.create(village=village, level=level, due_year=2027, rationale="试")
    with CaptureQueriesContext(connection) as many:
        told.matrix(running, office)
    assert len(few) == len(many) == 2


def test_a_draft_is_never_late(drafted, office, told):
    standings = told.standings(drafted, today=date(2035, 1, 1))
    assert {one.state for one in standings} == {TargetState.OPEN}


def test_gaps_tell_only_what_is_behind(running, told):
    village = running.targets.first().village_id
    told.FACTS.answers("text")(
        lambda campaign, year: [
            Fact(village, "章程", 1, 1),
            Fact(village, "制度", 2, 3, "制度只通过2项，还差1项。"),
        ]
    )
    assert [one.topic for one in told.gaps(running, 2026)[village]] == ["制度"]


def test_a_drafted_campaign_says_that_it_has_not_started(drafted, told):
    assert {one.label for one in told.standings(drafted)} == {"未启动"}
