"""Word files made for tests: lists, levels, paragraphs."""

from io import BytesIO

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from villages.sheets.word_document import from_docx

W = nsdecls("w")


def read(document):
    stream = BytesIO()
    document.save(stream)
    stream.seek(0)
    return from_docx(stream)


def level(at, style, text, *more):
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{style}"/>'
        f'{"".join(more)}<w:lvlText w:val="{text}"/></w:lvl>'
    )


def define(document, number, *levels, overrides=""):
    """A list definition `number` with one list of the same number."""
    numbering = document.part.numbering_part.element
    abstract = parse_xml(
        f'<w:abstractNum {W} w:abstractNumId="{number}">{"".join(levels)}</w:abstractNum>'
    )
    numbering.insert(0, abstract)
    numbering.append(listing(number, number, overrides))


def listing(number, abstract, overrides=""):
    return parse_xml(
        f'<w:num {W} w:numId="{number}"><w:abstractNumId w:val="{abstract}"/>{overrides}</w:num>'
    )


def add(document, text, number=None, at=0, style=None):
    paragraph = document.add_paragraph(text, style=style)
    if number is not None:
        place(paragraph._p.get_or_add_pPr(), number, at)
    return paragraph


def place(properties, number, at=0):
    level_xml = "" if at is None else f'<w:ilvl w:val="{at}"/>'
    properties.append(parse_xml(f'<w:numPr {W}>{level_xml}<w:numId w:val="{number}"/></w:numPr>'))


NOTHING = '<w:suff w:val="nothing"/>'


NO_RESTART = '<w:lvlRestart w:val="0"/>'
