"""Figures that cannot be true are refused, naming the sum that is off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.kinds import Mode, VotingMethod
from villages.rules.tally import Roll, VoteCounts, compare_tallies, count_problems, roll_problems

ROLL = Roll(Mode.MEMBER, total=35, present=24, reps=30, women_reps=12, women_reps_present=9)


def hands(yes, no, abstain, **more):
    return VoteCounts(VotingMethod.SHOW_OF_HANDS, yes, no, abstain, **more)


def secret(yes, no, abstain, invalid, issued, returned):
    return VoteCounts(VotingMethod.SECRET, yes, no, abstain, invalid, issued, returned)


@pytest.mark.parametrize("method", [VotingMethod.SHOW_OF_HANDS, VotingMethod.ROLL_CALL])
def test_open_votes_add_up_to_those_present(method):
    assert count_problems(VoteCounts(method, 13, 8, 3), ROLL) == []
    assert count_problems(VoteCounts(method, 13, 8, 2), ROLL) == [
        "赞成13+反对8+弃权2=23，与实到24人不相等"
    ]
    assert count_problems(VoteCounts(method, 13, 8, 4), ROLL) != []


@pytest.mark.parametrize("more", [{"invalid": 1}, {"issued": 24}, {"returned": 24}])
def test_open_votes_have_no_ballots(more):
    assert "没有选票" in count_problems(hands(13, 8, 3, **more), ROLL)[0]


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        (secret(13, 6, 2, 1, 24, 22), None),
        (secret(13, 8, 3, 0, 24, 24), None),
        (secret(13, 6, 2, 1, 23, 22), "发出票23张与实到24人不相等"),
        (secret(13, 6, 2, 1, 25, 22), "发出票25张与实到24人不相等"),
        (secret(13, 8, 3, 1, 24, 25), "收回票数25大于发出票数24"),
        (secret(13, 6, 2, 1, 24, 23), "赞成13+反对6+弃权2+废票1=22，与收回票23张不相等"),
        (secret(13, 6, 2, 2, 24, 22), "赞成13+反对6+弃权2+废票2=23，与收回票22张不相等"),
        (secret(13, 6, 2, 1, None, 22), "无记名投票应填写发出票数和收回票数"),
        (secret(13, 6, 2, 1, 24, None), "无记名投票应填写发出票数和收回票数"),
        (secret(-1, 20, 2, 1, 24, 22), "赞成数不能是负数"),
    ],
)
def test_secret_ballots(counts, sentence):
    assert count_problems(counts, ROLL) == ([sentence] if sentence else [])


@pytest.mark.parametrize(
    ("roll", "sentence"),
    [
        (ROLL, None),
        (Roll(Mode.PERSON, 600, 600, signed_in=600, excluded=600), None),
        (Roll(Mode.PERSON, 600, 0), None),
        (Roll(Mode.PERSON, 600, 601), "实到数601大于应到数600"),
        (Roll(Mode.PERSON, 600, 301, signed_in=300), "签到300人与实到301人不一致"),
        (Roll(Mode.PERSON, 600, 301, signed_in=302), "签到302人与实到301人不一致"),
        (Roll(Mode.PERSON, 600, 301, excluded=601), "外出不计入数601大于应到数600"),
        (Roll(Mode.PERSON, 600, 301, women_present=302), "到会妇女数302大于实到数301"),
        (Roll(Mode.PERSON, 0, 0), "应到人数不能是0"),
        (Roll(Mode.PERSON, None, None), None),
        (Roll(Mode.PERSON, 600, -1), "实到数不能是负数"),
        (Roll(Mode.MEMBER, 35, 24, reps=36), "代表数36大于应到数35"),
        (Roll(Mode.MEMBER, 35, 24, reps=30, women_reps=31), "妇女代表数31大于代表数30"),
        (
            Roll(Mode.MEMBER, 35, 24, reps=30, women_reps=5, women_reps_present=6),
            "到会妇女代表数6大于妇女代表数5",
        ),
        (
            Roll(Mode.MEMBER, 35, 4, reps=30, women_reps=12, women_reps_present=5),
            "到会妇女代表数5大于实到数4",
        ),
        (
            Roll(
                *(Mode.MEMBER, 35, 24),
                **dict(reps=30, women_reps=12, women_reps_present=8, women_present=5),
            ),
            "到会妇女代表数8大于到会妇女数5",
        ),
    ],
)
def test_attendance(roll, sentence):
    assert roll_problems(roll) == ([sentence] if sentence else [])


def test_two_tellers_are_compared_figure_by_figure():
    first = secret(13, 6, 2, 1, 24, 22)
    assert compare_tallies(first, secret(13, 6, 2, 1, 24, 22)) == []
    assert compare_tallies(first, secret(12, 7, 2, 1, 24, 22)) == [
        "赞成：第一次录入13，第二次录入12",
        "反对：第一次录入6，第二次录入7",
    ]


@given(st.lists(st.integers(0, 60), min_size=6, max_size=6), st.integers(0, 200))
def test_only_true_sums_pass(figures, present):
    yes, no, abstain, invalid, issued, returned = figures
    counts = secret(yes, no, abstain, invalid, issued, returned)
    is_true = issued == present and yes + no + abstain + invalid == returned <= issued
    assert (not count_problems(counts, Roll(Mode.PERSON, 200, present))) == is_true


def test_negative_figures_are_told_before_sums_are_asked():
    """A sum with a negative part means nothing."""
    counts = hands(-1, 0, 0)
    assert count_problems(counts, Roll(Mode.PERSON, 9, 5)) == ["赞成数不能是负数"]


def test_everybody_may_come_and_who_is_left_out_may_not_too():
    assert roll_problems(Roll(Mode.PERSON, 9, 9)) == []
    assert roll_problems(Roll(Mode.PERSON, 9, 8, excluded=1)) == []
