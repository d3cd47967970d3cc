"""How long until a day, in words."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.dates import days_told, months_later, years_later

DAY = date(2026, 11, 5)


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (-30, "已过期30天"),
        (-1, "已过期1天"),
        (0, "今天到期"),
        (1, "还有1天"),
        (365, "还有365天"),
    ],
)
def test_the_last_day_itself_is_neither_past_nor_to_come(left, told):
    assert days_told(DAY + timedelta(days=left), DAY) == told


@given(st.integers(-4000, 4000))
def test_one_day_later_one_day_less_is_left(left):
    """The number and the side it lies on say the same as the calendar."""
    told = days_told(DAY + timedelta(days=left), DAY)
    number = int("".join(sign for sign in told if sign.isdigit()) or 0)
    assert number == abs(left)
    assert told.startswith("已过期") is (left < 0)
    assert told.startswith("还有") is (left > 0)


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2026, 3, 10), 6, date(2026, 9, 10)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 11, 30), 1, date(2026, 12, 30)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_of_the_month(day, months, later):
    assert months_later(day, months) == later


@pytest.mark.parametrize(
    ("day", "years", "later"),
    [
        (date(2026, 11, 27), 3, date(2029, 11, 27)),
        (date(2028, 2, 29), 3, date(2031, 2, 28)),
        (date(2028, 2, 29), 4, date(2032, 2, 29)),
    ],
)
def test_years_later_is_the_same_day_or_the_last_of_february(day, years, later):
    assert years_later(day, years) == later
