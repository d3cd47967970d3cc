"""No last page holds only a signature, places for signatures, a code or the 版记."""

import dataclasses
import io
import re

import docx
import pypdf
import pytest
from docx.oxml.ns import qn

from tests.township.paper_samples import SAMPLES
from tests.township.test_papers_samples import squeezed
from township.papers import blocks as b
from township.papers import compose
from township.papers.closing import closing, sticking
from township.papers.sources import names

LINE = b.Paragraph((b.Run("一" * 20),))
SIGNED = b.Signature(("某镇",), "2026年11月5日")
IMPRINT = b.Imprint("某局", "某办", "2026年11月5日")
LIST = b.Table((), ((b.Cell((LINE,)),),) * 30, (1,), (b.LEFT,))
FORM = b.Table((), ((b.Cell((LINE,)),),), (1,), (b.LEFT,))
CODE = b.QrCode("https://example.gov.cn/")
PAGE = re.compile(r"—\d+—|第\d+页共\d+页")
# Papers that are slips, a single list, or a cover with its table of contents.
WITHOUT_END = {"ballot", "box_label", "dossier_cover", "village_year"}


@pytest.mark.parametrize(
    ("blocks", "start"),
    [
        ((LINE, SIGNED), 1),
        ((LINE, SIGNED, LINE, IMPRINT), 1),
        ((LINE, LINE, LINE), 3),
        ((LIST, LINE), 1),
        ((LINE, b.Heading(1, "四、签字"), FORM, LINE, CODE), 1),
        ((FORM, FORM, CODE), 1),
        ((LINE, CODE, LINE, SIGNED), 3),
        ((LINE, SIGNED, CODE), 1),
        ((LINE, SIGNED, LINE, LINE, LINE, IMPRINT), 5),
    ],
)
def test_where_the_end_begins(blocks, start):
    assert closing(blocks) == start


def test_two_lines_of_the_text_come_along_and_no_more():
    two = b.Paragraph((b.Run("一" * 50),))
    assert sticking((LINE, LINE, LINE, SIGNED)) == {1, 2}
    assert sticking((LINE, two, SIGNED, IMPRINT)) == {1, 2}
    assert sticking((LIST, LINE)) == {0}
    assert sticking((LINE, SIGNED, b.PageBreak(), LINE, LINE, SIGNED)) == {0, 3, 4}
    assert sticking((LINE, b.PageBreak(), SIGNED)) == frozenset()
    assert sticking((SIGNED,)) == sticking((LINE,)) == frozenset()


def longer(paper, lines):
    """The paper with so many lines more behind its title."""
    return dataclasses.replace(paper, blocks=(paper.blocks[0], *[LINE] * lines, *paper.blocks[1:]))


def pages(paper):
    return pypdf.PdfReader(io.BytesIO(paper.pdf())).pages


def first_overflow(paper):
    """The number of lines at which the end first comes to a further page."""
    fits, over = 0, 40
    least = len(pages(paper))
    while over - fits > 1:
        middle = (fits + over) // 2
        fits, over = (
            (middle, over) if len(pages(longer(paper, middle))) == least else (fits, middle)
        )
    return over


@pytest.mark.parametrize("name", sorted(set(names()) - WITHOUT_END))
def test_no_last_page_holds_only_what_ends_a_paper(name):
    paper = compose(name, SAMPLES[name])
    start = closing(paper.blocks)
    assert 0 < start < len(paper.blocks)
    end = set(squeezed(dataclasses.replace(paper, blocks=paper.blocks[start:]).text()))
    over = first_overflow(paper)
    for lines in range(over, over + 2):
        last = [
            squeezed(line) for line in pages(longer(paper, lines))[-1].extract_text().split("\n")
        ]
        text = [line for line in last if line and not PAGE.fullmatch(line)]
        assert any(set(line) - end for line in text), (lines, last)


@pytest.mark.parametrize("name", sorted(set(names()) - WITHOUT_END))
def test_word_keeps_the_end_with_the_text_above_it(name):
    paper = compose(name, SAMPLES[name])
    above = paper.blocks[closing(paper.blocks) - 1]
    words = above.rows[-1][0].text if isinstance(above, b.Table) else above.text
    body = docx.Document(io.BytesIO(paper.docx())).element.body
    (*_, line) = [
        one
        for one in body.iter(qn("w:p"))
        if words.split("\n")[-1] == "".join(node.text or "" for node in one.iter(qn("w:t")))
    ]
    assert line.find(qn("w:pPr")).find(qn("w:keepNext")) is not None
