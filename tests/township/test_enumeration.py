"""Names in a row, as a sentence lists them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.enumeration import first_of, together


@pytest.mark.parametrize(
    ("names", "unit", "told"),
    [
        ([], "", ""),
        (["甲"], "项", "甲"),
        (["甲", "乙"], "项", "甲、乙"),
        (["甲", "乙", "丙"], "", "甲、乙等"),
        (["甲", "乙", "丙"], "项", "甲、乙等3项"),
    ],
)
def test_more_than_two_are_shortened(names, unit, told):
    assert first_of(names, 2, unit) == told


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ([], ""),
        (["照片少。"], "照片少"),
        (["照片少。", "照片少", " 看不清；"], "照片少；照片少；看不清"),
        (["。"], ""),
    ],
)
def test_what_several_wrote_stands_in_one_line(said, told):
    assert together(said) == told


def test_rows_are_listed_by_their_words():
    assert first_of([1, 2], 2) == "1、2"


@given(st.lists(st.sampled_from("甲乙丙")), st.integers(1, 9))
def test_it_is_shortened_exactly_where_there_are_more(names, most):
    assert ("等" in first_of(names, most)) == (len(names) > most)
