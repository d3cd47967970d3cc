"""The copy of a scanned PDF looks as the scan does, and its words can be searched where they stand;
the original stays bit for bit."""

import io

import pytest
from PIL import Image, ImageChops
from pypdf import PdfReader, PdfWriter

from tests import scanned
from tests.archives.readings import line
from township.files import derive, pagedrawer, scanlayer
from township.files.errors import PreviewUnavailable
from township.files.storing import keep_composed

LINE = line("讨论三组修路（第2次）", top=2000, high=300)


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


def sheet(turned=0, size=(248, 350)):
    """One page that is a picture, as a scanner wrote it, laid on its side by /Rotate or not."""
    picture = Image.new("RGB", size, "white")
    picture.paste("grey", (20, 30, 200, 50))
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(scanned.as_pdf(picture))))
    writer.pages[0].rotate(turned)
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def laid(content, tmp_path, lines=(LINE,)):
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    return scanlayer.laid(path, {"1": list(lines)})


def places(content):
    """{text: (x, y) where it begins} of the first page."""
    found = {}

    def see(text, before, matrix, *rest):
        if text.strip():
            found[text.strip()] = matrix[4:6]

    PdfReader(io.BytesIO(content)).pages[0].extract_text(visitor_text=see)
    return found


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
def test_words_lie_where_they_were_read_however_the_page_is_turned(tmp_path, turned):
    copy = laid(sheet(turned), tmp_path)
    ((text, (x, y)),) = places(copy).items()
    assert text == LINE["text"]
    box = PdfReader(io.BytesIO(copy)).pages[0].mediabox
    # The lower left corner of the line: a tenth from the left, 23 hundredths from the top, as seen.
    expected = {0: (0.1, 0.77), 90: (0.23, 0.1), 180: (0.9, 0.23), 270: (0.77, 0.9)}[turned]
    assert x / float(box.width) == pytest.approx(expected[0], abs=0.002)
    assert y / float(box.height) == pytest.approx(expected[1], abs=0.002)


def test_the_page_looks_as_it_did(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    pictures = []
    for name, content in (("a.pdf", sheet()), ("b.pdf", laid(sheet(), tmp_path))):
        (tmp_path / name).write_bytes(content)
        drawn = io.BytesIO()
        pagedrawer.draw(tmp_path / name, 1, drawn)
        pictures.append(Image.open(drawn).convert("RGB"))
    assert ImageChops.difference(*pictures).getbbox() is None


def test_signs_beyond_two_bytes_and_empty_lines_are_left_out(tmp_path):
    lines = [line("\U00020000甲"), line("\U00020000"), line("乙", top=3000)]
    text = PdfReader(io.BytesIO(laid(sheet(), tmp_path, lines))).pages[0].extract_text()
    assert "甲" in text and "乙" in text and "\U00020000" not in text


def test_the_copy_is_made_once_and_the_original_stays(db):
    content = sheet()
    file = keep_composed(content, "扫描.pdf")
    path = derive.searchable(file, {1: [LINE]})
    assert LINE["text"] in PdfReader(path).pages[0].extract_text()
    assert file.path.read_bytes() == content
    made = path.stat().st_mtime_ns
    assert derive.searchable(file, {1: [LINE]}).stat().st_mtime_ns == made


def test_what_cannot_be_read_is_said(db):
    with pytest.raises(PreviewUnavailable, match="下载原件"):
        derive.searchable(keep_composed(sheet(), "扫描.pdf"), {9: [LINE]})
