"""民主评议 is owed once a year, where the law of the day asks for it."""

from datetime import date

import pytest

from villages.rules.appraisal import appraisal_due
from villages.rules.kinds import PlaceKind
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
