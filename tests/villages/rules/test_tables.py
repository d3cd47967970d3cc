"""Cells and headers as offices write them are understood; what is ambiguous is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules import tables
from villages.rules.numerals import number_in_chinese


@given(st.integers(1, 99))
def test_a_group_is_one_group_however_it_is_written(number):
    chinese = number_in_chinese(number)
    written = {
        f"{number}组",
        f"第{number}组",
        f"{chinese}组",
        f"第{chinese}村民小组",
        f"{chinese} 社",
        f"第{chinese}居民小组",
    }
    assert {tables.group_key(text) for text in written} == {str(number)}


def test_groups_with_names_stay_apart():
    assert tables.group_key("大湾组") == tables.group_key("大湾 小组") == "大湾"
    assert tables.group_key("大湾组") != tables.group_key("小湾组")


@given(st.integers(0, 100_000))
def test_counts(number):
    for written in (str(number), f"{number}户", f" {number}.0 ", f"{number}人"):
        assert tables.read_count(written, "户数") == number


@pytest.mark.parametrize(
    "written",
    [
        "x",
        "-1",
        "1.5",
        "约15",
        "15/16",
        "15、16",
        "1,5",
        "12,34",
        "1.5e1",
        "一百二",
        "一万二",
        "十二点",
    ],
)
def test_counts_that_cannot_be_read(written):
    with pytest.raises(ValueError, match="不是一个数"):
        tables.read_count(written, "户数")


GENDERS = {"man": ("男", "男性"), "woman": ("女",)}


@pytest.mark.parametrize(
    ("written", "read"),
    [("男", "man"), (" 男 性 ", "man"), ("女", "woman"), ("", None), ("无", None), ("—", None)],
)
def test_choices(written, read):
    assert tables.read_choice(written, GENDERS, "性别") == read


def test_a_choice_that_is_unknown_names_what_may_be_written():
    with pytest.raises(ValueError, match="性别“不详”看不懂，可以写：男、女。"):
        tables.read_choice("不详", GENDERS, "性别")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("2,345", 2345),
        ("２，３４５人", 2345),
        ("十五户", 15),
        ("二千三百四十五", 2345),
        ("一万二千三百", 12300),
        ("共15户", 15),
        ("廿三", 23),
        *((sign, None) for sign in ("", "/", "无", "—", "-", "－", "——")),
    ],
)
def test_counts_as_people_write_them(written, read):
    assert tables.read_count(written, "户数") == read


@pytest.mark.parametrize("written", ["9" * 40, "十一万"])
def test_counts_that_are_too_large(written):
    with pytest.raises(ValueError, match="太大"):
        tables.read_count(written, "户数")
