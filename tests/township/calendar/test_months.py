"""A month as whole weeks; anything else that is asked for is the present month."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.calendar.months import Month, month_of, read_month

TODAY = date(2026, 11, 27)
MONTHS = st.builds(Month, st.integers(1950, 2099), st.integers(1, 12))


@pytest.mark.parametrize(
    ("written", "month"),
    [
        ("2026-02", Month(2026, 2)),
        ("2100-12", Month(2100, 12)),
        ("1949-01", Month(1949, 1)),
        ("1948-12", None),
        ("2101-01", None),
        ("2026-13", None),
        ("2026-00", None),
        ("2026-1", None),
        ("２０２６-01", None),
        ("2026-11-27", None),
        ("", None),
    ],
)
def test_what_is_asked_for(written, month):
    assert read_month(written, TODAY) == (month or Month(2026, 11))


def test_out_of_our_time_there_is_no_month():
    assert Month(1949, 1).moved(-1) is None and Month(2100, 12).moved(1) is None
    assert Month(2026, 12).moved(1) == Month(2027, 1) and str(Month(2027, 1)) == "2027年1月"


@given(month=MONTHS)
def test_a_month_is_shown_in_whole_weeks(month):
    days = list(month.days)
    assert len(days) % 7 == 0 and (days[0].weekday(), days[-1].weekday()) == (0, 6)
    assert days == sorted(set(days)) and len(days) <= 42
    within = [day for day in days if month_of(day) == month]
    assert (within[0], within[-1]) == (month.first, month.last)
    assert month.moved(1).moved(-1) == month == read_month(month.key, TODAY)
