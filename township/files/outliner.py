"""Child process: writes what a document says as paragraphs and tables, one JSON on standard output.

`python -m township.files.outliner path media_type`. For reading on a page, not for keeping: looks,
pictures and formulas are left out (of a sheet the values kept in it are read), and what is long is
cut and said to be.
"""

import json
import re
import sys
from datetime import date, datetime, time

from township.files.limits import OUT_OF_MEMORY, limit_self

MOST_LETTERS = 60_000
MOST_LINES = 600  # paragraphs, and rows of tables
MOST_ROWS = 200  # of one sheet
MOST_COLUMNS = 24
MOST_SHEETS = 10
SHEETS = ("sheet", "excel", "spreadsheet")
# Local names of Word and slides, ODF, OFD; what a field computes or a change took away is no text.
PARAGRAPHS = {"p", "h", "TextObject"}
TABLES, ROWS, CELLS = {"tbl", "table"}, {"tr", "table-row"}, {"tc", "table-cell"}
TEXTS = {"t", "TextCode"}
LEFT_OUT = {"Fallback", "del", "moveFrom", "tracked-changes"}
GAPS = {"tab": "\t", "br": "\n", "cr": "\n", "line-break": "\n", "s": " "}


class Outline:
    """Paragraphs and tables in reading order, up to the bounds."""

    def __init__(self):
        self.blocks, self.letters, self.lines, self.is_cut = [], 0, 0, False

    @property
    def is_full(self):
        is_full = self.letters >= MOST_LETTERS or self.lines >= MOST_LINES
        self.is_cut = self.is_cut or is_full
        return is_full

    def _taken(self, text):
        text = text.replace("\x00", "")[: MOST_LETTERS - self.letters]
        self.letters += len(text)
        return text

    def paragraph(self, text):
        if text.strip() and not self.is_full:
            self.lines += 1
            self.blocks.append({"text": self._taken(text.strip())})

    def heading(self, text):
        if not self.is_full:
            self.blocks.append({"heading": self._taken(text)})

    def table(self, rows):
        taken = []
        for row in rows:
            if self.is_full:
                break
            self.lines += 1
            self.is_cut = self.is_cut or len(row) > MOST_COLUMNS
            taken.append([self._taken(cell.strip()) for cell in row[:MOST_COLUMNS]])
        if any(cell for row in taken for cell in row):
            wide = max(map(len, taken))
            self.blocks.append({"rows": [row + [""] * (wide - len(row)) for row in taken]})

    def told(self):
        return {"blocks": self.blocks, "is_cut": self.is_cut}


def outline(path, media_type):
    """{"blocks": [{"text"} or {"heading"} or {"rows": [[str]]}], "is_cut"}."""
    found = Outline()
    if media_type == "text/csv":
        _lines_apart(path, found)
    elif media_type.startswith("text/"):
        _lines(path, found)
    elif media_type.endswith(SHEETS):
        _sheets(path, found)
    else:
        _zipped(path, found)
    return found.told()


def _opened(path):
    from township.files.checks.text import encoding_of

    return open(path, encoding=encoding_of(path), errors="replace", newline="")


def _lines(path, found):
    with _opened(path) as stream:
        for line in stream.read(MOST_LETTERS + 1).splitlines():
            found.paragraph(line)
        found.is_cut = found.is_cut or bool(stream.read(1))


def _lines_apart(path, found):
    import csv

    with _opened(path) as stream:
        rows = []
        for row in csv.reader(stream):
            if len(rows) >= MOST_ROWS:
                found.is_cut = True
                break
            rows.append(row)
    found.table(rows)


def _sheets(path, found):
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        names = book.sheet_names
        found.is_cut = len(names) > MOST_SHEETS
        for name in names[:MOST_SHEETS]:
            sheet = book.get_sheet_by_name(name)
            is_long = sheet.total_height > MOST_ROWS
            if len(names) > 1:
                found.heading(name)
            found.table([_cell(one) for one in row] for row in sheet.to_python(nrows=MOST_ROWS))
            found.is_cut = found.is_cut or is_long


def _cell(value):
    """As the sheet shows it, or near to that."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        value = value.date() if value.time() == time() else value
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.10g}"
    return str(value)


def _parts(names):
    """The parts of a package that hold what people wrote, in reading order."""

    def place(name):
        return [int(one) for one in re.findall(r"\d+", name)]

    slides = [one for one in names if re.fullmatch(r"ppt/slides/slide\d+\.xml", one)]
    pages = [one for one in names if one.endswith("/Content.xml")]
    return [
        *(one for one in names if one in ("word/document.xml", "content.xml")),
        *sorted(slides, key=place),
        *sorted(pages, key=place),
    ]


def _zipped(path, found):
    import zipfile

    with zipfile.ZipFile(path) as package:
        for name in _parts(package.namelist()):
            with package.open(name) as stream:
                if not _read(stream, found):
                    return


def _read(stream, found):
    """One part into `found`; False once that is full."""
    from defusedxml.ElementTree import iterparse

    reader = Reader(found)
    for event, element in iterparse(stream, events=("start", "end"), forbid_dtd=True):
        name = element.tag.rpartition("}")[2]
        if event == "start":
            reader.begin(name)
        else:
            reader.end(name, element)
            if found.is_full and not reader.depth:
                return False
    return not found.is_full


class Reader:
    """Follows the elements of one part; a table within a table is read as text of its cell."""

    def __init__(self, found):
        self.found, self.depth, self.skipped = found, 0, 0
        self.words, self.within = [], 0  # text of the paragraph, how many paragraphs deep
        self.rows, self.cell = [], []

    def begin(self, name):
        if self.skipped or name in LEFT_OUT:
            self.skipped += 1
        elif name in TABLES:
            self.depth += 1
            if self.depth == 1:
                self.rows = []
        elif name in ROWS and self.depth == 1:
            self.rows.append([])
        elif name in CELLS and self.depth == 1:
            self.cell = []
        elif name in PARAGRAPHS:
            self.within += 1

    def end(self, name, element):
        if self.skipped:
            self.skipped -= 1
            element.clear()
            return
        if name in TEXTS:
            self.words.append(element.text or "")
        elif name in GAPS and self.within:
            self.words.append(GAPS[name])
        elif name in PARAGRAPHS:
            self._paragraph(element)
        elif name in CELLS and self.depth == 1 and self.rows:
            self.rows[-1].append("\n".join(self.cell))
        elif name in TABLES:
            self.depth -= 1
            if not self.depth:
                self.found.table(self.rows)
                element.clear()

    def _paragraph(self, element):
        self.within -= 1
        if self.within:
            return
        text = "".join(self.words) or "".join(element.itertext())
        self.words = []
        element.clear()
        if self.depth:
            self.cell.append(text)
        else:
            self.found.paragraph(text)


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=15, memory_mb=1024, output_mb=2)
    try:
        json.dump(outline(sys.argv[1], sys.argv[2]), sys.stdout, ensure_ascii=False)
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
