"""Small building stones of WordprocessingML: elements, runs, paragraphs and ruled tables.

Lengths are twentieths of a point (twips). Elements are made directly, because python-docx looks
a cell up by counting and grows slow with long registers.
"""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from township.papers.blocks import CENTER, INDENT, LEFT, RIGHT
from township.papers.layouts import FACES

TWIPS_PER_MM = 1440 / 25.4
JUSTIFIED = {LEFT: "left", CENTER: "center", RIGHT: "right", INDENT: "both"}
NO_BORDERS = {}
RULED = {
    side: ("single", 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV")
}
DASHED = {side: ("dashed", 4) for side in RULED}


def mm(value):
    """Millimetres in twips."""
    return round(value * TWIPS_PER_MM)


def element(tag, children=(), **attributes):
    """A `w:` element; attributes are written without their prefix."""
    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    for child in children:
        made.append(child)
    return made


def fonts(use):
    """The w:rFonts of a face (see layouts.FACES)."""
    name = FACES[use][0]
    return element("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name, hint="eastAsia")


def run(text, size=None, face=None, color=None):
    """A run; size in points."""
    properties = element("rPr")
    if face:
        properties.append(fonts(face))
    if color:
        properties.append(element("color", val=color))
    if size:
        properties.append(element("sz", val=round(size * 2)))
        properties.append(element("szCs", val=round(size * 2)))
    words = element("t")
    words.text = text
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", ([properties] if len(properties) else []) + [words])


def field(code, size, face):
    """A field such as PAGE, with 1 as its first shown value."""
    parts = [element("fldChar", fldCharType="begin"), element("instrText")]
    parts[1].text = f" {code} "
    parts += [element("fldChar", fldCharType="separate"), None, element("fldChar", fldCharType="end")]
    made = []
    for part in parts:
        if part is None:
            made.append(run("1", size, face))
            continue
        holder = run("", size, face)
        holder.remove(holder[-1])
        holder.append(part)
        made.append(holder)
    return made


def paragraph(runs=(), *, align=LEFT, style=None, pitch=None, before=0, after=0, right=0,
              first=0, size=12, sticks=False, borders=()):
    """A paragraph; INDENT sets its first line in by two characters.

    pitch: exact line pitch in twips, None for the line's own height. right, first: indents in
    characters of `size` points, written in characters for Word and in twips for the others.
    """
    properties = element("pPr")
    if style:
        properties.append(element("pStyle", val=style))
    if sticks:
        properties.append(element("keepNext"))
    if borders:
        properties.append(element("pBdr", borders))
    spacing = {"before": before, "after": after}
    spacing |= {"line": pitch, "lineRule": "exact"} if pitch else {"line": 240, "lineRule": "auto"}
    properties.append(element("spacing", **spacing))
    first = 2 if align == INDENT else first
    indent = {"firstLineChars": round(first * 100), "firstLine": round(first * size * 20)}
    if right:
        indent |= {"rightChars": round(right * 100), "right": round(right * size * 20)}
    properties.append(element("ind", **indent))
    properties.append(element("jc", val=JUSTIFIED[align]))
    return element("p", [properties, *runs])


def thin_paragraph(*runs):
    """A paragraph that takes no visible room, needed around tables and for page breaks."""
    return paragraph(runs, pitch=20)


def borders(tag, lines, color="000000"):
    """The borders of a table or cell: {side: (kind, eighths of a point)}."""
    return element(
        tag,
        [
            element(side, val=kind, sz=size, space=0, color=color)
            for side, (kind, size) in lines.items()
        ],
    )


def cell(content, width, *, colspan=1, merge=None, lines=None, middle=True):
    """A table cell. merge: None, "restart" or "continue" for cells that span rows."""
    properties = element("tcPr", [element("tcW", w=width, type="dxa")])
    if colspan > 1:
        properties.append(element("gridSpan", val=colspan))
    if merge:
        properties.append(element("vMerge", val=merge))
    if lines:
        properties.append(borders("tcBorders", lines))
    if middle:
        properties.append(element("vAlign", val="center"))
    return element("tc", [properties, *content])


def row(cells, *, height=0, is_header=False):
    """A table row; height is the least height in twips."""
    properties = element("trPr", [element("cantSplit")])
    if height:
        properties.append(element("trHeight", val=height, hRule="atLeast"))
    if is_header:
        properties.append(element("tblHeader"))
    return element("tr", [properties, *cells])


def table(rows, widths, *, lines=None, padding=60, position=None):
    """A table of fixed column widths (twips). position: w:tblpPr for a floating table."""
    properties = element("tblPr")
    if position is not None:
        properties.append(position)
    properties.append(element("tblW", w=sum(widths), type="dxa"))
    if position is None:
        properties.append(element("jc", val="center"))
    if lines:
        properties.append(borders("tblBorders", lines))
    properties.append(element("tblLayout", type="fixed"))
    sides = [element(side, w=padding, type="dxa") for side in ("left", "right")]
    properties.append(element("tblCellMar", sides))
    grid = element("tblGrid", [element("gridCol", w=width) for width in widths])
    return element("tbl", [properties, grid, *rows])
