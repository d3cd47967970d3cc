"""Cells of the setup workbook are read as people write them, and never guessed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.models import Target
from township.setup.columns import amount, one_of
from township.setup.parts.targets import COMMITMENT, TargetsPart
from township.setup.parts.texts import TextsPart
from villages.rules.kinds import TextKind

PAID = amount("金额", 100_000, 2)


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        ("", None),
        (" ", None),
        ("0", Decimal(0)),
        ("１０，０００元", Decimal(10000)),
        ("87.5分", Decimal("87.5")),
        ("100000", Decimal(100000)),
        ("87.50000000000", Decimal("87.5")),
    ],
)
def test_an_amount_is_read(cell, value):
    assert PAID(cell) == value


@pytest.mark.parametrize(
    ("cell", "told"),
    [
        ("一万", "不是一个数"),
        ("-5", "不是一个数"),
        ("1.", "不是一个数"),
        ("100000.01", "太大"),
        ("5.005", "最多2位小数"),
    ],
)
def test_what_is_no_amount_is_told(cell, told):
    with pytest.raises(ValueError, match=told):
        PAID(cell)


@given(st.decimals(0, 100_000, places=2))
def test_every_amount_comes_back(number):
    assert PAID(f"{number}元") == number


def test_words_that_are_understood_are_not_offered():
    read = one_of("类别", {"自治公约": 1}, {"村规民约": 1})
    assert read("村规 民约") == read("自治公约") == 1
    with pytest.raises(ValueError, match="只能填自治公约，现在是"):
        read("通知")


FIRM = ["约束性（必须完成）", "约束性(必须完成)", "必达", "约束性", "必须完成"]
COVENANT = ["村规民约（居民公约）", "村规民约", "居民公约", "自治公约", "公约"]


@pytest.mark.parametrize("said", FIRM)
def test_a_firm_target_is_read_under_each_of_its_names(said):
    (read,) = [column.read for column in TargetsPart.columns if column.title == COMMITMENT]
    assert read(said) == Target.Commitment.FIRM


@pytest.mark.parametrize("said", COVENANT)
def test_a_covenant_is_read_under_each_of_its_names(said):
    (read,) = [column.read for column in TextsPart.columns if column.title == "类别"]
    assert read(said) == TextKind.COVENANT
