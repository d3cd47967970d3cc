"""Writes a paper as PDF/A-2b (ISO 19005-2), the preservation format of the archive.

The page is described once in layout.typ; the paper itself reaches the typesetter as JSON, so no
text of it is ever read as code. Of the machine only the folder of fonts is used (fonts.py).
"""

import json
import re
from functools import singledispatch
from pathlib import Path

from township.papers import blocks as b
from township.papers import fonts, glyphs
from township.papers.closing import COMPANY, sticking
from township.papers.codes import qr_svg
from township.papers.errors import PaperTooLong
from township.papers.layouts import LANDSCAPE_MARGINS, PAGE
from township.papers.marking import address_of
from township.papers.marks import LOOSE
from township.papers.pictures import fitted_width
from township.papers.signing import signature_indents
from township.papers.typesetting import TIME_LIMIT, TooLong, Unsettable, typeset, typeset_apart

LAYOUT = Path(__file__).with_name("layout.typ")
# Characters of paper.json: 600 paragraphs, or 120 rows of nine columns; a child takes 0.1 s more,
# and what the typesetter remembers of less than that does no harm.
SIZE_IN_PROCESS = 80_000
LONGEST_WORD = re.compile(r"[!-~]{2000}(?=[!-~])")
# Of the file's title, and of a heading, which its list of contents names.
LONGEST_NAME = 1000
PICTURE_ROOM = 150
# Codes are drawn for so many pages at first; few sheets are longer, and those are set once more.
FIRST_PAGES = 2
PAGES = re.compile(rb"/Type\s*/Pages[^>]*?/Count\s+(\d+)|/Count\s+(\d+)[^>]*?/Type\s*/Pages")


def write(paper, time_limit=TIME_LIMIT):
    """PDF/A-2b bytes; the same paper gives the same bytes.

    Raises: PaperTooLong when a very long paper cannot be set in time.
    """
    stuck = sticking(paper.blocks)
    parts = [
        part
        for at, block in enumerate(paper.blocks)
        for part in _parted(_spec(block) | {"sticks": at in stuck})
    ]
    spec = _page(paper) | {"blocks": parts, "link": paper.link}
    if paper.mark is None:
        return _set(spec, time_limit)
    first = 0 if paper.mark.sheet in LOOSE else FIRST_PAGES
    made = _set(spec | {"marks": _marks(paper.mark, first)}, time_limit)
    if first and (pages := _pages(made)) > first:
        made = _set(spec | {"marks": _marks(paper.mark, pages)}, time_limit)
    return made


def _marks(mark, pages):
    """The drawn code of each page; a single one where pages are loose."""
    return [qr_svg(address_of(mark, number)) for number in range(1, pages + 1) or [0]]


def _pages(made):
    return max(int(one or other) for one, other in PAGES.findall(made))


def _set(spec, time_limit):
    text = glyphs.showable(json.dumps({"marks": []} | spec, ensure_ascii=False))
    files = {"main.typ": LAYOUT.read_text("utf-8"), "paper.json": text}
    try:
        if len(text) <= SIZE_IN_PROCESS:
            return typeset(files, fonts.folder())
        return typeset_apart(files, time_limit, fonts.folder())
    except (TooLong, Unsettable) as error:
        sentence = "这份文书太长，无法在规定时间内排版。请分年度或分类别打印。"
        raise PaperTooLong(sentence) from error


def _parted(spec):
    """The last rows of a list go with what ends the paper: a table of their own, without a gap."""
    is_list = spec["type"] == "table" and not spec["is_whole"]
    if not (spec["sticks"] and is_list and _may_part(spec["rows"])):
        return [spec]
    rows = spec["rows"]
    tail = spec | {"header": [], "rows": rows[-COMPANY:], "is_tail": True, "is_whole": True}
    return [spec | {"rows": rows[:-COMPANY], "sticks": False, "goes_on": True}, tail]


def _may_part(rows):
    """May the last rows go to the next page by themselves? Not the first, nor those of a span."""
    columns = sum(cell["colspan"] for cell in rows[0]) if rows else 0
    return len(rows) > COMPANY and all(
        sum(cell["colspan"] for cell in row) == columns for row in rows[-COMPANY:]
    )


