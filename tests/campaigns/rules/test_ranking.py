"""Places with ties, distribution, and where a village lost most."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules import preset
from campaigns.rules.ranking import distribution, gains, ranking

D = Decimal
totals = st.lists(st.one_of(st.none(), st.integers(0, 1000).map(lambda n: D(n) / 10)), max_size=12)


def test_equals_share_a_place_and_the_next_is_skipped():
    ranks = ranking({"甲": D(88), "乙": D(95), "丙": None, "丁": D(88), "戊": D(70)})
    assert [(one.key, one.place) for one in ranks] == [
        ("乙", 1),
        ("甲", 2),
        ("丁", 2),
        ("戊", 4),
        ("丙", None),
    ]


def test_zero_is_a_place_and_unscored_is_none():
    assert [one.place for one in ranking({"甲": None, "乙": D(0)})] == [1, None]
    assert ranking({}) == ()


@given(totals)
def test_a_place_is_one_more_than_the_number_of_better(values):
    for one in ranking(dict(enumerate(values))):
        better = [value for value in values if value is not None and one.points is not None]
        expected = None if one.points is None else 1 + sum(v > one.points for v in better)
        assert one.place == expected


def test_distribution_puts_a_bound_into_the_upper_band():
    bands = distribution([D("59.9"), D(60), D("79.9"), D(80), D(90), D(95), D(101), None, D(0)])
    assert [(one.label, one.count) for one in bands] == [
        ("不满60分", 2),
        ("60分以上不满80分", 2),
        ("80分以上不满90分", 1),
        ("90分以上不满95分", 1),
        ("95分及以上", 2),
        ("未评分", 1),
    ]
    short = ["60以下", "60–80", "80–90", "90–95", "95以上", "未评分"]
    assert [one.short for one in bands] == short


@given(totals)
def test_every_total_falls_into_exactly_one_band(values):
    assert sum(one.count for one in distribution(values)) == len(values)


def test_gains_name_the_biggest_loss_first():
    standard = preset.load("renkou-zizhi").standards[0]
    scores = {one.code: one.points for one in standard.indicators}
    scores |= {"A4": D(3), "B1": D(4), "F4": D(0), "E2": None}
    found = gains(standard, scores)
    assert [(one.code, one.lost) for one in found] == [("B1", D(4)), ("A4", D(2)), ("F4", D(2))]
    # 100 less 4 (B1), 2 (A4), 2 (F4) and the 4 not scored yet, plus what B1 lost
    assert found[0].total_after == D("92.0")


def test_full_marks_leave_nothing_to_gain():
    standard = preset.load("renkou-zizhi").standards[0]
    assert gains(standard, {one.code: one.points for one in standard.indicators}) == ()
