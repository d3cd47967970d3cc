"""The page of a paper: meaning in the elements, and every block has a form in every format."""

import pytest

from tests.township.paper_samples import PNG
from tests.township.test_papers_word import paper
from township.papers import blocks as b
from township.papers.reading import read_blocks
from township.papers.sources import PaperFront


def text(words):
    return b.Paragraph((b.Run(words),))


def test_cells_keep_their_spans_sides_and_widths():
    source = "| 甲 | < |\n|:---:|---------|\n| 丙 | 丁<br>→（签字） |\n| ^ | ⇥ 事迹 |"
    page = paper(*read_blocks(source, PaperFront("试", "表"), {}), layout="form").html()
    assert '<col class="paper-w25"><col class="paper-w75">' in page
    assert '<th scope="col" colspan="2" class="paper-center">甲</th>' in page
    assert '<td rowspan="2" class="paper-center">丙</td>' in page
    assert '<td><p class="paper-indent">事迹</p></td>' in page
    assert '<td><p class="paper-left">丁</p><p class="paper-right">（签字）</p></td>' in page


def test_pictures_breaks_codes_and_slips():
    blocks = (
        b.Image(PNG, "现场<照片>"),
        b.Image(b"\xff\xd8\xff"),
        b.PageBreak(),
        b.QrCode("https://a/?x=1&y=2", "扫码", ("旁注",)),
        b.Slips(3, ((b.Title(("票",)),),)),
        b.Heading(2, "（一）甲"),
    )
    page = paper(*blocks).html()
    assert 'src="data:image/png;base64,' in page and 'src="data:image/jpeg;base64,' in page
    assert 'alt="现场&lt;照片&gt;"' in page
    assert '<hr class="paper-break">' in page
    assert page.count("<svg ") == 1 and 'aria-label="扫码"' in page
    assert 'class="paper-slips paper-slips-3"' in page
    assert '<h4 class="paper-h2">（一）甲</h4>' in page
    words = paper(*blocks).text()
    assert words.split("\n")[:4] == ["现场<照片>", "旁注", "扫码", "https://a/?x=1&y=2"]


def test_strong_words_and_empty_lines():
    page = paper(b.Paragraph((b.Run("甲"), b.Run("乙", True))), b.Paragraph(())).html()
    assert '<p class="paper-indent">甲<strong>乙</strong></p>' in page
    assert '<p class="paper-indent">&nbsp;</p>' in page


@pytest.mark.parametrize("form", ["html", "docx", "pdf"])
def test_a_block_that_no_writer_knows_is_a_fault_of_the_programme(form):
    with pytest.raises(TypeError, match="object"):
        getattr(paper(object()), form)()


def test_imprint_and_masthead_leave_out_what_is_not_given():
    page = paper(b.Masthead("某镇文件"), text("正文"), b.Imprint("", "办公室", "某日")).html()
    assert "签发人" not in page and "抄送" not in page
    assert "<p><span>办公室</span><span>某日印发</span></p>" in page
    words = paper(b.Masthead("某镇文件"), b.Imprint("甲局", "", "")).text()
    assert words == "某镇文件\n抄送：甲局\n"
    assert "印发" not in paper(b.Imprint("甲局", "", "")).html()
