"""The last place of a number agrees with the others, or a sign was mistyped."""

import pytest

from township.checkdigits import agrees, last_place


@pytest.mark.parametrize(
    ("places", "last"),
    [("11010519491231002", "X"), ("51010119750307001", "3"), ("11010119900307451", "4")],
)
def test_the_last_place_of_an_identity_number(places, last):
    assert last_place(places) == last


def test_the_last_place_of_a_bank_card():
    assert agrees("6228480402564890018") and agrees("4367423456789018")
    assert [last for last in "0123456789" if agrees(f"622848040256489001{last}")] == ["8"]
    assert not agrees("6228480402564890081")
