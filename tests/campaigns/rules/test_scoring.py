"""Points, totals, aggregation, vetoes and thresholds, partly recomputed in exact fractions."""

import math
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.criteria import CriteriaCategory, ScoringError, ThresholdRule
from campaigns.rules.scoring import (
    LevelOutcome,
    MarkEntry,
    ScoringMethod,
    VetoFact,
    aggregate,
    combine,
    entry_faults,
    lead_fault,
    outcomes,
    points,
    second_person_fault,
    sheet_total,
    spread,
)
from tests.campaigns.criteria import indicator, standard

D = Decimal
tenths = st.integers(0, 1000).map(lambda n: D(n) / 10)


def half_up(value: Fraction) -> Fraction:
    return Fraction(math.floor(value * 10 + Fraction(1, 2)), 10)


# --- points


@pytest.mark.parametrize(
    ("deductions", "bonus", "cap", "expected"),
    [
        ([], 0, None, "10.0"),
        (["1.5", "0.5"], 0, None, "8.0"),
        (["10"], 0, None, "0.0"),
        (["7", "7"], 0, None, "0.0"),
        ([], "2", "12", "12.0"),
        ([], "3", "12", "12.0"),
        (["1"], "3", "12", "12.0"),
        (["20"], "1", "12", "0.0"),
    ],
)
def test_points_stay_between_zero_and_the_top(deductions, bonus, cap, expected):
    one = indicator(cap=None if cap is None else D(cap))
    assert points(one, deductions, bonus) == D(expected)


def test_without_deductions_an_indicator_has_its_full_points():
    assert points(indicator(cap=D(12)), []) == D(10)


def test_negative_amounts_and_unforeseen_bonuses_are_refused():
    with pytest.raises(ScoringError, match="负数"):
        points(indicator(), ["-1"])
    with pytest.raises(ScoringError, match="负数"):
        points(indicator(cap=D(12)), [], "-1")
    with pytest.raises(ScoringError, match="没有规定加分"):
        points(indicator(), [], "1")


@given(st.lists(tenths, max_size=6), tenths, st.integers(1, 500), st.integers(0, 100))
def test_points_agree_with_fractions(deductions, bonus, full, extra):
    top = D(full + extra) / 10
    got = points(indicator(full=str(D(full) / 10), cap=top), deductions, bonus)
    raw = Fraction(full, 10) - sum(map(Fraction, deductions)) + Fraction(bonus)
    assert Fraction(got) == max(Fraction(0), min(raw, Fraction(top)))


# --- one entry


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        (MarkEntry("A1", D("30.1"), "理由"), "超过了最高分30.0"),
        (MarkEntry("A1", D("-0.1"), "理由"), "不能小于0"),
        (MarkEntry("A1", D("29.95"), "理由"), "一位小数"),
        (MarkEntry("A1", D("29"), "  "), "写明扣分"),
        (MarkEntry("Z9", D("1"), "理由"), "“Z9”不在《先进村标准》（版本1）中"),
        (MarkEntry("A1", 29.5, "理由"), "精确"),
        (MarkEntry("A1", D("1E+30"), "理由"), "太大"),
    ],
)
def test_an_entry_that_cannot_stand_says_why(entry, fault):
    assert fault in "".join(entry_faults(standard(), entry))


@pytest.mark.parametrize(
    "entry", [MarkEntry("A1", None), MarkEntry("A1", D(30)), MarkEntry("A1", D(0), "没有资料")]
)
def test_a_sound_entry_has_no_fault(entry):
    assert entry_faults(standard(), entry) == ()


# --- totals


def test_totals_add_up_by_category_and_in_all():
    total = sheet_total(standard(), {"A1": D(30), "A2": D("15.5"), "B1": D("44.6")})
    assert (total.points, total.missing) == (D("90.1"), ())
    assert [(one.points, one.most, one.percent) for one in total.categories] == [
        (D("45.5"), D(50), D("91.0")),
        (D("44.6"), D(50), D("89.2")),
    ]


def test_unscored_is_not_zero():
    total = sheet_total(standard(), {"A1": D(30), "B1": D(0)})
    assert (total.points, total.scored, total.missing) == (None, D(30), ("A2",))
    assert [(one.points, one.percent) for one in total.categories] == [(None, None), (D(0), D(0))]


def test_an_indicator_of_another_version_is_refused():
    with pytest.raises(ScoringError, match="不在"):
        sheet_total(standard(), {"A3": D(1)})


# --- several evaluators


