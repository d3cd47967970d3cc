"""How many make a part of a whole."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.shares import (
    FIFTH,
    FOUR_FIFTHS,
    HALF,
    OVER_TWO_THIRDS,
    TENTH,
    THIRD,
    TWO_THIRDS,
    Share,
)


@given(st.integers(-2, 2), st.integers(0, 5000), st.booleans(), st.sampled_from([2, 3, 5, 10]))
def test_a_share_agrees_with_fractions(off, total, is_strict, whole):
    """Beside the bound, where a number begins to suffice."""
    share = Share(1 if whole != 5 else 4, whole, is_strict)
    part = Fraction(share.part, whole) * total
    number = max(0, int(part) + off)
    lawful = number > part if is_strict else number >= part
    assert share.holds(number, total) == (lawful and number > 0)


@pytest.mark.parametrize(
    ("share", "total", "needed"),
    [
        (HALF, 600, 301),
        (HALF, 601, 301),
        (HALF, 24, 13),
        (HALF, 20, 11),
        (TWO_THIRDS, 300, 200),
        (TWO_THIRDS, 301, 201),
        (TWO_THIRDS, 35, 24),
        (TWO_THIRDS, 30, 20),
        (THIRD, 35, 12),
        (FOUR_FIFTHS, 35, 28),
        (FOUR_FIFTHS, 36, 29),
        (FIFTH, 35, 7),
        (FIFTH, 36, 8),
        (TENTH, 600, 60),
        (TENTH, 601, 61),
        (OVER_TWO_THIRDS, 30, 21),
        (OVER_TWO_THIRDS, 31, 21),
        (HALF, 0, 1),
        (TWO_THIRDS, 0, 1),
    ],
)
def test_needed_numbers(share, total, needed):
    assert share.needed(total) == needed
