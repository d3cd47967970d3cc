"""Every obstacle to an application is named, and nothing else stands in the way."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.announcement import LEAST_DAYS
from campaigns.rules.eligibility import ApplicationFacts, judge
from campaigns.rules.scoring import LevelOutcome

REACHED = LevelOutcome("ADVANCED", "区级先进村", True, True, ("总分92.0分，达到要求。",))
MISSED = LevelOutcome("ADVANCED", "区级先进村", False, True, ("总分89.9分，差0.1分。",))
ON = date(2026, 12, 28)
READY = ApplicationFacts(
    village="万顺村",
    level_name="区级先进村",
    outcome=REACHED,
    is_evaluation_final=True,
    has_target=True,
    announced_from=date(2026, 12, 21),
    announced_to=date(2026, 12, 27),
)


def test_a_village_with_everything_done_is_eligible():
    assert judge(READY, ON, LEAST_DAYS).is_eligible
    assert judge(READY, ON, LEAST_DAYS).reasons == judge(READY, ON, LEAST_DAYS).notes == ()


OBSTACLES = [
    ({"outcome": None}, "还没有考评结果"),
    ({"outcome": MISSED}, "总分89.9分，差0.1分"),
    ({"is_evaluation_final": False}, "考评尚未定稿"),
    ({"holds_level": True}, "已经命名为区级先进村"),
    ({"has_open_application": True}, "正在办理"),
    ({"was_taken_back": True}, "已被撤销，要凭以后年度的考评"),
    ({"required_level": "合格村"}, "须先取得合格村，万顺村尚未取得"),
    ({"open_rectifications": 1}, "还有1项整改没有完成"),
    ({"open_rectifications": 2}, "还有2项整改没有完成"),
    ({"announced_from": None}, "没有在镇内公示"),
    ({"announced_to": None}, "没有在镇内公示"),
    ({"announced_from": date(2026, 12, 24)}, "公示只安排了4天，至少须5天"),
    ({"announced_to": date(2026, 12, 28)}, "公示到2026年12月28日结束"),
    ({"open_objections": 1}, "还有1件异议没有答复"),
]


@pytest.mark.parametrize(("change", "reason"), OBSTACLES)
def test_each_obstacle_alone_stops_and_says_why(change, reason):
    verdict = judge(replace(READY, **change), ON, LEAST_DAYS)
    assert not verdict.is_eligible
    assert len(verdict.reasons) == 1
    assert reason in verdict.reasons[0] and verdict.reasons[0].endswith("。")


@pytest.mark.parametrize(
    "change",
    [
        {"required_level": "合格村", "holds_required": True},
        {"announced_from": date(2026, 12, 23)},
        {"announced_from": date(2026, 12, 1)},
    ],
)
def test_what_is_just_enough_is_enough(change):
    assert judge(replace(READY, **change), ON, LEAST_DAYS).is_eligible


def test_the_least_number_of_days_is_the_townships():
    assert not judge(READY, ON, 8).is_eligible


def test_a_village_without_a_target_may_apply_unless_the_setting_asks_for_one():
    facts = replace(READY, has_target=False)
    free, bound = judge(facts, ON, LEAST_DAYS), judge(facts, ON, LEAST_DAYS, needs_target=True)
    assert (free.is_eligible, free.reasons) == (True, ())
    assert "没有下达区级先进村的创建目标" in free.notes[0]
    assert (bound.is_eligible, bound.notes) == (False, ())
    assert "请先调整目标" in bound.reasons[0]


@given(st.sets(st.integers(0, len(OBSTACLES) - 1)))
def test_any_obstacles_together_are_all_told(chosen):
    changes = {}
    for place in sorted(chosen):
        changes |= OBSTACLES[place][0]
    verdict = judge(replace(READY, **changes), ON, LEAST_DAYS)
    assert verdict.is_eligible is (not chosen)
    assert bool(verdict.reasons) is bool(chosen)
    if "open_objections" in changes:
        assert any("异议" in reason for reason in verdict.reasons)
