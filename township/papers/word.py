"""Writes a paper as a Word file in the layout of GB/T 9704-2012, for Word, WPS and LibreOffice."""

import io
import math
from functools import partial, singledispatchmethod

from docx.oxml.ns import qn
from docx.shared import Mm

from township.papers import blocks as b
from township.papers import wordxml as x
from township.papers.closing import COMPANY, is_form, sticking
from township.papers.codes import qr_png
from township.papers.pictures import fitted_width
from township.papers.signing import signature_indents, width
from township.papers.wordpage import bear_code, fill, new_document, saved, text_height, text_width

TABLE, ROW = qn("w:tbl"), qn("w:tr")
RED = "D7000F"
SLIP_PADDING, SLIP_GAP = 5, 80
LONG_ROW = 300
IMPRINT_SIZE, IMPRINT_PITCH, IMPRINT_GAP = 14, 480, 80
CODE_WIDTH, SLIP_CODE_WIDTH = 24, 17


def write(paper):
    """Word bytes; the same paper gives the same bytes."""
    document = new_document(paper)
    if paper.mark and paper.layout.folio:
        bear_code(document, qr_png(paper.link))
    _Writer(document, paper).append_all(paper.blocks)
    return saved(document)


class _Writer:
    """Appends blocks to the body or, for slips, to a cell. `width` is in twips."""

    def __init__(self, document, paper):
        self.document = document
        self.layout, self.is_own = paper.layout, paper.is_own
        self.width = x.mm(text_width(paper))
        self.height = text_height(paper)
        self.pitch = round(self.layout.pitch * 20)
        self.is_slip = False
        self.section = document.element.body.find(qn("w:sectPr"))

    def append_all(self, blocks):
        """Write blocks into the document's body."""
        for made in self.elements(blocks):
            self.section.addprevious(made)

    def elements(self, blocks):
        """The elements of blocks, with a thin paragraph wherever tables would touch or end."""
        found, stuck = [], sticking(blocks)
        for at, block in enumerate(blocks):
            for part in self.write(block):
                self._join(found, part)
                if at in stuck:
                    self._stick(part, is_form(block))
        if not found or found[-1].tag == TABLE:
            found.append(x.thin_paragraph())
        return found

    @staticmethod
    def _join(found, part):
        """Append an element, with the gap that a table needs around it."""
        if found and part.tag == found[-1].tag == TABLE:
            found.append(x.thin_paragraph(pitch=x.TABLE_GAP))
            x.stick(found[-1])
        elif found and found[-1].tag == TABLE:
            x.set_off(part, "before")
        elif found and part.tag == TABLE:
            x.set_off(found[-1], "after")
        found.append(part)

    @staticmethod
    def _stick(part, is_whole):
        """Keep an element on the page of the next one; of a list that may part, its last rows."""
        rows = part.findall(ROW)
        for row in rows if is_whole else rows[-COMPANY:]:
            x.stick_row(row)
        if not rows:
            x.stick(part)

    @singledispatchmethod
    def write(self, block):
        raise TypeError(f"no Word for {type(block).__name__}")

    def _runs(self, runs, size=None, face=None):
        return [x.run(run.text, size, "strong" if run.is_strong else face) for run in runs]

    @write.register
    def _title(self, block: b.Title):
        pitch = round(self.layout.title_pitch * 20)
        last = len(block.lines) - 1
        return [
            x.paragraph(
                [x.run(line, self.layout.title, "title")],
                align=b.CENTER,
                style="Title" if not self.is_slip else None,
                pitch=pitch,
                after=round(self.pitch * self._free()) if at == last else 0,
                sticks=True,
            )
            for at, line in enumerate(block.lines)
        ]

    def _free(self):
        """Lines that stand free below a title: one in an official paper (GB/T 9704-2012, 7.3.2)."""
        return 0.25 if self.is_slip else 1 if self.layout.folio == "dash" else 0.8

    @write.register
    def _heading(self, block: b.Heading):
        style = f"Heading{block.level}"
        return [
            x.paragraph(
                [x.run(block.text)],
                align=b.INDENT,
                style=style,
                pitch=self.pitch,
                size=self.layout.body,
                sticks=True,
            )
        ]

    @write.register
    def _paragraph(self, block: b.Paragraph):
        return [
            x.paragraph(
                self._runs(block.runs),
                align=block.align,
                pitch=self.pitch,
                size=self.layout.body,
            )
        ]

    @write.register
    def _attachments(self, block: b.Attachments):
        """Behind a blank line, kept together; names stand under names."""
        mark, lead = (0 if len(block.names) == 1 else 2), 5
        made = [x.paragraph(pitch=self.pitch, sticks=True)]
        for at, (number, name) in enumerate(zip(block.marks, block.names, strict=True)):
            runs = [x.run(number), x.run(content=x.element("tab"))] if number else []
            made.append(
                x.paragraph(
                    [*([] if at else [x.run("附件：")]), *runs, x.run(name)],
                    left=lead + mark,
                    first=-mark if at else -(mark + 3),
                    size=self.layout.body,
                    pitch=self.pitch,
                    sticks=at < len(block.names) - 1,
                )
            )
        return made

    def _letterhead(self, block):
        """信函格式: organ and lines stand in the head and foot of the first page."""
        size = min(54, 430 / max(len(block.organ), 1))
        wide = {"left": -(x.mm(self.layout.margins[3]) - x.mm(20)), "right": -x.mm(6)}
        section = self.document.sections[0]
        section.different_first_page_header_footer = True
        section.header_distance = Mm(30)
        organ = x.paragraph(
            [x.run(block.organ, size, "title", RED)],
            align=b.CENTER,
            pitch=round(size * 20),
            borders=[x.element("bottom", val="thickThinSmallGap", sz=18, space=11, color=RED)],
            edges=wide,
        )
        foot = x.paragraph(
            borders=[x.element("top", val="thinThickSmallGap", sz=18, space=0, color=RED)],
            pitch=20,
            frame=x.element(
                "framePr",
                w=x.mm(170),
                hSpace=0,
                wrap="notBeside",
                vAnchor="page",
                hAnchor="page",
                xAlign="center",
                y=x.mm(277),
            ),
        )
        fill(section.first_page_header, organ)
        fill(section.first_page_footer, foot, x.thin_paragraph())
        return [
            x.paragraph([x.run(block.number)], align=b.RIGHT, pitch=self.pitch, before=280),
            x.paragraph(pitch=self.pitch),
            x.paragraph(pitch=self.pitch),
        ]

    @write.register
    def _masthead(self, block: b.Masthead):
        if block.is_letter:
            return self._letterhead(block)
        size = min(54, 430 / max(len(block.organ), 1))
        rule = x.element("bottom", val="single", sz=12, space=8, color=RED)
        number, align, tab = [x.run(block.number)], b.CENTER, 0
        if block.signer:
            align, tab = b.LEFT, self.width - self.layout.body * 20
            number += [x.run(content=x.element("tab")), x.run(f"签发人：{block.signer}")]
        return [
            x.paragraph(
                [x.run(block.organ, size, "title", RED)],
                align=b.CENTER,
                before=x.mm(28),
                after=self.pitch,
            ),
            x.paragraph(
                number,
                align=align,
                pitch=self.pitch,
                borders=[rule],
                first=1 if block.signer else 0,
                size=self.layout.body,
                tab=round(tab),
            ),
            x.paragraph(pitch=self.pitch),
            x.paragraph(pitch=self.pitch),
        ]

    @write.register
    def _signature(self, block: b.Signature):
        lines = signature_indents(block)
        return [
            x.paragraph(
                [x.run(text)],
                align=b.RIGHT,
                right=indent,
                size=self.layout.body,
                pitch=self.pitch,
                before=0 if at else round(self.pitch * (1.6 if block.is_sealed else 0.8)),
                sticks=at < len(lines) - 1,
            )
            for at, (text, indent) in enumerate(lines)
        ]

    @write.register
    def _imprint(self, block: b.Imprint):
        """Each line in a frame of its own at the foot: LibreOffice ignores frames of two."""
        lines = []
        if block.copies:
            rules = {"top": 8} if block.issuer else {}
            lines.append(([x.run(f"抄送：{block.copies}", IMPRINT_SIZE)], rules))
        if block.issuer:
            gap = x.run(content=x.element("tab"))
            words = (block.issuer, f"{block.day}印发")
            left, right = (x.run(text, IMPRINT_SIZE) for text in words)
            lines.append(([left, gap, right], {"top": 6 if lines else 8, "bottom": 8}))
        room = self.width / (IMPRINT_SIZE * 20) - 2
        rows = math.ceil((width(block.copies) + 3) / room) if block.copies else 0
        made = []
        for at, (runs, rules) in enumerate(lines):
            below = rows + 1 if len(lines) - at == 2 else 1
            above = IMPRINT_PITCH * below + IMPRINT_GAP * (len(lines) - at)
            made.append(self._framed(runs, rules, x.mm(self.height) - above))
            made.append(x.thin_paragraph())
        return made

    def _framed(self, runs, rules, top):
        """A line in a frame that begins `top` twips below the upper margin."""
        return x.paragraph(
            runs,
            first=1,
            right=1,
            size=IMPRINT_SIZE,
            pitch=IMPRINT_PITCH,
            tab=self.width - IMPRINT_SIZE * 20,
            frame=x.element(
                "framePr",
                w=self.width,
                hSpace=0,
                wrap="notBeside",
                vAnchor="margin",
                hAnchor="margin",
                xAlign="left",
                y=top,
            ),
            borders=[
                x.element(side, val="single", sz=size, space=1, color="000000")
                for side, size in rules.items()
            ],
        )

    @write.register
    def _break(self, block: b.PageBreak):
        return [x.thin_paragraph(x.run(content=x.element("br", type="page")))]

    def _picture(self, content, width):
        """A paragraph with a picture of a width in millimetres."""
        inline = self.document.part.new_pic_inline(io.BytesIO(content), Mm(width), None)
        return x.paragraph(
            [x.run(content=x.element("drawing", [inline]))], align=b.CENTER, before=60
        )

    @write.register
    def _code(self, block: b.QrCode):
        lines = [x.paragraph([x.run(line)], pitch=self.pitch) for line in block.beside]
        if self.is_own(block) and not self.is_slip:
            return lines  # It stands at the head of every page.
        width = SLIP_CODE_WIDTH if self.is_slip else CODE_WIDTH
        content = [self._picture(qr_png(block.content), width)]
        if block.caption:
            content.append(x.paragraph([x.run(block.caption, 8)], align=b.CENTER))
        if not block.beside:
            return content
        right = x.mm(SLIP_CODE_WIDTH + 2 if self.is_slip else 32)
        cells = [x.cell(lines, self.width - right), x.cell(content, right)]
        return [x.table([x.row(cells)], (self.width - right, right), padding=0)]

    @write.register
    def _image(self, block: b.Image):
        room = self.width / x.TWIPS_PER_MM
        content = [self._picture(block.content, fitted_width(block.content, room))]
        if block.caption:
            content.append(x.paragraph([x.run(block.caption, 10.5)], align=b.CENTER))
        return content

    @write.register
    def _table(self, block: b.Table):
        widths = [round(self.width * share / 1000) for share in block.shares]
        size = block.size or self.layout.table
        rows = self._rows(block.header, widths, size, 0, True)
        rows += self._rows(block.rows, widths, size, x.mm(block.row_height), False)
        if block.is_short_form:
            for row in rows[:-1]:
                x.stick_row(row)
        return [x.table(rows, widths, lines=x.RULED)]

    def _rows(self, rows, widths, size, height, is_header):
        """Rows with their spans: a slot below a spanning cell holds an empty continuation."""
        below = {}
        made = []
        for at, row in enumerate(rows):
            cells = []
            for column, cell in enumerate(row):
                if cell is None and (at, column) not in below:
                    continue
                span = cell.colspan if cell else below[at, column]
                width = sum(widths[column : column + span])
                if cell is None:
                    empty = [x.paragraph(pitch=None)]
                    cells.append(x.cell(empty, width, colspan=span, merge="continue"))
                    continue
                for step in range(1, cell.rowspan):
                    below[at + step, column] = cell.colspan
                merge = "restart" if cell.rowspan > 1 else None
                face = "strong" if is_header else None
                content = [self._line(line, size, face) for line in cell.lines]
                cells.append(x.cell(content, width, colspan=span, merge=merge))
            is_whole = sum(len(cell.text) for cell in row if cell) < LONG_ROW
            made.append(
                x.row(cells, height=height, is_header=is_header, is_whole=is_header or is_whole)
            )
        return made

    def _line(self, line, size, face):
        runs = self._runs(line.runs, size, face)
        return x.paragraph(runs, align=line.align, size=size, pitch=round(size * 1.45 * 20))

    @write.register
    def _slips(self, block: b.Slips):
        outer, padding = self.width // block.columns, x.mm(SLIP_PADDING)
        whole, self.width, self.is_slip = self.width, outer - 2 * padding, True
        gap = partial(x.paragraph, pitch=SLIP_GAP)
        cells = [
            x.cell([gap(), *self.elements(slip), gap()], outer, middle=False)
            for slip in block.slips
        ]
        self.width, self.is_slip = whole, False
        while len(cells) % block.columns:
            cells.append(x.cell([x.paragraph()], outer))
        rows = [x.row(cells[at : at + block.columns]) for at in range(0, len(cells), block.columns)]
        return [x.table(rows, (outer,) * block.columns, lines=x.DASHED, padding=padding)]
