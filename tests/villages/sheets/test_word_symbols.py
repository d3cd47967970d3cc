"""A tick set in a picture font is a tick."""

import pytest
from docx import Document
from docx.oxml import parse_xml

from tests.villages.sheets.words import W, read
from villages.sheets.word_symbols import MISSING, character


def put(document, *elements):
    for element in elements:
        document.element.body.insert(-1, parse_xml(element))


def paragraph(inside, properties=""):
    return f"<w:p {W}><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text, properties=""):
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def field(kind):
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


@pytest.mark.parametrize(
    ("font", "code", "shown"),
    [
        ("Wingdings", 0xF0FC, "✓"),
        ("Wingdings 2", 0xF052, "☑"),
        ("Wingdings 2", 0xF0A3, "□"),
        ("Symbol", 0xF0D6, "√"),
        ("宋体", 0x25A1, "□"),
        ("Wingdings", 0xF021, MISSING),
        ("未知", 0xE123, MISSING),
    ],
)
def test_a_sign_of_a_picture_font_is_an_ordinary_one(font, code, shown):
    assert character(font, code) == shown


def test_a_run_set_in_a_picture_font_is_read_as_its_pictures():
    document = Document()
    font = '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>'
    put(document, paragraph(run("&#xF0FE;", font) + run("同意") + run("o", font) + run("反对")))
    assert read(document) == "☑同意□反对"
