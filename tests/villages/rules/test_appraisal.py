"""民主评议 is owed once a year, where the law of the day asks for it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.appraisal import RatingCounts, appraisal_due, ends_post, rating_faults
from villages.rules.kinds import PlaceKind, Rating
from villages.rules.statutes import pack_on


def due(on, last=None, place=PlaceKind.VILLAGE):
    return appraisal_due(pack_on(place, on), on, last)


@pytest.mark.parametrize(
    ("last", "is_owed", "is_missed"),
    [
        (None, True, False),
        (date(2027, 1, 1), False, False),
        (date(2026, 12, 31), True, False),
        (date(2026, 1, 1), True, False),
        (date(2025, 12, 31), True, True),
    ],
)
def test_once_in_the_year_of_the_calendar(last, is_owed, is_missed):
    one = due(date(2027, 6, 1), last)
    assert (one is not None) is is_owed
    assert bool(one and one.is_missed) is is_missed


def test_a_year_before_the_law_cannot_have_been_missed():
    community = due(date(2026, 6, 1), date(2024, 5, 1), PlaceKind.COMMUNITY)
    assert community and not community.is_missed
    assert due(date(2025, 6, 1), place=PlaceKind.COMMUNITY) is None
    assert due(date(2009, 6, 1)) is None
    # The village law of 2026 took over what the earlier one asked.
    assert due(date(2026, 6, 1), date(2024, 5, 1)).is_missed
    assert not due(date(2011, 6, 1), date(2009, 5, 1)).is_missed


@pytest.mark.parametrize(
    ("on", "is_pressing"), [(date(2026, 12, 1), False), (date(2026, 12, 2), True)]
)
def test_it_presses_in_the_last_thirty_days(on, is_pressing):
    assert due(on).is_pressing(on) is is_pressing


def test_what_was_missed_presses_at_once():
    on = date(2028, 1, 5)
    assert due(on, date(2026, 5, 1)).is_pressing(on)


def test_how_it_is_told():
    one = due(date(2026, 6, 1), date(2025, 5, 4))
    assert (
        one.sentence
        == "本年还没有民主评议委员会成员（上次是2025年5月4日），要在2026年12月31日前办。"
    )
    assert "第三十八条第一款" in one.basis
    assert "还没有评议记录" in due(date(2026, 6, 1)).sentence


@pytest.mark.parametrize(
    ("counts", "rating"),
    [
        ((16, 14, 0, 0), "excellent"),
        ((15, 15, 0, 0), "competent"),
        ((10, 6, 14, 0), "competent"),
        ((5, 10, 1, 14), "basic"),
        ((0, 0, 15, 15), "basic"),
        ((0, 0, 14, 15), "incompetent"),
        ((0, 0, 0, 1), "incompetent"),
    ],
)
def test_more_than_half_say_what_somebody_is(counts, rating):
    assert RatingCounts(*counts).usual == rating


@given(*[st.integers(0, 40)] * 4)
def test_only_more_than_half_of_the_ballots_make_somebody_incompetent(a, b, c, d):
    ballots = RatingCounts(a, b, c, d)
    if ballots.cast:
        assert (ballots.usual == "incompetent") == (2 * d > ballots.cast)


@pytest.mark.parametrize(
    ("counts", "rating", "ground", "told"),
    [
        ((0, 0, 0, 0), "competent", "", "四项加起来不能是0"),
        ((16, 15, 0, 0), "excellent", "", "多于实到30人"),
        ((16, 14, 0, 0), "competent", "", "评定为别的要写明依据"),
        ((16, 14, 0, 0), "competent", "本村民主评议办法", None),
        ((0, 0, 14, 16), "basic", "本村民主评议办法", "超过一半，应当评定为不称职"),
        ((10, 10, 0, 10), "incompetent", "四分之一以上不称职的", None),
        ((16, 14, 0, 0), "excellent", "", None),
    ],
)
def test_what_cannot_be_true_of_a_result(counts, rating, ground, told):
    found = rating_faults(RatingCounts(*counts), Rating(rating), ground, 30)
    assert found == [] if told is None else told in found[0]


@pytest.mark.parametrize(
    ("now", "before", "ends"),
    [
        ("incompetent", "incompetent", True),
        ("incompetent", "basic", False),
        ("incompetent", None, False),
        ("basic", "incompetent", False),
    ],
)
def test_twice_in_a_row_ends_the_post(now, before, ends):
    assert ends_post(Rating(now), before and Rating(before)) is ends
