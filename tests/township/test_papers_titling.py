"""Lines of a title: as few as fit, as even as they can be."""

from township.papers.layouts import LAYOUTS
from township.papers.titling import arranged, room


def test_a_title_that_fits_stands_on_one_line():
    assert arranged(("万顺村", "考评结果"), 7) == ("万顺村考评结果",)


def test_of_the_ways_with_fewest_lines_the_most_even_is_taken():
    assert arranged(("一二", "三四", "五六", "七八"), 6) == ("一二三四", "五六七八")


def test_a_piece_longer_than_a_line_leaves_the_title_as_the_template_broke_it():
    assert arranged(("一二三四五", "六"), 4) == ("一二三四五", "六")


def test_a_line_has_more_room_when_the_page_lies():
    assert room(LAYOUTS["official"]) == 20
    assert room(LAYOUTS["form"], is_landscape=True) > room(LAYOUTS["form"])
