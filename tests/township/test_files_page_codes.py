"""Codes of pages as they are scanned: at any turn, awry, noised; and what is bound of them."""

import io

import pytest
from PIL import ImageDraw
from pypdf import PdfReader

from tests.archives import scans
from tests.township.paper_samples import SAMPLES
from township.files import codereader, scanbinder
from township.papers import compose
from township.papers.marks import PaperMark, code_in, decode

MARK = PaperMark(3, "minutes", 77)


@pytest.fixture(scope="module")
def sheet():
    values = {"title": "登记表", "rows": [], "mark": MARK}
    return scans.signed(scans.sheets(compose("fact_sheet", values).pdf())[0])


@pytest.mark.parametrize("lies", [0, 90, 180, 270])
@pytest.mark.parametrize("awry", [-5, 0, 5])
def test_a_turned_sheet_is_read_and_set_upright(sheet, settings, lies, awry):
    (found,) = codereader.codes(scans.turned(sheet, lies + awry))
    assert decode(code_in(found["text"]), [settings.SECRET_KEY]) == MARK.on_page(1)
    assert found["turn"] == (-lies) % 360


@pytest.mark.parametrize("spoil", [scans.noised, scans.skewed, scans.photographed, scans.of_screen])
def test_a_spoilt_sheet_is_read(sheet, spoil):
    assert len(codereader.codes(spoil(sheet, 3))) == 1


def test_what_cannot_be_read_is_not_guessed(sheet):
    assert codereader.codes(scans.blurred(sheet)) == []


def test_an_empty_page_is_told_from_one_with_a_signature():
    assert codereader.is_blank(scans.blank())
    assert not codereader.is_blank(scans.signed(scans.blank()))


def test_a_pen_through_the_code_where_people_sign_loses_no_page(settings):
    """A code in the lower half stands in the corner too."""
    mark = PaperMark(3, "notice", 78)
    paper = compose("meeting_notice", SAMPLES["meeting_notice"] | {"mark": mark})
    (drawn, *_) = scans.sheets(paper.pdf())
    assert len(codereader.codes(drawn)) == 2
    ImageDraw.Draw(drawn).rectangle((0, drawn.height // 2, *drawn.size), fill="white")
    (found,) = codereader.codes(drawn)
    assert decode(code_in(found["text"]), [settings.SECRET_KEY]) == mark.on_page(1)


@pytest.mark.parametrize("pages", [1, 3])
def test_pages_of_a_pdf_are_drawn_one_by_one(sheet, tmp_path, pages):
    path = tmp_path / "扫描.pdf"
    path.write_bytes(scans.scanned([scans.blank()] * (pages - 1) + [sheet]))
    told = codereader.read(str(path), "application/pdf", pages, str(tmp_path / "page.jpg"))
    assert len(told["codes"]) == 1 and not told["is_blank"]
    with pytest.raises(RuntimeError):
        codereader.page_of(str(path), pages + 1)


def test_a_page_whose_picture_is_damaged_is_no_blank_one(sheet, tmp_path):
    path, drawn = tmp_path / "扫描.pdf", str(tmp_path / "page.jpg")
    whole = scans.scanned([sheet, scans.blank(), sheet])

    def told(content):
        path.write_bytes(content)
        pages = [codereader.read(str(path), "application/pdf", n, drawn) for n in (1, 2, 3)]
        return [(len(one["codes"]), one["is_blank"], one["is_hollow"]) for one in pages]

    shown, blank, hollow = (1, False, False), (0, True, False), (0, False, True)
    assert told(whole) == [shown, blank, shown]
    assert told(scans.damaged(whole, 1)) == [hollow, blank, shown]
    assert told(scans.damaged(whole, 2)) == [shown, hollow, shown]
    assert told(whole.replace(b"/Contents", b"/Cantents", 1)) == [hollow, blank, shown]


def test_bound_pages_are_upright_and_the_same_twice(sheet, tmp_path):
    pdf, photo = tmp_path / "a.pdf", tmp_path / "b.jpg"
    pdf.write_bytes(scans.scanned([scans.blank(), sheet]))
    photo.write_bytes(scans.jpeg(scans.turned(sheet, 90)))
    leaves = [
        {"path": str(pdf), "number": 2, "turn": 180},
        {"path": str(photo), "number": None, "turn": 270},
    ]
    bound = scanbinder.bind("会议记录", leaves)
    assert bound == scanbinder.bind("会议记录", leaves)
    pages = PdfReader(io.BytesIO(bound)).pages
    assert [page.rotation for page in pages] == [180, 270]
    shown = scans.sheets(bound)
    assert [codereader.codes(one)[0]["turn"] for one in shown] == [180, 0]
