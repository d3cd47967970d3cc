"""Amounts in capital numerals: the rule's own examples, edges, and reading them back."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.amounts import in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        # 《正确填写票据和结算凭证的基本规定》
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        # the plan's rewards
        ("200.00", "贰佰元整"),
        ("2000", "贰仟元整"),
        ("5000", "伍仟元整"),
        # edges
        ("0", "零元整"),
        ("0.01", "壹分"),
        ("0.10", "壹角"),
        ("0.11", "壹角壹分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("11", "壹拾壹元整"),
        ("100", "壹佰元整"),
        ("101", "壹佰零壹元整"),
        ("110", "壹佰壹拾元整"),
        ("1001", "壹仟零壹元整"),
        ("1010", "壹仟零壹拾元整"),
        ("1010.05", "壹仟零壹拾元零伍分"),
        ("10000", "壹万元整"),
        ("10001", "壹万零壹元整"),
        ("10000.05", "壹万元零伍分"),
        ("11000", "壹万壹仟元整"),
        ("100100", "壹拾万零壹佰元整"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("20100000", "贰仟零壹拾万元整"),
        ("100000000", "壹亿元整"),
        ("100000001", "壹亿零壹元整"),
        ("100010000", "壹亿零壹万元整"),
        ("110000000", "壹亿壹仟万元整"),
        ("100001000", "壹亿零壹仟元整"),
        ("101000000.10", "壹亿零壹佰万元壹角"),
        (
            "999999999999.99",
            "玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分",
        ),
    ],
)
def test_words(amount, words):
    assert in_words(amount) == f"人民币{words}"
    assert in_words(Decimal(amount)) == f"人民币{words}"


def test_trailing_zeros_do_not_count_as_decimals():
    assert in_words("200.000000") == in_words(200)


@pytest.mark.parametrize(
    ("amount", "why"),
    [
        (200.0, "精确"),
        (True, "精确"),
        ("两百", "不是金额"),
        ("NaN", "不是金额"),
        ("-0.01", "不小于0"),
        ("1000000000000", "不满1万亿"),
        ("1e400", "不满1万亿"),
        ("0.001", "两位小数"),
        ("1E-999", "两位小数"),
        ("999999999999.990000000000000000000001", "两位小数"),
    ],
)
def test_what_is_no_amount_is_refused_in_words(amount, why):
    with pytest.raises(ValueError, match=why):
        in_words(amount)


def read(words: str) -> Decimal:
    """An independent reader of capital numerals."""
    weights = {"拾": 10, "佰": 100, "仟": 1000}
    total = section = digit = cents = 0
    for character in words.removeprefix("人民币"):
        if character in "零壹贰叁肆伍陆柒捌玖":
            digit = "零壹贰叁肆伍陆柒捌玖".index(character)
        elif character in weights:
            section, digit = section + digit * weights[character], 0
        elif character in "亿万元":
            scale = {"亿": 10**8, "万": 10**4, "元": 1}[character]
            total, section, digit = total + (section + digit) * scale, 0, 0
        elif character in "角分":
            cents, digit = cents + digit * (10 if character == "角" else 1), 0
    return total + Decimal(cents) / 100


@given(st.integers(0, 10**14 - 1))
def test_reading_the_words_gives_the_amount_back(cents):
    amount = Decimal(cents) / 100
    words = in_words(amount)
    assert read(words) == amount
    assert "零零" not in words and "零元" not in words.removeprefix("人民币零元整")
    assert words.endswith("整") is (cents % 100 == 0)


@given(st.lists(st.sampled_from("0001"), min_size=1, max_size=14))
def test_runs_of_zeros_are_read_back_too(digits):
    amount = Decimal(int("".join(digits))) / 100
    assert read(in_words(amount)) == amount
