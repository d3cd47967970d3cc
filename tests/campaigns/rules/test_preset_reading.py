"""Rows of a file become frozen dataclasses, strictly; a mistake names file, key and fault."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from campaigns.rules import preset
from campaigns.rules.preset_reading import PresetError, build, read_tables
from tests.campaigns.preset_files import changed


@dataclass(frozen=True)
class Shelf:
    name: str
    count: int = 0


@dataclass(frozen=True)
class House:
    name: str
    is_new: bool
    height: Decimal
    shelves: tuple[Shelf, ...] = ()
    names: tuple[str, ...] = ()
    top: Decimal | None = None


ROW = {"name": "东屋", "is_new": True, "height": "2.50"}


def told(row):
    with pytest.raises(PresetError) as error:
        build(House, row, "house.toml", "house")
    return error.value.key, error.value.fault


def test_every_field_is_converted_by_its_annotation():
    row = ROW | {"shelves": [{"name": "甲"}, {"name": "乙", "count": 3}], "top": "3"}
    built = build(House, row | {"names": ["", "丙"]}, "house.toml", "")
    assert built == House(
        "东屋", True, Decimal("2.50"), (Shelf("甲"), Shelf("乙", 3)), ("", "丙"), Decimal(3)
    )
    assert build(House, ROW, "house.toml", "").shelves == ()


@pytest.mark.parametrize(
    ("change", "key", "fault"),
    [
        ({"name": 3}, "house.name", "应为文字。"),
        ({"name": " "}, "house.name", "只有空白。"),
        ({"is_new": 1}, "house.is_new", "应为true或false。"),
        ({"height": 2.5}, "house.height", '数值须写成带引号的十进制数，如 "2.5"。'),
        ({"height": "高"}, "house.height", "“高”不是数字。"),
        ({"shelves": {"name": "甲"}}, "house.shelves", "应为列表。"),
        ({"shelves": [{"name": "甲"}, {"count": 1}]}, "house.shelves[2].name", "缺少这一项。"),
        ({"shelves": [{"name": "甲", "count": True}]}, "house.shelves[1].count", "应为整数。"),
        ({"shelves": ["甲"]}, "house.shelves[1]", "应为一组“键 = 值”。"),
        ({"names": ["丙", 1]}, "house.names[2]", "应为文字。"),
        ({"widht": "1"}, "house.widht", "没有这一项，请检查拼写。"),
    ],
)
def test_a_row_that_does_not_fit_is_told(change, key, fault):
    assert told(ROW | change) == (key, fault)


def test_a_row_at_the_top_of_the_file_has_no_key_before_it():
    with pytest.raises(PresetError, match=r"house\.toml”，height：缺少这一项"):
        build(House, {"name": "东屋", "is_new": False}, "house.toml", "")
    with pytest.raises(PresetError, match=r"house\.toml”：应为一组"):
        build(House, [], "house.toml", "")


@pytest.mark.parametrize(
    ("old", "new", "key", "fault"),
    [
        ("rereview_years = 3 ", 'rereview_years = "3" ', "settings.rereview_years", "整数"),
        ("rereview_years = 3 ", "rereview_years = true ", "settings.rereview_years", "整数"),
        ("rereview_years = 3 ", "reviewing_years = 3 ", "settings.reviewing_years", "没有这一项"),
        ("rereview_years = 3 ", "", "settings.rereview_years", "缺少这一项"),
        ('spread_limit = "5.0"', "spread_limit = 5.0", "settings.spread_limit", "引号"),
        ('spread_limit = "5.0"', 'spread_limit = "五"', "settings.spread_limit", "不是数字"),
        ('name = "合格村"', 'name = " "', "levels[1].name", "只有空白"),
        ('points = "4"', 'points = "-4"', "categories[1].indicators[1]", "大于0"),
        ('step = "4" }', 'step = "0" }', "categories[1].indicators[1].deductions[1]", "大于0"),
        ('evidence = ["LDZ"]', "evidence = [1]", "categories[1].indicators[1].evidence[1]", "文字"),
        ('evidence = ["LDZ"]', 'evidence = "LDZ"', "categories[1].indicators[1].evidence", "列表"),
        ("[basis]", "[[basis]]", "basis", "键 = 值"),
        ("[campaign]", "[campaign", "", "不符合TOML格式"),
    ],
)
def test_a_mistake_in_the_plans_own_file_is_told(tmp_path, old, new, key, fault):
    with pytest.raises(PresetError) as error:
        preset.load(changed(tmp_path, old, new))
    assert (error.value.file, error.value.key) == ("changed.toml", key)
    assert fault in error.value.fault


def test_a_file_that_is_missing_or_no_text_is_told(tmp_path):
    with pytest.raises(PresetError, match="不存在"):
        read_tables(tmp_path / "none.toml")
    binary = tmp_path / "binary.toml"
    binary.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(PresetError, match="UTF-8"):
        read_tables(binary)
    with pytest.raises(PresetError, match="无法读取"):
        read_tables(tmp_path)
