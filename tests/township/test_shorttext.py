"""Short texts: what nobody sees is taken out, nothing is cut, what cannot be printed is told."""

import pytest

from township.shorttext import (
    even,
    one_line,
    place_name,
    read_short,
    short_faults,
    shortened,
    visible,
)


@pytest.mark.parametrize(
    "sign", ["\u200b", "\u200d", "\u202d", "\ufeff", "\u00ad", "\ufe00", "\u2060", "\x07", "\u200e"]
)
def test_signs_that_nobody_sees_are_taken_out(sign):
    assert visible(f"王{sign}五{sign}") == "王五"


def test_lines_end_in_one_way():
    assert visible("一\r\n二\r三\u2028四") == "一\n二\n三\n四"


def test_what_is_compared_has_no_blanks_and_no_width():
    assert even("１ 组\u3000（东）\n") == "1组(东)"
    assert one_line(" 一\n二  三\u200b ") == "一 二 三"
    assert place_name(" 一 组（ 东 ）") == place_name("一组(东)") == "一组（东）"


def test_nothing_is_cut():
    assert read_short("一" * 5, "备注", 5) == "一" * 5 and read_short(" ", "备注", 5) is None
    with pytest.raises(ValueError, match="备注最多5个字，现在有6个"):
        read_short("一" * 6, "备注", 5)


@pytest.mark.parametrize("marks", ["《》", ".", "／", "——", "（）"])
def test_marks_alone_are_a_blank_cell(marks):
    assert read_short(marks, "题名", 5) is None and read_short(f"{marks}一", "题名", 5)


def test_a_label_shows_that_it_is_short():
    assert (shortened("一二三", 3), shortened("一二三", 2)) == ("一二三", "一二…")


def test_what_only_one_computer_can_show_is_told():
    assert short_faults("张\ue000") and short_faults("a\ufffd") and not short_faults("张三")
    with pytest.raises(ValueError, match="备注里有一个字是自造字"):
        read_short("\ue123", "备注", 5)
