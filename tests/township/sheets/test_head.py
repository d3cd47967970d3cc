"""The head of a table: found below a title, in one line or two, named once."""

import pytest

from tests.villages.workbooks import sheets
from township.sheets.head import find_head, header_key, twice_in

ALIASES = {"姓名": ("姓名",), "性别": ("性别",), "任期至": ("任期至",), "电话": ("电话", "手机")}


def head_of(rows, merges=()):
    (sheet,) = sheets(rows, merges=merges)
    return find_head(sheet, ALIASES)


def test_a_header_is_known_without_blanks_signs_and_remarks():
    assert header_key("姓 名（必填）：") == "姓名" and header_key("１８周岁") == "18周岁"


def test_two_columns_make_a_head():
    assert head_of([["姓名", "年龄"], ["张三", "5"]]) is None
    head = head_of([["花名册", ""], ["姓名", "性别"], ["张三", "男"]])
    assert (head.first, head.last, dict(head.places)) == (1, 1, {0: "姓名", 1: "性别"})


@pytest.mark.parametrize("merges", [(), [(0, 1, 0, 2), (0, 0, 1, 0)]])
def test_two_lines_are_one_head(merges):
    head = head_of([["姓名", "任期", ""], ["", "开始", "至"], ["张三", "1", "2"]], merges)
    assert dict(head.places) == {0: "姓名", 2: "任期至"} and head.last == 1


def test_a_column_twice_is_told_with_its_cells():
    head = head_of([["姓名", "性别", "姓名"]])
    assert "（A1、C1）" in twice_in(head, ["姓名"])
    assert twice_in(head_of([["姓名", "电话", "手机"]]), ["姓名"]) == ""
    assert twice_in(head_of([["姓名", "电话", "手机"]]), ["电话"])
