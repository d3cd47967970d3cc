"""The state of each mark, and the next one that is left."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.mark_state import LABELS, MarkState, next_left, state_of

FULL = Decimal(4)


@pytest.mark.parametrize(
    ("points", "reason", "more", "state"),
    [
        (None, "", {}, MarkState.EMPTY),
        (None, "写了理由", {"is_taken_over": True}, MarkState.EMPTY),
        (Decimal(0), "", {}, MarkState.UNREASONED),
        (Decimal("3.9"), " ", {}, MarkState.UNREASONED),
        (Decimal("4.1"), "", {"proposed": Decimal("4.1")}, MarkState.UNREASONED),
        (Decimal(3), "", {"is_taken_over": True}, MarkState.UNREASONED),
        (Decimal(3), "缺一次", {"is_taken_over": True}, MarkState.TAKEN_OVER),
        (Decimal(3), "缺一次", {"proposed": Decimal("3.0")}, MarkState.PROPOSED),
        (Decimal(4), "", {"proposed": Decimal(4)}, MarkState.PROPOSED),
        (Decimal(4), "", {"proposed": Decimal(3)}, MarkState.SAVED),
        (Decimal("4.0"), "", {}, MarkState.SAVED),
        (Decimal(0), "没有开会", {}, MarkState.SAVED),
    ],
)
def test_how_a_mark_stands(points, reason, more, state):
    assert state_of(points, reason, full=FULL, **more) == state


def test_every_state_has_a_word_of_its_own():
    assert set(LABELS) == set(MarkState) and len(set(LABELS.values())) == len(LABELS)


LEFT, DONE = MarkState.EMPTY, MarkState.SAVED


@pytest.mark.parametrize(
    ("states", "after", "found"),
    [
        ([], None, None),
        ([("a", DONE)], "a", None),
        ([("a", LEFT)], None, "a"),
        ([("a", LEFT)], "a", "a"),
        ([("a", LEFT), ("b", LEFT)], "a", "b"),
        ([("a", LEFT), ("b", LEFT)], "b", "a"),
        ([("a", LEFT), ("b", DONE), ("c", MarkState.TAKEN_OVER)], "a", "c"),
        ([("a", DONE), ("b", MarkState.UNREASONED)], "somewhere else", "b"),
    ],
)
def test_the_next_that_is_left(states, after, found):
    assert next_left(states, after) == found


@given(st.lists(st.sampled_from(MarkState), max_size=30), st.integers(0, 30))
def test_going_on_comes_by_everything_that_is_left_once_a_round(states, start):
    marks = list(enumerate(states))
    left = [place for place, state in marks if state.is_left]
    seen, here = [], start
    for _ in left:
        here = next_left(marks, here)
        seen.append(here)
    assert sorted(seen) == left
    assert next_left(marks, here) == (seen[0] if left else None)
