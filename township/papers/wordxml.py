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
TABLE_GAP = 100
CELL_GAP = 50
# The schema fixes the order of a paragraph's properties.
AFTER_KEEP_NEXT = ("w:framePr", "w:pBdr", "w:tabs", "w:snapToGrid", "w:spacing")
RULED = {side: ("single", 4) for side in ("top", "left", "bottom", "right", "insideH", "insideV")}
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


def run(text="", size=None, face=None, color=None, content=None):
    """A run of text, or of one element (`content`); size in points."""
    properties = element("rPr")
    if face:
        properties.append(fonts(face))
    if color:
        properties.append(element("color", val=color))
    if size:
        properties.append(element("sz", val=round(size * 2)))
        properties.append(element("szCs", val=round(size * 2)))
    if content is None:
        content = element("t")
        content.text = text
        content.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element("r", [properties, content] if len(properties) else [content])


def field(code, size, face):
    """The runs of a field such as PAGE, with 1 as its first shown value."""
    instruction = element("instrText")
    instruction.text = f" {code} "
    begin, between, end = (
        element("fldChar", fldCharType=kind) for kind in ("begin", "separate", "end")
    )
    before = [run(size=size, face=face, content=part) for part in (begin, instruction, between)]
    return [*before, run("1", size, face), run(size=size, face=face, content=end)]


def paragraph(
    runs=(),
    *,
    align=LEFT,
    style=None,
    pitch=None,
    before=0,
    after=0,
    right=0,
    first=0,
    left=0,
    edges=None,
    size=12,
    sticks=False,
    frame=None,
    borders=(),
    tab=0,
):
    """A paragraph; INDENT sets its first line in by two characters.

    pitch: exact line pitch in twips, None for the line's own height. left, right, first: indents in
    characters of `size` points, written in characters for Word and in twips for the others; a
    negative `first` hangs. edges: sides in twips instead. tab: a right tab stop in twips.
    """
    before_spacing = (
        style and element("pStyle", val=style),
        element("keepNext") if sticks else None,
        frame,
        element("pBdr", borders) if borders else None,
        element("tabs", [element("tab", val="right", pos=tab)]) if tab else None,
    )
    properties = element("pPr", [one for one in before_spacing if one is not None])
    # LibreOffice stretches lines to the page's grid even where their pitch is exact.
    properties.append(element("snapToGrid", val=0))
    line = {"line": pitch, "lineRule": "exact"} if pitch else {"line": 240, "lineRule": "auto"}
    properties.append(element("spacing", before=before, after=after, **line))
    indent = _indent(2 if align == INDENT else first, left, right, size)
    properties.append(element("ind", **edges) if edges else indent)
    properties.append(element("jc", val=JUSTIFIED[align]))
    return element("p", [properties, *runs])


def _indent(first, left, right, size):
    side = "firstLine" if first >= 0 else "hanging"
    indent = {f"{side}Chars": round(abs(first) * 100), side: round(abs(first) * size * 20)}
    if left:
        indent |= {"leftChars": round(left * 100), "left": round(left * size * 20)}
    if right:
        indent |= {"rightChars": round(right * 100), "right": round(right * size * 20)}
    return element("ind", **indent)


def set_off(made, side):
    """Keep a paragraph a little away from the table before or after it (side)."""
    spacing = made.find(qn("w:pPr")).find(qn("w:spacing"))
    side = qn(f"w:{side}")
    spacing.set(side, str(max(int(spacing.get(side)), TABLE_GAP)))


def stick(made):
    """Keep a paragraph of the text on the page of the next one; a table stays as it is."""
    properties = made.find(qn("w:pPr"))
    if properties is not None and properties.find(qn("w:keepNext")) is None:
        properties.insert_element_before(element("keepNext"), *AFTER_KEEP_NEXT)


def stick_row(made):
    """Keep a row of a table on the page of the next row."""
    for line in made.iter(qn("w:p")):
        stick(line)


def thin_paragraph(*runs, pitch=20):
    """A paragraph that takes hardly any room, needed around tables and for page breaks."""
    return paragraph(runs, pitch=pitch)


def cell(content, width, *, colspan=1, merge=None, middle=True):
    """A table cell. merge: None, "restart" or "continue" for cells that span rows."""
    properties = element("tcPr", [element("tcW", w=width, type="dxa")])
    if colspan > 1:
        properties.append(element("gridSpan", val=colspan))
    if merge:
        properties.append(element("vMerge", val=merge))
    if middle:
        properties.append(element("vAlign", val="center"))
    return element("tc", [properties, *content])


def row(cells, *, height=0, is_header=False, is_whole=True):
    """A table row; height is the least height in twips, a whole row stays on one page."""
    properties = element("trPr", [element("cantSplit")] if is_whole else ())
    if height:
        properties.append(element("trHeight", val=height, hRule="atLeast"))
    if is_header:
        properties.append(element("tblHeader"))
    return element("tr", [properties, *cells])


def table(rows, widths, *, lines=None, padding=60):
    """A table of fixed column widths (twips)."""
    properties = element("tblPr", [element("tblW", w=sum(widths), type="dxa")])
    properties.append(element("jc", val="center"))
    if lines:
        properties.append(
            element(
                "tblBorders",
                [
                    element(side, val=kind, sz=size, space=0, color="000000")
                    for side, (kind, size) in lines.items()
                ],
            )
        )
    properties.append(element("tblLayout", type="fixed"))
    room = CELL_GAP if lines is RULED else 0
    sides = {"top": room, "left": padding, "bottom": room, "right": padding}
    properties.append(
        element("tblCellMar", [element(side, w=w, type="dxa") for side, w in sides.items()])
    )
    grid = element("tblGrid", [element("gridCol", w=width) for width in widths])
    return element("tbl", [properties, grid, *rows])
