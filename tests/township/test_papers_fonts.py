"""Which fonts a PDF is set in, and which characters they show."""

import shutil
import struct

import pytest

from tests.township.test_papers_pdf import pages, text
from tests.township.test_papers_word import paper
from township.papers import blocks as b
from township.papers import fonts, pdf
from township.papers.typesetting import SHIPPED


@pytest.mark.parametrize(
    ("use", "there", "names"),
    [
        ("body", {"FangSong_GB2312", fonts.SERIF}, ["FangSong_GB2312", fonts.SERIF, fonts.SANS]),
        ("body", {"仿宋", "FangSong"}, ["FangSong", "仿宋", fonts.SERIF, fonts.SANS]),
        ("body", set(), [fonts.SERIF, fonts.SANS]),
        ("strong", set(), [fonts.SANS, fonts.SERIF]),
        ("title", {"方正小标宋简体"}, ["方正小标宋简体", fonts.SERIF, fonts.SANS]),
        ("kai", {"SimHei"}, [fonts.SERIF, fonts.SANS]),
    ],
)
def test_what_the_office_holds_goes_before_what_is_free(use, there, names):
    assert fonts.chosen(use, there) == names


def subtable(kind, first, last):
    if kind == 12:
        return struct.pack(">HHIIIIII", 12, 0, 28, 0, 1, first, last, 1)
    ends, starts = struct.pack(">HH", last, 0xFFFF), struct.pack(">HH", first, 0xFFFF)
    return struct.pack(">HHHHHHH", 4, 32, 0, 4, 0, 0, 0) + ends + b"\0\0" + starts + bytes(8)


def font(kind, first, last, at=0, platform=3):
    """A file with a `cmap` alone, `at` bytes behind its beginning."""
    table = at + 12 + 16
    cmap = struct.pack(">HHHHI", 0, 1, platform, 10, 12) + subtable(kind, first, last)
    head = struct.pack(">4sHHHH4sIII", b"OTTO", 1, 0, 0, 0, b"cmap", 0, table, len(cmap))
    return bytes(at) + head + cmap


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (font(12, 0x20BB7, 0x20BB9), {0x20BB7, 0x20BB8, 0x20BB9}),
        (font(4, 0x4E00, 0x4E02), {0x4E00, 0x4E01, 0x4E02, 0xFFFE} - {0xFFFE}),
        (font(12, 1, 2, platform=1), set()),
        (b"OTTO" + bytes(8), set()),
        (b"no font at all", set()),
    ],
)
def test_characters_are_read_from_the_font(tmp_path, content, found):
    path = tmp_path / "font.otf"
    path.write_bytes(content)
    assert fonts.characters(path) == found


def test_of_a_collection_each_font_is_read_by_its_place(tmp_path):
    head = struct.pack(">4sIIII", b"ttcf", 0x10000, 2, 0, 20)
    path = tmp_path / "fonts.ttc"
    path.write_bytes(head + font(12, 7, 9, at=20)[20:])
    assert fonts.characters(path, 1) == {7, 8, 9}


def test_a_folder_that_is_not_there_is_no_fault(settings, tmp_path):
    settings.FONTS_DIR = tmp_path / "none"
    assert fonts.folder() == ""
    assert fonts.faces()["title"] == [fonts.SERIF, fonts.SANS]


def test_papers_are_set_with_the_folder_in_this_process_and_in_a_child(settings, tmp_path):
    shutil.copy(SHIPPED / "NotoSansSC-Regular.otf", tmp_path / "own.otf")
    (tmp_path / "broken.ttf").write_bytes(b"no font")
    settings.FONTS_DIR = tmp_path
    assert fonts.folder() == str(tmp_path)
    assert "正文" in pages(paper(text("正文")).pdf())[0]
    long = paper(*[text("长" * 200)] * (pdf.SIZE_IN_PROCESS // 200))
    assert len(pages(long.pdf())) > 20


def test_a_paper_in_the_title_face_is_not_drawn_darker(monkeypatch):
    """The hair line around letters stands in for a face that is not there."""
    seen = []
    monkeypatch.setattr(pdf, "typeset", lambda files, folder: seen.append(files) or b"")
    paper(b.Title(("题",))).pdf()
    monkeypatch.setitem(fonts.WANTED, "title", (fonts.SANS,))
    paper(b.Title(("题",))).pdf()
    assert ['"has_title_face": false' in one["paper.json"] for one in seen] == [True, False]
