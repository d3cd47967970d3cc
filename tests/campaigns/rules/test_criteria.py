"""What a standard is made of: exact numbers, parts that can be scored, a whole that adds up."""

from decimal import Decimal

import pytest

from campaigns.rules.criteria import (
    CriteriaCategory,
    Deduction,
    IndicatorRule,
    ScoringError,
    ThresholdRule,
    VetoRule,
    exact,
    one_place,
    standard_faults,
)
from tests.campaigns.criteria import indicator, standard

D = Decimal


# --- numbers


@pytest.mark.parametrize("value", [0.1, True, "NaN", "Infinity", "十", "", "1e10", "-1e30"])
def test_what_is_no_exact_number_is_refused(value):
    with pytest.raises(ScoringError):
        exact(value)


def test_the_largest_number_is_one():
    assert exact("1e9") == D(10) ** 9
    with pytest.raises(ScoringError, match="太大"):
        exact("1000000000.1")


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("2.04", "2.0"), ("2.05", "2.1"), ("2.25", "2.3"), ("2.35", "2.4"), ("0.04", "0.0")],
)
def test_rounds_half_up_to_one_place(value, rounded):
    assert one_place(value) == D(rounded)


# --- definitions that could never be scored


@pytest.mark.parametrize("wrong", [{"step": D(0)}, {"step": D(-1)}, {"per": D(0)}])
def test_a_deduction_without_step_or_unit_is_refused(wrong):
    with pytest.raises(ScoringError, match="大于0"):
        Deduction(**({"key": "k", "label": "缺{n}项", "step": D(1)} | wrong))


@pytest.mark.parametrize("full", ["0", "-1", "2.25"])
def test_an_indicator_needs_positive_points_of_one_place(full):
    with pytest.raises(ScoringError, match="分值"):
        indicator(full=full)


def test_a_cap_below_the_points_is_refused():
    with pytest.raises(ScoringError, match="上限"):
        indicator(full="10", cap=D(9))


def test_an_empty_category_is_refused():
    with pytest.raises(ScoringError, match="没有指标"):
        CriteriaCategory("A", "组织建设", ())


def test_a_sound_standard_has_no_faults():
    assert standard_faults(standard()) == ()


def test_every_fault_of_a_standard_is_told():
    wrong = standard(
        categories=(
            CriteriaCategory("A", "组织建设", (indicator("A1", "30"), indicator("A1", "20"))),
            CriteriaCategory("A", "其他", (IndicatorRule("B1", "出生人数", D(40), "规则", "查"),)),
        ),
        thresholds=(ThresholdRule("X", "甲", D(101)), ThresholdRule("X", "乙", D(90), D(101))),
        vetoes=(VetoRule("V1", "甲", "规则"), VetoRule("V1", "乙", "规则")),
    )
    told = "".join(standard_faults(wrong))
    for part in (
        "类别代码“A”重复", "指标代码“A1”重复", "一票否决情形代码“V1”重复", "级别代码“X”重复",
        "合计90分，应为100分", "甲的达标分数", "乙的达标分数", "指标B1“出生人数”不能采用",
    ):  # fmt: skip
        assert part in told


@pytest.mark.parametrize(
    ("total", "percent", "is_sound"),
    [
        ("0.1", "0", True),
        ("100", "100", True),
        ("0", "0", False),
        ("100.1", "0", False),
        ("90", "-1", False),
        ("90", "100.1", False),
    ],
)
def test_a_threshold_lies_within_the_points(total, percent, is_sound):
    given = (ThresholdRule("X", "甲", D(total), D(percent)),)
    assert (standard_faults(standard(thresholds=given)) == ()) == is_sound


def test_a_standard_without_levels_is_faulty():
    assert standard_faults(standard(thresholds=())) == ("没有规定任何级别的达标分数。",)


# --- what a deduction takes off


@pytest.mark.parametrize(
    ("rule", "measure", "amount"),
    [
        ({"step": "1"}, 0, "0"),
        ({"step": "1"}, 3, "3"),
        ({"step": "1", "start": "5", "below": True}, 5, "0"),
        ({"step": "1", "start": "5", "below": True}, 3, "2"),
        ({"step": "0.2", "start": "85", "below": True}, "85", "0"),
        ({"step": "0.2", "start": "85", "below": True}, "84.9", "0.2"),
        ({"step": "0.2", "start": "85", "below": True}, "84", "0.2"),
        ({"step": "0.2", "start": "85", "below": True}, "83.9", "0.4"),
        ({"step": "1", "per": "7"}, 7, "1"),
        ({"step": "1", "per": "7"}, 8, "2"),
        ({"step": "1", "start": "10", "most": "1"}, 10, "0"),
        ({"step": "1", "start": "10", "most": "1"}, 30, "1"),
        ({"step": "1", "start": "10", "most": "9"}, 12, "2"),
        ({"step": "1", "start": "10"}, 3, "0"),
        ({"step": "1", "start": "5", "below": True}, 7, "0"),
    ],
)
def test_a_deduction_counts_every_begun_unit_beyond_the_bar(rule, measure, amount):
    numbers = {name: value if value is True else D(value) for name, value in rule.items()}
    deduction = Deduction("k", "缺{n}项", **numbers)
    assert deduction.amount(exact(measure)) == D(amount)


# --- a standard as a whole


def test_an_indicator_is_found_by_its_code_and_only_in_its_standard():
    assert standard().indicator("A2").points == D(20)
    with pytest.raises(ScoringError, match="指标“C1”不在《先进村标准》（版本1）中"):
        standard().indicator("C1")


def test_points_add_up_by_category_and_in_all():
    assert [one.points for one in standard().categories] == [D(50), D(50)]
    assert standard().points == D(100)


def test_a_bonus_lifts_the_top_and_nothing_else():
    assert (indicator("A1", "10").top, indicator("A1", "10", cap=D(12)).top) == (D(10), D(12))
    assert indicator("A1", "10", cap=D(10)).top == D(10), "a cap at the points is no fault"


def test_an_indicators_rule_for_its_bonus_is_read_for_the_red_line_too():
    wrong = indicator("A1", "30", cap=D(35), bonus_rule="节育率达标加分")
    given = standard(
        categories=(
            CriteriaCategory("A", "组织建设", (wrong, indicator("A2", "20"))),
            CriteriaCategory("B", "制度规范", (indicator("B1", "50"),)),
        )
    )
    (told,) = standard_faults(given)
    assert told.startswith("指标A1“指标A1”不能采用：涉及个人生育或避孕情况（“节育”）")
