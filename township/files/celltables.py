"""Child process: tables in files that are no workbook: text with separators, saved web pages, XML.

Older systems export a page or separated text and call it .xls; the content decides.
"""

import csv
import re
from collections import Counter
from html.parser import HTMLParser

SEPARATORS = "\t,;，；|"
LOOKED_AT = 50  # lines by which the separator is chosen
SPREADSHEET = "urn:schemas-microsoft-com:office:spreadsheet"
EXCEL = "urn:schemas-microsoft-com:office:excel"
CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
MOST_SPAN = 1000


def tables_of_text(path, max_rows):
    """The one table of a text file; what follows `max_rows` is not read."""
    from township.files.checks.text import encoding_of

    rows = []
    with open(path, encoding=encoding_of(path), newline="") as stream:
        lines = [line for line, _ in zip(stream, range(LOOKED_AT), strict=False)]
        stream.seek(0)
        for row in csv.reader(stream, delimiter=_separator(lines)):
            rows.append(row)
            if len(rows) > max_rows:
                break
    return [{"name": "", "rows": rows}]


def _separator(lines):
    """The sign that divides most lines, and most often: a title or a remark has none."""
    best = (0, 0, ",")
    for sign in SEPARATORS:
        counts = [line.count(sign) for line in lines if sign in line]
        if counts:
            usual = Counter(counts).most_common(1)[0][0]
            best = max(best, (len(counts), usual, sign), key=lambda one: one[:2])
    return best[2]


def tables_of_page(path):
    """Every table of a web page, or every visible sheet of an “XML 表格 2003”."""
    with open(path, "rb") as stream:
        content = stream.read()
    if SPREADSHEET.encode() in content[:4096] and b"<Workbook" in content[:4096]:
        return _xml_sheets(content)
    page = _Page()
    page.feed(_decoded(content))
    page.close()
    return [
        {"name": f"表{number}" if len(page.tables) > 1 else "", **table.as_sheet()}
        for number, table in enumerate(page.tables, 1)
    ]


def _decoded(content):
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    told = CHARSET.search(content[:4096])
    named = told[1].decode("ascii", "replace").lower() if told else ""
    for encoding in ("utf-8-sig", "gb18030") if "gb" not in named else ("gb18030", "utf-8-sig"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("gb18030", "replace")


class _Grid:
    """Cells put one after another into rows; what spans several is noted as a merge."""

    def __init__(self):
        self.rows, self.merges, self.taken = [], [], set()

    def begin_row(self):
        self.rows.append([])

    def add(self, text, across=1, down=1):
        if not self.rows:
            self.begin_row()
        row, at = self.rows[-1], len(self.rows) - 1
        while (at, len(row)) in self.taken:
            row.append("")
        place = len(row)
        if across > 1 or down > 1:
            self.merges.append([at, place, at + down - 1, place + across - 1])
            self.taken |= {(at + y, place + x) for y in range(1, down) for x in range(across)}
        row += [text, *[""] * (across - 1)]

    def as_sheet(self):
        return {"rows": self.rows, "merges": self.merges}


class _Page(HTMLParser):
    """The tables of a page; a table inside a cell is one of its own."""

    def __init__(self):
        super().__init__()
        self.tables, self.open, self.cells = [], [], []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if tag == "table":
            self.open.append(_Grid())
            self.tables.append(self.open[-1])
            self.cells.append(None)
        elif not self.open:
            return
        elif tag == "tr":
            self._end_cell()
            self.open[-1].begin_row()
        elif tag in ("td", "th"):
            self._end_cell()
            self.cells[-1] = ([], _span(given, "colspan"), _span(given, "rowspan"))
        elif tag in ("br", "p", "div") and self.cells[-1] and self.cells[-1][0]:
            self.cells[-1][0].append("\n")

    def handle_data(self, text):
        if self.cells and self.cells[-1]:
            self.cells[-1][0].append(" ".join(text.split("\n")) if text.strip() else " ")

    def handle_endtag(self, tag):
        if self.open and tag in ("td", "th", "tr", "table"):
            self._end_cell()
            if tag == "table":
                self.open.pop()
                self.cells.pop()

    def _end_cell(self):
        if self.cells[-1]:
            pieces, across, down = self.cells[-1]
            self.open[-1].add("".join(pieces).strip(), across, down)
            self.cells[-1] = None


def _span(attributes, name):
    told = attributes.get(name) or ""
    return min(max(int(told), 1), MOST_SPAN) if told.isascii() and told.isdigit() else 1


def _xml_sheets(content):
    from defusedxml.ElementTree import fromstring

    for sheet in fromstring(content, forbid_dtd=True).iterfind(f"{{{SPREADSHEET}}}Worksheet"):
        if (sheet.findtext(f".//{{{EXCEL}}}Visible") or "").startswith("Sheet"):
            continue  # SheetHidden, SheetVeryHidden
        grid = _Grid()
        for row in sheet.iterfind(f"{{{SPREADSHEET}}}Table/{{{SPREADSHEET}}}Row"):
            _skip_rows(grid, _number(row, "Index"))
            grid.begin_row()
            for cell in row.iterfind(f"{{{SPREADSHEET}}}Cell"):
                _add_cell(grid, cell)
        yield {"name": sheet.get(f"{{{SPREADSHEET}}}Name", ""), **grid.as_sheet()}


def _skip_rows(grid, index):
    while len(grid.rows) < min(index, 100_000) - 1:
        grid.begin_row()


def _add_cell(grid, cell):
    while len(grid.rows[-1]) < min(_number(cell, "Index"), MOST_SPAN) - 1:
        grid.rows[-1].append("")
    data = cell.find(f"{{{SPREADSHEET}}}Data")
    text = "" if data is None else "".join(data.itertext())
    if data is not None and data.get(f"{{{SPREADSHEET}}}Type") == "Number":
        text = float(text or 0)
    across, down = _number(cell, "MergeAcross") + 1, _number(cell, "MergeDown") + 1
    grid.add(text, min(across, MOST_SPAN), min(down, MOST_SPAN))


def _number(element, name):
    told = element.get(f"{{{SPREADSHEET}}}{name}", "")
    return int(told) if told.isascii() and told.isdigit() else 0
