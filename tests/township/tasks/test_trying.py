"""How often a task is tried, and how long it rests between."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.tasks.trying import MOST_TRIES, pause_after


@pytest.mark.parametrize(
    "tries, pause",
    [
        (1, timedelta(seconds=10)),
        (2, timedelta(minutes=1)),
        (4, timedelta(minutes=30)),
        (5, None),
        (6, None),
    ],
)
def test_a_pause_after_each_try_and_none_after_the_last(tries, pause):
    assert pause_after(tries) == pause


@given(st.integers(1, MOST_TRIES - 2))
def test_pauses_grow(tries):
    assert pause_after(tries) < pause_after(tries + 1)