def _page(paper):
    layout = paper.layout
    width, height = PAGE[::-1] if paper.is_landscape else PAGE
    margins = layout.margins
    if paper.is_landscape and layout.name != "slips":
        margins = LANDSCAPE_MARGINS
    return {
        "title": paper.title[:LONGEST_NAME],
        "author": paper.author,
        "date": [paper.on.year, paper.on.month, paper.on.day],
        "width": width,
        "height": height,
        "margins": margins,
        "body": layout.body,
        "pitch": layout.pitch,
        "title_size": layout.title,
        "title_pitch": layout.title_pitch,
        "table": layout.table,
        "tracking": 0 if paper.is_landscape else layout.tracking,
        "folio": layout.folio,
        "is_letter": any(isinstance(one, b.Masthead) and one.is_letter for one in paper.blocks),
        "faces": fonts.faces(),
        "has_title_face": fonts.faces()["title"][0] != fonts.SERIF,
    }


def _runs(runs):
    return [[_worded(run.text), run.is_strong] for run in runs]


def _worded(text):
    """No string of a PDF/A has more than 32,767 bytes: what nobody calls a word is parted."""
    return LONGEST_WORD.sub(r"\g<0> ", text)


def _line(line):
    return {"runs": _runs(line.runs), "align": line.align}


@singledispatch
def _spec(block):
    raise TypeError(f"no PDF for {type(block).__name__}")


@_spec.register
def _title(block: b.Title):
    return {"type": "title", "lines": [*map(_worded, block.lines)]}


@_spec.register
def _heading(block: b.Heading):
    if len(block.text) > LONGEST_NAME:
        return _spec(b.Paragraph((b.Run(block.text),)))
    return {"type": "heading", "level": block.level, "text": _worded(block.text)}


@_spec.register
def _paragraph(block: b.Paragraph):
    return {"type": "paragraph"} | _line(block)


@_spec.register
def _table(block: b.Table):
    return {
        "type": "table",
        "shares": block.shares,
        "header": [_row(row) for row in block.header],
        "rows": [_row(row) for row in block.rows],
        "row_height": block.row_height,
        "size": block.size,
        "is_whole": block.is_short_form,
    }


def _row(row):
    return [
        {
            "lines": [_line(line) for line in cell.lines],
            "colspan": cell.colspan,
            "rowspan": cell.rowspan,
        }
        for cell in row
        if cell
    ]


@_spec.register
def _masthead(block: b.Masthead):
    return {
        "type": "masthead",
        "organ": block.organ,
        "number": block.number,
        "signer": block.signer,
        "is_letter": block.is_letter,
    }


@_spec.register
def _attachments(block: b.Attachments):
    return {"type": "attachments", "rows": list(zip(block.marks, block.names, strict=True))}


@_spec.register
def _signature(block: b.Signature):
    lines = [{"text": text, "indent": indent} for text, indent in signature_indents(block)]
    return {"type": "signature", "lines": lines, "is_sealed": block.is_sealed}


@_spec.register
def _imprint(block: b.Imprint):
    return {"type": "imprint", "copies": block.copies, "issuer": block.issuer, "day": block.day}


@_spec.register
def _code(block: b.QrCode):
    return {
        "type": "code",
        "content": block.content,
        "drawing": qr_svg(block.content),
        "caption": block.caption,
        "beside": block.beside,
    }


@_spec.register
def _image(block: b.Image):
    # The typesetter takes text files only, so the picture travels as a list of its bytes.
    return {
        "type": "image",
        "bytes": list(block.content),
        "width": fitted_width(block.content, PICTURE_ROOM),
        "caption": block.caption,
    }


@_spec.register
def _break(block: b.PageBreak):
    return {"type": "break"}


@_spec.register
def _slips(block: b.Slips):
    slips = [[_spec(part) | {"sticks": False} for part in slip] for slip in block.slips]
    return {"type": "slips", "columns": block.columns, "slips": slips}
