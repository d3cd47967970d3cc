"""Lines of a title: as few as fit, as even as they can be."""

import pytest

from tests.township.paper_samples import SAMPLES
from township.papers import compose
from township.papers.blocks import Title
from township.papers.layouts import LAYOUTS
from township.papers.signing import width
from township.papers.sources import names
from township.papers.titling import MOST_PIECES, arranged, room


def test_a_title_that_fits_stands_on_one_line():
    assert arranged(("万顺村", "考评结果"), 7) == ("万顺村考评结果",)


def test_of_the_ways_with_fewest_lines_the_most_even_is_taken():
    assert arranged(("一二", "三四", "五六", "七八"), 6) == ("一二三四", "五六七八")


def test_a_piece_longer_than_a_line_leaves_the_title_as_the_template_broke_it():
    assert arranged(("一二三四五", "六"), 4) == ("一二三四五", "六")


def test_a_title_of_more_pieces_than_any_has_is_left_as_it_is():
    few, many = ("一二",) * MOST_PIECES, ("一二",) * 60
    assert arranged(few, 20) == ("".join(few),)
    assert arranged(many, 20) == many


def test_a_line_has_more_room_when_the_page_lies():
    assert room(LAYOUTS["official"]) == 20
    assert room(LAYOUTS["form"], is_landscape=True) > room(LAYOUTS["form"])


@pytest.mark.parametrize("name", names())
@pytest.mark.parametrize("campaign", ["基层群众自治先进村（居）创建活动", "一" * 18])
def test_no_title_breaks_within_a_word(name, campaign):
    paper = compose(name, SAMPLES[name] | {"campaign": campaign})
    most = room(paper.layout, is_landscape=paper.is_landscape)
    titles = [block for block in paper.blocks if isinstance(block, Title)]
    assert [line for title in titles for line in title.lines if width(line) > most] == []
