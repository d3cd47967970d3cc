"""Numbers of articles as texts write them: Chinese, Arabic, full-width, by place or by unit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.numerals import NUMERAL, number_in_chinese, read_number


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (120, "一百二十"),
        (1000, "一千"),
        (1001, "一千零一"),
        (1010, "一千零一十"),
        (9999, "九千九百九十九"),
    ],
)
def test_numbers_in_chinese(number, written):
    assert number_in_chinese(number) == written
    assert read_number(written) == number


@given(st.integers(1, 9999))
def test_every_number_is_read_back(number):
    assert read_number(number_in_chinese(number)) == read_number(str(number)) == number


@pytest.mark.parametrize("number", [0, -1, 10000])
def test_numbers_out_of_range_are_refused(number):
    with pytest.raises(ValueError, match="1 至 9999"):
        number_in_chinese(number)


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("一二〇", 120),
        ("１２０", 120),
        ("廿一", 21),
        ("一 百 零 五", 105),
        ("", None),
        ("第", None),
    ],
)
def test_other_ways_to_write_a_number(written, number):
    assert read_number(written) == number


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("十", 10),
        ("二十三", 23),
        ("卅", 30),
        ("卅二", 32),
        ("两百", 200),
        ("〇", 0),
        ("百二十", 120),
        ("12十", 120),
        ("一条", None),
    ],
)
def test_units_scores_and_mixtures(written, number):
    assert read_number(written) == number


def test_every_sign_of_a_numeral_is_read():
    assert all(read_number(sign) is not None for sign in NUMERAL)
