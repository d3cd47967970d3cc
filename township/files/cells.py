"""Child process: writes the cells of a workbook, a text with separators or a saved page as JSON.

`python -m township.files.cells path max_rows max_columns`. What the file is, its content decides
and not its name. Every value is text as a person reads it. Sheets that are hidden, where office
programs keep helpers and people what they left behind, stand apart.
"""

import json
import re
import sys
from itertools import zip_longest

from township.files.limits import OUT_OF_MEMORY, limit_self
from township.shorttext import visible

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx, .ods and .et; .xls
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")  # how .xlsx writes signs that XML cannot hold
QUOTED = re.compile('="([^"]*)"')  # how other programs keep a number a text
LONGEST_WHOLE = 1e21  # identity numbers typed as numbers are read with all their digits


def text_of(value):
    """A cell as a person reads it: 8 and not 8.0, a date without its midnight."""
    if isinstance(value, str):
        plain = visible(ESCAPED.sub(_unescaped, value)).strip()
        quoted = QUOTED.fullmatch(plain)
        return quoted[1].strip() if quoted else plain
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        is_whole = value.is_integer() and abs(value) < LONGEST_WHOLE
        return f"{value:.0f}" if is_whole else repr(value)
    if hasattr(value, "isoformat"):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)


def _unescaped(found):
    sign = chr(int(found[1], 16))
    return "\n" if sign == "\r" else sign if sign.isprintable() else " "


def read(path, max_rows, max_columns):
    """{"sheets": [{"name", "height", "width", "rows", "formulas", "merges"}], "hidden": the same,
    "notes": [remark]} within the bounds.

    Height and width are counted from A1 to the last cell with visible text; a merge is
    [first row, first column, last row, last column] from 0.
    """
    from township.files.cellnotes import notes_of
    from township.files.celltables import tables_of_page, tables_of_text
    from township.files.checks.sniffing import is_markup

    with open(path, "rb") as stream:
        start = stream.read(4096)
    notes = []
    if start.startswith(WORKBOOKS):
        sheets, notes = sheets_of(path), notes_of(path)
    elif is_markup(start):
        sheets = tables_of_page(path)
    else:
        sheets = tables_of_text(path, max_rows)
    found = {"sheets": [], "hidden": [], "notes": notes}
    for sheet in sheets:
        place = "hidden" if sheet.get("is_hidden") else "sheets"
        found[place].append(_bounded(sheet, max_rows, max_columns))
    return found


def _bounded(sheet, max_rows, max_columns):
    """The sheet without its empty ends; without its rows where it is beyond the bounds."""
    rows, height, width = [], 0, 0
    for number, row in enumerate(sheet["rows"], 1):
        is_blank = len(row) == row.count("")  # a million of them are no reason to wait
        texts = [] if is_blank else [text_of(value) for value in row]
        filled = max((place for place, text in enumerate(texts, 1) if text), default=0)
        if filled:
            height, width = number, max(width, filled)
        if number <= max_rows:
            rows.append(texts[:max_columns])
    is_within = height <= max_rows and width <= max_columns
    rows = [[*row[:width], *[""] * (width - len(row))] for row in rows[:height]]
    return {
        "name": sheet["name"],
        "height": height,
        "width": width,
        "rows": rows if is_within else [],
        "formulas": sheet.get("formulas", []),
        "merges": sheet.get("merges", []),
    }


def sheets_of(path):
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    from township.files.cellparts import parts_of
    from township.files.cellrecords import records_of
    from township.files.cellspans import spans_of

    parts, records, spans = parts_of(path), records_of(path), spans_of(path)
    # Given a path, the library would go by the ending of the name.
    with open(path, "rb") as stream, CalamineWorkbook.from_filelike(stream) as book:
        for place, about in enumerate(book.sheets_metadata):
            if about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            merges = [[*first, *last] for first, last in sheet.merged_cell_ranges or ()]
            merges = merges or spans.get(about.name, [])
            formulas, errors = parts.get(about.name) or records.get(place, ([], {}))
            yield {
                "name": about.name,
                "is_hidden": about.visible != SheetVisibleEnum.Visible,
                "rows": _with_errors(_all_rows(sheet), errors),
                "formulas": formulas,
                "merges": merges,
            }


def _all_rows(sheet):
    """Rows from A1 on: calamine begins with the first row, but at the first filled column."""
    before = [""] * sheet.start[1] if sheet.start else []
    for row in sheet.iter_rows() if sheet.start else ():
        yield [*before, *row]


def _with_errors(rows, errors):
    """The rows, with what a faulty cell shows where the library gives nothing."""
    by_row = {}
    for (row, column), told in errors.items():
        by_row.setdefault(row, {})[column] = told
    lines = range(max(by_row, default=-1) + 1)
    for at, (row, _) in enumerate(zip_longest(rows, lines, fillvalue=[])):
        faulty = by_row.get(at)
        if not faulty:
            yield row
            continue
        cells = [*row, *[""] * (max(faulty) + 1 - len(row))]
        for column, told in faulty.items():
            cells[column] = told
        yield cells


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=10, memory_mb=1024, output_mb=32)
    try:
        answer = read(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
        # `dump` would write piece by piece in Python, ten times slower than `dumps` in C.
        sys.stdout.write(json.dumps(answer, ensure_ascii=False))
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