@pytest.mark.parametrize(
    ("scores", "method", "expected"),
    [
        (["8", "9", "9.1"], ScoringMethod.MEAN, "8.7"),
        (["8", "8.1"], ScoringMethod.MEAN, "8.1"),
        (["8", "9.5", "9"], ScoringMethod.MEDIAN, "9"),
        (["8", "9", "9.5", "10"], ScoringMethod.MEDIAN, "9.3"),
        (["1", "9", "10"], ScoringMethod.TRIMMED, "9"),
        (["1", "8", "9", "10"], ScoringMethod.TRIMMED, "8.5"),
        (["8", "9"], ScoringMethod.TRIMMED, "8.5"),
        (["7"], ScoringMethod.MEDIAN, "7"),
    ],
)
def test_aggregation(scores, method, expected):
    assert aggregate([D(one) for one in scores], method) == D(expected)


@pytest.mark.parametrize("scores", [[], [None], [D(1), None]])
def test_nothing_is_aggregated_until_everybody_has_scored(scores):
    assert aggregate(scores, ScoringMethod.MEAN) is None
    assert spread(scores) is None


@given(st.lists(tenths, min_size=1, max_size=9), st.sampled_from(ScoringMethod))
def test_aggregation_agrees_with_fractions(scores, method):
    left = sorted(map(Fraction, scores))
    if method == ScoringMethod.MEDIAN:
        while len(left) > 2:
            left = left[1:-1]
    elif method == ScoringMethod.TRIMMED and len(left) > 2:
        left.remove(max(left))
        left.remove(min(left))
    assert Fraction(aggregate(scores, method)) == half_up(sum(left) / len(left))
    assert Fraction(spread(scores)) == max(map(Fraction, scores)) - min(map(Fraction, scores))


def test_combined_lines_add_up_to_the_combined_total():
    sheets = [
        {"A1": D(30), "A2": D("15.1"), "B1": D(45)},
        {"A1": D(29), "A2": D("15.2"), "B1": D(45)},
        {"A1": D(29), "A2": D("15.2"), "B1": D("39.8")},
    ]
    combined = combine(standard(), sheets, ScoringMethod.MEAN, D(5))
    assert [line.points for line in combined.lines] == [D("29.3"), D("15.2"), D("43.3")]
    assert combined.total.points == D("87.8")
    assert combined.lines[2].spread == D("5.2")
    assert (combined.spread, combined.is_spread_flagged) == (D("6.1"), True)


@pytest.mark.parametrize(("other", "is_flagged"), [("45", False), ("44.9", True)])
def test_a_spread_is_flagged_only_beyond_the_limit(other, is_flagged):
    full = {"A1": D(30), "A2": D(20), "B1": D(50)}
    combined = combine(standard(), [full, full | {"B1": D(other)}], ScoringMethod.MEAN, D(5))
    assert combined.is_spread_flagged is is_flagged


def test_a_half_scored_sheet_leaves_the_combination_open():
    full = {"A1": D(30), "A2": D(20), "B1": D(50)}
    combined = combine(standard(), [full, {"A1": D(30), "B1": D(50)}], ScoringMethod.MEAN, D(5))
    assert (combined.total.points, combined.total.missing) == (None, ("A2",))
    assert (combined.spread, combined.is_spread_flagged) == (None, False)


def test_no_sheet_at_all_is_not_zero_either():
    combined = combine(standard(), [], ScoringMethod.MEAN, D(5))
    assert combined.total.missing == ("A1", "A2", "B1")


# --- vetoes and levels


def reached(scores, findings=()):
    total = sheet_total(standard(), dict(zip(("A1", "A2", "B1"), scores, strict=True)))
    return outcomes(standard(), total, findings)


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        ((D(20), D(20), D(40)), [True, False]),
        ((D(20), D(20), D("39.9")), [False, False]),
        ((D(30), D(10), D(50)), [True, True]),
        ((D(30), D("9.9"), D(50)), [True, False]),
        ((D(30), D(20), D(40)), [True, True]),
        ((D(30), D(20), D("39.9")), [True, False]),
        ((D(30), D(20), D(50)), [True, True]),
    ],
)
def test_levels_at_their_thresholds(scores, expected):
    assert [one.is_reached for one in reached(scores)] == expected


