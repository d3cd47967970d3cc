"""The empty Word document of a layout: page, styles, line grid, page numbers, properties.

Measures after GB/T 9704-2012; faces are named, never bundled, each with the name of a face that
most machines have (w:altName), so WPS and Word find a likeness.
"""

import datetime
import io
import math
import zipfile

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt

from township.papers.blocks import CENTER, LEFT, RIGHT
from township.papers.layouts import FACES, LANDSCAPE_MARGINS, PAGE
from township.papers.wordxml import element, field, fonts, paragraph, run

HEADING_FACES = {1: "strong", 2: "kai", 3: "body"}
ZIP_DATE = (1980, 1, 1, 0, 0, 0)
# Fractions of a point in which a grid tells how much wider than the type its squares are.
CHAR_SPACE = 4096
HEAD_ABOVE, HEAD_CODE = 4.5, 14  # millimetres
FOLIO_SIZE = {"dash": 14, "total": 9}


def new_document(paper):
    """A python-docx Document with the page and styles of the paper's layout."""
    document = Document()
    _page(document.sections[0], paper)
    _styles(document, paper.layout)
    _font_table(document)
    _folio(document, paper.layout.folio)
    midnight = datetime.datetime.combine(paper.on, datetime.time())
    properties = document.core_properties
    properties.title, properties.author = paper.title[:255], paper.author[:255]
    properties.last_modified_by, properties.comments = paper.author[:255], ""
    properties.created = properties.modified = properties.last_printed = midnight
    properties.language, properties.revision = "zh-CN", 1
    body = document.element.body
    for child in list(body):
        if child.tag != qn("w:sectPr"):
            body.remove(child)
    return document


def margins(paper):
    """Margins in millimetres: top, right, bottom, left."""
    if paper.is_landscape and paper.layout.name != "slips":
        return LANDSCAPE_MARGINS
    return paper.layout.margins


def text_width(paper):
    """The width of the type area in millimetres."""
    _, right, _, left = margins(paper)
    return PAGE[1 if paper.is_landscape else 0] - right - left


def text_height(paper):
    """The height of the type area in millimetres."""
    top, _, bottom, _ = margins(paper)
    return PAGE[0 if paper.is_landscape else 1] - top - bottom


def _page(section, paper):
    width, height = PAGE[::-1] if paper.is_landscape else PAGE
    section.orientation = WD_ORIENT.LANDSCAPE if paper.is_landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(width), Mm(height)
    top, right, bottom, left = margins(paper)
    section.top_margin, section.right_margin = Mm(top), Mm(right)
    section.bottom_margin, section.left_margin = Mm(bottom), Mm(left)
    section.footer_distance = Mm(max(bottom - 12, 5))
    for grid in section._sectPr.findall(qn("w:docGrid")):
        section._sectPr.remove(grid)
    pitch = round(paper.layout.pitch * 20)
    section._sectPr.append(_grid(paper.layout, pitch, text_width(paper)))


def _grid(layout, pitch, room):
    """The grid that Word's page setup shows: lines, and for official papers characters."""
    if not layout.characters:
        return element("docGrid", type="lines", linePitch=pitch)
    more = room / 25.4 * 72 / layout.characters - layout.body
    space = math.floor(more * CHAR_SPACE)
    return element("docGrid", type="linesAndChars", linePitch=pitch, charSpace=space)


def _styles(document, layout):
    styles = document.styles
    _face(styles["Normal"], "body", layout.body, layout.tracking)
    styles["Normal"].paragraph_format.space_after = Pt(0)
    _face(styles["Title"], "title", layout.title)
    for level, use in HEADING_FACES.items():
        _face(styles[f"Heading {level}"], use, layout.body)
    for name in ("Header", "Footer"):
        _face(styles[name], "folio", 9)


def _face(style, use, size, tracking=0):
    properties = style.element.get_or_add_rPr()
    for child in list(properties):
        properties.remove(child)
    properties.append(fonts(use))
    if tracking:
        # The text keeps off the grid, which would spread Western letters, and LibreOffice all.
        properties.append(element("snapToGrid", val=0))
    properties.append(element("color", val="000000"))
    if tracking:
        # Word counts in whole twentieths.
        properties.append(element("spacing", val=math.floor(tracking * 20)))
    properties.append(element("kern", val=0))
    properties.append(element("sz", val=round(size * 2)))
    properties.append(element("szCs", val=round(size * 2)))
    properties.append(element("lang", val="en-US", eastAsia="zh-CN"))
    paragraphs = style.element.pPr
    if paragraphs is not None:
        for tag in ("w:pBdr", "w:contextualSpacing", "w:spacing"):
            for child in paragraphs.findall(qn(tag)):
                paragraphs.remove(child)


def _font_table(document):
    """Name a stand-in for every face, for machines that lack it."""
    listed = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/>'
        '<w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for name, other in FACES.values()
    )
    table = f"<w:fonts {nsdecls('w')}>{listed}</w:fonts>"
    for part in document.part.package.iter_parts():
        if part.partname == "/word/fontTable.xml":
            part._blob = f'<?xml version="1.0" encoding="UTF-8"?>{table}'.encode()
            parse_xml(part._blob)


def _folio(document, kind):
    section = document.sections[0]
    if kind == "dash":
        document.settings.odd_and_even_pages_header_footer = True
        fill(section.footer, _dashed(RIGHT))
        fill(section.even_page_footer, _dashed(LEFT))
    elif kind == "total":
        size = FOLIO_SIZE[kind]
        parts = [
            run("第 ", size, "folio"),
            *field("PAGE", size, "folio"),
            run(" 页　共 ", size, "folio"),
            *field("NUMPAGES", size, "folio"),
            run(" 页", size, "folio"),
        ]
        fill(section.footer, paragraph(parts, align=CENTER))


def _dashed(side):
    size = FOLIO_SIZE["dash"]
    parts = [run("— ", size, "folio"), *field("PAGE", size, "folio"), run(" —", size, "folio")]
    if side == RIGHT:
        return paragraph(parts, align=RIGHT, right=1, size=size)
    return paragraph(parts, align=LEFT, first=1, size=size)


def bear_code(document, drawing):
    """The code of a sheet that comes back, at the head of every page."""
    section = document.sections[0]
    section.header_distance = Mm(HEAD_ABOVE)
    heads = [section.header]
    if document.settings.odd_and_even_pages_header_footer:
        heads.append(section.even_page_header)
    for head in heads:
        head.is_linked_to_previous = False
        inline = head.part.new_pic_inline(io.BytesIO(drawing), Mm(HEAD_CODE), None)
        fill(head, paragraph([run(content=element("drawing", [inline]))], align=RIGHT))


def fill(part, *made):
    """Put paragraphs into a header or footer in place of what is there."""
    part.is_linked_to_previous = False
    body = part._element
    for child in list(body):
        body.remove(child)
    for one in made:
        body.append(one)


def saved(document):
    """The document as bytes that are the same whenever its content is the same."""
    raw, packed = io.BytesIO(), io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return packed.getvalue()
