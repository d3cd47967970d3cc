"""Writes the tables of a paper as a workbook, ready to print on A4.

Every cell is text, never a formula; a figure stays a figure only in a column that the template
sets to the right. Numbers with leading zeros (件号) therefore keep them.
"""

import datetime
import io
import re
from decimal import Decimal

from township.papers import blocks as b
from township.xlsx import workbook

FIGURE = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?")
PAGE_CHARACTERS = {True: 130, False: 88}
A4 = 9
UNSAFE_NAME = re.compile(r"[\[\]:*?/\\']")
FORMATS = {
    "title": {"font_name": "宋体", "font_size": 16, "align": "center", "bold": True},
    "note": {"font_name": "宋体", "font_size": 11, "align": "left"},
    "head": {"font_name": "黑体", "font_size": 11, "align": "center", "border": 1},
    "left": {"font_name": "宋体", "font_size": 11, "align": "left", "border": 1},
    "center": {"font_name": "宋体", "font_size": 11, "align": "center", "border": 1},
    "right": {"font_name": "宋体", "font_size": 11, "align": "right", "border": 1},
}


def write(paper):
    """Workbook bytes; the same paper gives the same bytes."""
    target = io.BytesIO()
    book = workbook(target)
    midnight = datetime.datetime.combine(paper.on, datetime.time())
    book.set_properties({"title": paper.title, "author": paper.author, "created": midnight})
    formats = {
        key: book.add_format(values | {"text_wrap": True, "valign": "vcenter"})
        for key, values in FORMATS.items()
    }
    taken = set()
    for name, notes, table in _parts(paper):
        sheet = book.add_worksheet(_sheet_name(name, taken))
        _Sheet(sheet, formats, paper).write(notes, table)
    if not book.worksheets():
        sheet = book.add_worksheet(_sheet_name(paper.title, taken))
        _Sheet(sheet, formats, paper).write(list(filter(None, paper.text().split("\n"))), None)
    book.close()
    return target.getvalue()


def _parts(paper):
    """(name, lines above, table) for every table of the paper."""
    name, notes = paper.title, []
    for block in paper.blocks:
        if isinstance(block, b.Table):
            yield name, notes, block
            notes = []
        elif isinstance(block, b.Heading):
            name = block.text
            notes.append(block.text)
        elif isinstance(block, b.Paragraph):
            notes.append(block.text)
        elif isinstance(block, b.QrCode):
            notes.extend(block.beside)


def _sheet_name(text, taken):
    """A sheet name Excel accepts: 31 characters, no `[]:*?/\\`, not given twice."""
    base = UNSAFE_NAME.sub("", text).strip()[:28] or "表"
    name, count = base, 1
    while name in taken:
        count += 1
        name = f"{base}{count}"
    taken.add(name)
    return name


class _Sheet:
    def __init__(self, sheet, formats, paper):
        self.sheet, self.formats, self.paper = sheet, formats, paper
        self.row = 0

    def write(self, notes, table):
        last = max(len(table.widths) - 1, 0) if table else 0
        self._page(table)
        self._wide(self.paper.title, last, "title", 28)
        for note in notes:
            self._wide(note, last, "note", 18)
        if table:
            start = self.row
            self._rows(table.header, table, is_header=True)
            if table.header:
                self.sheet.repeat_rows(0, self.row - 1)
                self.sheet.freeze_panes(self.row, 0)
            self._rows(table.rows, table, is_header=False)
            self.sheet.print_area(0, 0, max(self.row - 1, start), last)

    def _page(self, table):
        sheet, paper = self.sheet, self.paper
        sheet.set_paper(A4)
        if paper.is_landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.6, top=0.8, bottom=0.7)
        sheet.set_footer("&C第 &P 页　共 &N 页")
        room = PAGE_CHARACTERS[paper.is_landscape]
        for column, share in enumerate(table.shares if table else (1000,)):
            sheet.set_column(column, column, max(4, room * share / 1000))

    def _wide(self, text, last, name, height):
        self.sheet.set_row(self.row, height)
        if last:
            self.sheet.merge_range(self.row, 0, self.row, last, "", self.formats[name])
        self.sheet.write_string(self.row, 0, text, self.formats[name])
        self.row += 1

    def _rows(self, rows, table, is_header):
        for row in rows:
            if table.row_height and not is_header:
                self.sheet.set_row(self.row, table.row_height * 72 / 25.4)
            for column, cell in enumerate(row):
                if cell:
                    name = "head" if is_header else table.aligns[column]
                    self._cell(column, cell, self.formats[name], name)
            self.row += 1

    def _cell(self, column, cell, face, name):
        last_row, last_column = self.row + cell.rowspan - 1, column + cell.colspan - 1
        if (last_row, last_column) != (self.row, column):
            self.sheet.merge_range(self.row, column, last_row, last_column, "", face)
        if name == "right" and FIGURE.fullmatch(cell.text):
            self.sheet.write_number(self.row, column, Decimal(cell.text), face)
        elif cell.text:
            self.sheet.write_string(self.row, column, cell.text, face)
        else:
            self.sheet.write_blank(self.row, column, None, face)