def test_category_share_counts_beside_the_total():
    lopsided = standard(
        categories=(
            CriteriaCategory("A", "组织建设", (indicator("A1", "10"),)),
            CriteriaCategory("B", "制度规范", (indicator("B1", "90"),)),
        )
    )
    low, high = outcomes(lopsided, sheet_total(lopsided, {"A1": D("7.9"), "B1": D(90)}))
    assert low.is_reached
    assert high.reasons == ("“组织建设”得7.9分，满分10.0分，低于每类须得80%的要求。",)
    assert outcomes(lopsided, sheet_total(lopsided, {"A1": D(8), "B1": D(90)}))[1].is_reached


@pytest.mark.parametrize(("given", "is_reached"), [("39.9", False), ("40.0", True)])
def test_a_share_of_a_large_category_is_exact_to_the_tenth(given, is_reached):
    """80 % of 50 points, with all points elsewhere."""
    marks = {"A1": D(30), "A2": D(given) - 30, "B1": D(50)}
    total = sheet_total(standard(), marks)
    low_total = standard(thresholds=(ThresholdRule("X", "甲", D(50), D(80)),))
    assert outcomes(low_total, total)[0].is_reached == is_reached


def test_reasons_are_sentences_with_the_figures():
    first, second = reached((D(25), D(20), D(41)))
    assert first.reasons == ("总分86.0分，达到合格村要求的80.0分。",)
    assert second.reasons == ("总分86.0分，低于区级先进村要求的90.0分，差4.0分。",)
    best = reached((D(30), D(20), D(50)))[1]
    assert best.reasons == ("总分100.0分，达到区级先进村要求的90.0分，各类得分也达到要求。",)


def test_an_unscored_indicator_leaves_the_level_undecided():
    first, _ = reached((D(30), None, D(50)))
    assert (first.is_reached, first.is_decided) == (False, False)
    assert first.reasons == ("还有1项未评分：A2。",)


def test_a_confirmed_veto_decides_whatever_the_score():
    found = VetoFact("V1", "三月表决未达法定人数。", "甲", "乙")
    for scores in ((D(30), D(20), D(50)), (None, None, None)):
        outcome = reached(scores, [found])[1]
        assert (outcome.is_reached, outcome.is_decided) == (False, True)
        assert (
            outcome.reasons[0] == "存在一票否决情形：没有有效的自治章程（三月表决未达法定人数）。"
        )


def test_a_veto_seen_by_one_person_holds_the_decision_open():
    first, _ = reached((D(30), D(20), D(50)), [VetoFact("V1", "三月表决无效", "甲")])
    assert first == LevelOutcome(
        "QUALIFIED", "合格村", False, False, ("一票否决线索“没有有效的自治章程”尚待第二人核实。",)
    )


@pytest.mark.parametrize("fact", ["", " ", "\n\t"])
def test_a_lead_to_a_veto_needs_a_fact(fact):
    assert "写明所依据的事实" in lead_fault(fact)
    assert lead_fault("11月3日查，没有表决记录") == ""


def test_whoever_found_a_lead_does_not_decide_on_it():
    assert "不能自己核实" in second_person_fault(7, 7)
    assert second_person_fault(7, 8) == ""


def test_a_veto_with_fact_and_second_person_stands():
    assert VetoFact("V1", "事实", "甲", "乙").is_confirmed
    assert not VetoFact("V1", "事实", "甲", "甲").is_confirmed
    assert not VetoFact("V1", "", "甲", "乙").is_confirmed


optional = st.one_of(st.none(), st.integers(0, 500).map(lambda n: D(n) / 10))


@given(st.tuples(optional, optional, optional), st.sampled_from(["none", "open", "confirmed"]))
def test_outcomes_agree_with_fractions(scores, veto):
    most = (30, 20, 50)
    scores = [
        one if one is None else min(one, D(top)) for one, top in zip(scores, most, strict=True)
    ]
    confirmed_by = {"none": None, "open": "甲", "confirmed": "乙"}[veto]
    findings = [] if veto == "none" else [VetoFact("V1", "事实", "甲", confirmed_by)]
    exact_scores = [None if one is None else Fraction(one) for one in scores]
    complete = None not in exact_scores
    for outcome, total, share in zip(
        reached(scores, findings), (80, 90), (Fraction(0), Fraction(4, 5)), strict=True
    ):
        expected = complete and veto == "none"
        if expected:
            first, second = exact_scores[0] + exact_scores[1], exact_scores[2]
            expected = first + second >= total and min(first, second) / 50 >= share
        assert outcome.is_reached is expected
        assert outcome.is_decided is (veto == "confirmed" or (complete and veto == "none"))
        assert outcome.reasons
