"""PDF files: pages, characters without a glyph, long tables, pictures."""

import datetime
import io

import pypdf
import pypdfium2
import pytest

from tests.township.paper_samples import PNG, SAMPLES
from tests.township.test_papers_word import paper
from township.papers import PaperTooLong, compose, pdf
from township.papers import blocks as b
from township.papers.glyphs import showable
from township.papers.typesetting import typeset, typeset_apart


def pages(content):
    return [page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages]


def text(words):
    return b.Paragraph((b.Run(words),))


def test_characters_without_a_glyph_become_the_geta_mark():
    assert showable("甲😀乙") == "甲〓乙"
    assert showable("\U000e0100葛\ufe00") == "葛"
    assert showable("e\u0301\u0308" + "\u0301" * 20_000 + "甲") == showable("e\u0301\u0308甲")
    assert showable("〔2026〕□○＿—“”㎡①") == "〔2026〕□○＿—“”㎡①"
    (page,) = pages(paper(text("甲😀乙")).pdf())
    assert "甲〓乙" in page


def test_marks_upon_marks_do_not_hold_the_typesetter_up():
    assert paper(text("甲e" + "\u0301" * 20_000)).pdf().startswith(b"%PDF")


def test_a_box_to_be_ticked_is_shown_by_one_alike():
    assert showable("☐符合 ☑符合 ☒不符合") == "□符合 √符合 ×不符合"


def test_rare_characters_of_names_are_shown():
    for sign in "䶮㙍堃喆翀彧龑昇祎旻玥镕":
        assert showable(sign) == sign


@pytest.mark.parametrize("sign", ["a", "字"])
@pytest.mark.parametrize(
    "block", [text, lambda words: b.Heading(1, words), lambda words: b.Title((words,))]
)
def test_letters_without_an_end_are_set_all_the_same(block, sign):
    """No string of a PDF/A may be so long, and one file that cannot be made stops a whole year."""
    assert paper(block(sign * 40_000)).pdf().startswith(b"%PDF")


def test_text_that_looks_like_code_is_only_text():
    words = '#let x = 1; $a$ \\u{41} "]} #import "@preview/x:1"'
    (page,) = pages(paper(text(words), layout="form").pdf())
    assert words.replace(" ", "") in page.replace(" ", "").replace("\n", "")


def test_the_header_of_a_table_is_repeated_on_every_page():
    rows = [{"reference": f"{number:04}", "title": "题名"} for number in range(1, 81)]
    found = pages(compose("catalogue", {"records": rows}).pdf())
    assert len(found) > 2
    assert all("题名" in page and "责任者" in page for page in found)
    assert f"第 1 页　共 {len(found)} 页".replace("　", "") in found[0].replace("　", "")


def test_a_long_text_in_a_cell_runs_over_pages():
    deeds = "\n".join("为群众办实事。" * 40 for _ in range(12))
    found = pages(compose("application", {"deeds": deeds}).pdf())
    assert len(found) > 1
    assert "".join(found).count("为群众办实事。") > 400


def test_the_signature_never_stands_alone_on_a_page():
    for lines in range(14, 24):
        blocks = [text("字" * 20)] * lines
        found = pages(paper(*blocks, b.Signature(("某某镇人民政府",), "2026年11月5日")).pdf())
        assert "字" in found[-1]


def test_what_is_signed_below_a_list_stays_with_its_end():
    """移交清单: no page holds nothing but the places for the signatures."""
    group = SAMPLES["handover"]["groups"][0]
    sheets = set()
    for rows in range(1, 40):
        values = SAMPLES["handover"] | {"groups": [group] * rows}
        found = pages(compose("handover", values).pdf())
        sheets.add(len(found))
        assert "移交人" in found[-1] and group["first"] in found[-1], rows
        assert "".join(found).count(group["first"]) == 2 * rows, "first and last code"
    assert sheets > {1}, "some of them go over a page"


def test_the_code_of_a_vote_record_does_not_stand_alone():
    finding = SAMPLES["vote_record"]["findings"][0]
    for count in range(4, 24):
        values = SAMPLES["vote_record"] | {"votes": [], "findings": [finding] * count}
        found = pages(compose("vote_record", values).pdf())
        assert ("监票人" in found[-1]) is ("扫码核对" in found[-1]), count


def test_a_letter_counts_from_its_second_page():
    names = [f"第{number}号材料" for number in range(1, 30)]
    values = SAMPLES["cover_letter"] | {"genre": "函", "is_request": False, "attachments": names}
    found = pages(compose("cover_letter", values).pdf())
    assert len(found) > 1
    assert "— 1 —" not in found[0] and "—1—" not in found[0].replace(" ", "")
    assert "—2—" in found[1].replace(" ", "")
    request = pages(compose("cover_letter", SAMPLES["cover_letter"]).pdf())
    assert "—1—" in request[0].replace(" ", "")


