"""文号: tidied as people type it, and refused where it is no whole number."""

from datetime import date

import pytest

from township.document_number import (
    fault,
    in_order,
    is_of_letter,
    joined,
    serial,
    tidy,
    year_faults,
)

YEAR = "文号里的年份没有写全"
SHAPE = "文号应像“清府函〔2026〕8号”这样写"


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("清府函〔2026〕8号", "清府函〔2026〕8号"),
        (" 清府函[2026] 第08号 ", "清府函〔2026〕8号"),
        ("清府函（2026）8", "清府函〔2026〕8号"),
        ("清府函【2026】10号", "清府函〔2026〕10号"),
        ("清府函［2026年］8号", "清府函〔2026〕8号"),
        ("清府函(2026)008号", "清府函〔2026〕8号"),
        ("清府函〈2026〉8号", "清府函〔2026〕8号"),
        ("清府函2026-8", "清府函2026-8"),
    ],
)
def test_a_number_is_tidied_as_the_standard_writes_it(typed, number):
    assert tidy(typed) == number


@pytest.mark.parametrize("number", ["清府函〔2026〕8号", "示卫发〔1999〕120号", "民发〔2010〕1号"])
def test_a_whole_number_has_no_fault(number):
    assert fault(number) == ""


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("", SHAPE),
        ("清府函8号", SHAPE),
        ("〔2026〕8号", SHAPE),
        ("清府函〔2026〕8", SHAPE),
        ("清府函〔2026〕0号", SHAPE),
        ("清府函〔2026〕08号", SHAPE),
        ("清府函〔2026〕8号文", SHAPE),
        ("清府函〔1826〕8号", SHAPE),
        ("清府函〔26〕8号", YEAR),
        ("示卫发〔20  〕号", YEAR),
        ("示卫发〔〕26号", YEAR),
    ],
)
def test_what_is_missing_is_told(number, told):
    assert fault(number).startswith(told)


@pytest.mark.parametrize(("place", "number"), [(8, "2026-0008"), (12345, "2026-12345")])
def test_a_serial_number_has_four_digits_at_least(place, number):
    assert serial(2026, place) == number


@pytest.mark.parametrize(
    ("number", "since", "until", "is_fine"),
    [
        ("示卫发〔2026〕5号", date(2026, 1, 1), None, True),
        ("示卫发〔2025〕5号", date(2026, 1, 1), None, False),
        ("示卫发[2027]5号", date(2026, 12, 30), date(2027, 1, 9), True),
        ("示卫发〔2028〕5号", date(2026, 12, 30), date(2027, 1, 9), False),
        ("没有年份", date(2026, 1, 1), None, True),
        ("示卫发〔2025〕5号", None, None, True),
    ],
)
def test_a_number_is_of_the_year_of_its_day(number, since, until, is_fine):
    assert (year_faults(number, since, until) == []) is is_fine


@pytest.mark.parametrize(
    ("numbers", "told"),
    [
        ([], ""),
        (["示府发〔2025〕61号"], "示府发〔2025〕61号"),
        (["示府发〔2025〕61号", "示府发〔2025〕62号"], "示府发〔2025〕61号、62号"),
        (["示府发〔2025〕61号", "示府发〔2026〕1号"], "示府发〔2025〕61号、示府发〔2026〕1号"),
        (["示府发〔2025〕61号", "示发〔2025〕62号"], "示府发〔2025〕61号、示发〔2025〕62号"),
        (["第3号", "第4号"], "第3号、第4号"),
    ],
)
def test_numbers_of_one_organ_and_year_name_them_once(numbers, told):
    assert joined(numbers) == told


def test_numbers_are_in_the_order_of_their_figures():
    numbers = ["示府发〔2026〕10号", "示府发〔2026〕9号", "无号"]
    assert sorted(numbers, key=in_order)[1:] == ["示府发〔2026〕9号", "示府发〔2026〕10号"]


def test_the_series_of_letters_is_told_from_the_others():
    assert is_of_letter("清府函〔2026〕8号") and not is_of_letter("清府〔2026〕8号")
