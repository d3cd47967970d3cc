"""How much may be asked on the public page a day, and the code by which one asks how it stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.asking import LENGTH, LETTERS, faults, new_code, read_code, shown_code

MOST = {"most_here": 5, "most_in_village": 30}


@pytest.mark.parametrize(
    ("from_here", "in_village", "told"),
    [
        (0, 0, []),
        (4, 29, []),
        (5, 5, ["今天从您这里已经收到5条"]),
        (0, 30, ["今天收到的已经很多"]),
        (6, 31, ["今天从您这里已经收到6条", "今天收到的已经很多"]),
    ],
)
def test_what_is_over_the_count_is_told(from_here, in_village, told):
    found = list(faults(from_here, in_village, **MOST))
    assert [one.split("，")[0] for one in found] == told


@pytest.mark.parametrize("typed", ["", "ACDE-346", "ACDE-34677", "ACDE-3460", "中文中文中文中文"])
def test_what_is_no_code_is_none(typed):
    assert read_code(typed) == ""


@given(st.lists(st.sampled_from(LETTERS), min_size=LENGTH, max_size=LENGTH))
def test_a_code_is_read_as_it_is_shown_and_as_people_type_it(signs):
    left = iter(signs)
    code = new_code(lambda letters: next(left))
    assert read_code(shown_code(code)) == code == read_code(f" {code.lower()} ")
