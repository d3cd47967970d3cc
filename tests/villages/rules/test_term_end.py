"""Terms that are nearly over, told to the day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.term_end import TermExpiry, is_near

END = date(2026, 12, 31)


@pytest.mark.parametrize(
    ("left", "said"),
    [
        (30, "还有30天"),
        (1, "还有1天"),
        (0, "今天到期"),
        (-1, "已于2026年12月31日届满，还没有登记新一届"),
    ],
)
def test_how_it_is_told(left, said):
    told = TermExpiry("村民委员会", END, "").sentence_on(END - timedelta(days=left))
    assert told.startswith("村民委员会任期") and said in told


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(-400, 400), st.integers(0, 365))
def test_near_is_within_the_days_or_over(on, left, days):
    assert is_near(on + timedelta(days=left), on, days) == (left <= days)