def test_attachments_are_not_torn_and_the_text_comes_along():
    for lines in range(8, 22):
        blocks = [text("字" * 20)] * lines
        letter = paper(
            *blocks, b.Attachments(("甲表", "乙表", "丙表")), b.Signature(("镇",), "2026年11月5日")
        )
        found = pages(letter.pdf())
        (last,) = [page for page in found if "甲表" in page]
        assert all(word in last for word in ("字", "乙表", "丙表", "2026")), lines


def form(*labels, words=""):
    """A table without a header, a label and a cell a row."""
    rows = [(b.Cell((text(one),)), b.Cell((text(words),))) for one in labels]
    return b.Table((), tuple(rows), (1, 3), (b.CENTER, b.LEFT))


def test_a_short_form_is_not_torn_over_two_pages():
    """Nobody signs a page on which nothing but the place for the signature stands."""
    torn = []
    for lines in range(12, 24):
        found = pages(paper(*[text("字")] * lines, form("结论", "签字")).pdf())
        torn += [lines for page in found if ("结论" in page) != ("签字" in page)]
    assert torn == []


def test_a_form_longer_than_a_page_runs_on():
    found = pages(paper(form("事迹", "签字", words="为群众办实事。" * 200)).pdf())
    assert len(found) > 1 and "签字" in found[-1]


def test_a_form_whose_narrow_column_runs_over_a_page_loses_no_row():
    """Few characters a row, many lines: the width of the column decides, not the text."""
    rows = tuple((b.Cell((text(f"{n:02}" + "字" * 36),)), b.Cell((text("无"),))) for n in range(20))
    found = pages(paper(b.Table((), rows, (1, 7), (b.LEFT, b.LEFT))).pdf())
    assert len(found) > 3


def test_twenty_two_lines_of_twenty_eight_characters_fill_a_page():
    lines = [b.Paragraph((b.Run("字" * 28),), b.LEFT)]
    assert len(pages(paper(*lines * 22).pdf())) == 1
    assert len(pages(paper(*lines * 23).pdf())) == 2
    (page,) = pages(paper(*lines).pdf())
    assert "字" * 28 in page


def height_of(content, sign):
    """Where a character stands on the first page, in points above its foot."""
    words = pypdfium2.PdfDocument(content)[0].get_textpage()
    return words.get_charbox(words.get_text_range().index(sign))[1]


def test_one_line_stands_free_between_title_and_text():
    content = paper(b.Title(("题",)), text("字"), text("字"), text("末")).pdf()
    line = (height_of(content, "字") - height_of(content, "末")) / 2
    free = height_of(content, "题") - height_of(content, "字")
    assert 1.9 * line < free < 2.2 * line


def test_pictures_breaks_and_slips():
    blocks = (b.Image(PNG, "现场照片"), b.PageBreak(), b.QrCode("https://a/", "扫码"))
    first, second = pages(paper(*blocks).pdf())
    assert "现场照片" in first and "扫码" in second
    slips = b.Slips(2, ((b.Title(("票",)),),) * 4)
    assert pages(paper(slips, layout="slips").pdf())[0].count("票") == 4


def test_a_paper_without_a_date_is_still_the_same_file_tomorrow():
    blank = compose("tally_form", {})
    assert blank.on == datetime.date(2012, 7, 1)
    assert blank.pdf() == compose("tally_form", {}).pdf()
    moment = datetime.datetime(2026, 11, 5, 9, 30)
    assert compose("tally_form", {"on": moment}).on == datetime.date(2026, 11, 5)


def register(rows):
    return compose("catalogue", {"records": [{"title": f"第{n}件"} for n in range(rows)]})


def is_set_apart(made):
    """Only a child can be stopped by the clock."""
    try:
        pdf.write(made, time_limit=0.001)
    except PaperTooLong:
        return True
    return False


@pytest.mark.parametrize(
    ("made", "apart"),
    [
        (lambda: register(60), False),
        (lambda: register(300), True),
        (lambda: paper(*[text("为群众办实事。" * 20)] * 100), False),
        (lambda: paper(*[text("为群众办实事。" * 20)] * 500), True),
    ],
)
def test_a_long_paper_is_set_by_a_child_whatever_makes_it_long(made, apart):
    assert is_set_apart(made()) is apart


def test_a_child_gives_the_same_file():
    longer = register(300)
    assert longer.pdf() == longer.pdf()
    assert "第299件" in "".join(pages(longer.pdf())).replace(" ", "")
    files = {"main.typ": "#set document(date: datetime(year: 2026, month: 1, day: 1))\n甲"}
    assert typeset_apart(files, 60) == typeset(files)


def test_a_paper_that_takes_too_long_is_refused_with_advice():
    with pytest.raises(PaperTooLong) as error:
        pdf.write(register(300), time_limit=0.01)
    assert error.value.reasons == ["这份文书太长，无法在规定时间内排版。请分年度或分类别打印。"]


def test_a_catalogue_of_a_thousand_records_comes_in_every_format():
    records = [
        {"reference": f"J012-WS·2026-Y-ZCH-{n:04}", "title": "题名" * 10} for n in range(1000)
    ]
    catalogue = compose("catalogue", {"records": records})
    assert catalogue.pdf() and catalogue.docx() and catalogue.xlsx()
