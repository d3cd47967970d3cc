"""应到 beside the register: what is told, and when a ground is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.kinds import Mode
from villages.rules.register import deviation_told, is_much_smaller
from villages.rules.tally import Roll

NUMBERS = st.integers(0, 5000)


def roll(total, registered, mode=Mode.PERSON, ground=""):
    return Roll(mode=mode, total=total, present=0, registered=registered, ground=ground)


@pytest.mark.parametrize(
    ("total", "percent", "is_much"),
    [(950, 5, False), (949, 5, True), (1000, 0, False), (999, 0, True), (1200, 0, False)],
)
def test_more_than_the_share_below_the_register_is_much(total, percent, is_much):
    assert is_much_smaller(roll(total, 1000), percent) is is_much


@pytest.mark.parametrize("known", [roll(None, 1000), roll(1000, None)])
def test_what_is_not_known_deviates_from_nothing(known):
    assert not is_much_smaller(known) and deviation_told(known) == ""


@pytest.mark.parametrize(
    ("mode", "told"),
    [
        (Mode.PERSON, "应到601人，比登记的18周岁以上人数1249人少648人，没有写明依据"),
        (Mode.HOUSEHOLD, "应到601户，比登记的户数1249户少648户，没有写明依据"),
        (Mode.MEMBER, "应到601人，比登记的组成人员1249人少648人，没有写明依据"),
    ],
)
def test_the_sentence_names_both_figures_and_their_difference(mode, told):
    assert deviation_told(roll(601, 1249, mode)) == told


def test_a_ground_is_read_and_blanks_are_none():
    assert deviation_told(roll(10, 8, ground=" 新迁入2人 ")).endswith("多2人，依据：新迁入2人")
    assert deviation_told(roll(8, 10, ground="  ")).endswith("没有写明依据")


@given(NUMBERS, NUMBERS, st.integers(0, 50))
def test_who_is_at_or_above_the_register_is_never_much_smaller(total, registered, percent):
    assert not (total >= registered and is_much_smaller(roll(total, registered), percent))
    assert (deviation_told(roll(total, registered)) == "") == (total == registered)
