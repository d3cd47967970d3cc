"""Child process: writes the cells of a workbook or CSV file to standard output as JSON.

`python -m township.files.cells path max_rows max_columns`. Every value is text as a person reads
it; formulas are named by cell, since their values are whatever the sender's program last put there.
"""

import json
import re
import sys
import zipfile

from township.files.limits import OUT_OF_MEMORY, limit_self

WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # .xlsx, .ods and .et; .xls
FORMULA = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,3}\d{1,7})"[^>]*>\s*<f\b')
ANY_FORMULA = re.compile(rb"<f[\s/>]")  # asked first: most workbooks have none
SHEET = re.compile(rb'<sheet\b[^>]*?\bname="([^"]*)"[^>]*?\br:id="([^"]*)"')
RELATION = re.compile(rb"<Relationship\b[^>]*>")
MOST_SHEET_BYTES = 60 * 1024 * 1024
MOST_FORMULAS = 50


def text_of(value):
    """A cell as a person reads it: 8 and not 8.0, a date without its midnight."""
    if isinstance(value, str):
        return value.replace("\u3000", " ").strip()
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if hasattr(value, "isoformat"):
        return value.isoformat().removesuffix("T00:00:00")
    return str(value)


def read(path, max_rows, max_columns):
    """{"sheets": [{"name", "height", "width", "rows", "formulas"}]} within the bounds."""
    with open(path, "rb") as stream:
        is_workbook = stream.read(4).startswith(WORKBOOKS)
    sheets = sheets_of(path, max_rows, max_columns) if is_workbook else [table_of(path, max_rows)]
    return {"sheets": sheets}


def table_of(path, max_rows):
    """A CSV file as the one sheet of a workbook; what follows `max_rows` is not read."""
    import csv

    from township.files.checks.text import encoding_of

    rows = []
    with open(path, encoding=encoding_of(path), newline="") as stream:
        for row in csv.reader(stream):
            rows.append([text_of(value) for value in row])
            if len(rows) > max_rows:
                break
    width = max(map(len, rows), default=0)
    return {"name": "", "height": len(rows), "width": width, "rows": rows, "formulas": []}


def sheets_of(path, max_rows, max_columns):
    from python_calamine import CalamineWorkbook

    formulas = formulas_of(path)
    sheets = []
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            sheet = book.get_sheet_by_name(name)
            # Counted from A1: `height` alone leaves out the empty rows above the first value.
            height, width = (place + 1 for place in sheet.end) if sheet.end else (0, 0)
            rows = []
            if height <= max_rows and width <= max_columns:
                rows = sheet.to_python(skip_empty_area=False, nrows=max_rows)
            sheets.append(
                {
                    "name": name,
                    "height": height,
                    "width": width,
                    "rows": [[text_of(value) for value in row] for row in rows],
                    "formulas": formulas.get(name, []),
                }
            )
    return sheets


def formulas_of(path):
    """{sheet name: [cell, …]} of an .xlsx; other formats tell no formulas."""
    if not zipfile.is_zipfile(path):
        return {}
    found = {}
    with zipfile.ZipFile(path) as package:
        names = set(package.namelist())
        if "xl/workbook.xml" not in names:
            return {}
        targets = _targets(package)
        for name, relation in SHEET.findall(package.read("xl/workbook.xml")):
            part = targets.get(relation, "")
            if part in names and package.getinfo(part).file_size <= MOST_SHEET_BYTES:
                content = package.read(part)
                cells = FORMULA.findall(content) if ANY_FORMULA.search(content) else ()
                found[_unescaped(name)] = [cell.decode() for cell in cells[:MOST_FORMULAS]]
    return found


def _targets(package):
    relations = package.read("xl/_rels/workbook.xml.rels")
    targets = {}
    for element in RELATION.findall(relations):
        key = re.search(rb'\bId="([^"]*)"', element)
        target = re.search(rb'\bTarget="([^"]*)"', element)
        if key and target:
            part = target.group(1).decode()
            targets[key.group(1)] = part.lstrip("/") if part.startswith("/") else f"xl/{part}"
    return targets


def _unescaped(name):
    from html import unescape

    return unescape(name.decode("utf-8", "replace"))


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=10, memory_mb=1024, output_mb=32)
    try:
        answer = read(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
        # `dump` would write piece by piece in Python, ten times slower than `dumps` in C.
        sys.stdout.write(json.dumps(answer, ensure_ascii=False))
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
