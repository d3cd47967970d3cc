"""Child process: writes the cells of a workbook or CSV to standard output as JSON.

`python -m villages.sheetreader path media_type`. Its limits are set before the first byte is read;
numbers, dates and truth become text as an office would write them.
"""

import datetime
import json
import sys

from township.files.limits import OUT_OF_MEMORY, limit_self

MOST_ROWS = 3000
MOST_COLUMNS = 60
MOST_LETTERS = 300


def text_of(value):
    """A cell as text: 13800001234.0 is a phone, not a fraction; a date is written ISO."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat()
    if isinstance(value, datetime.date):
        return value.isoformat()
    return "" if value is None else str(value)[:MOST_LETTERS]


def rows_of_workbook(path):
    """Rows of the first sheet that holds anything."""
    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_path(path) as book:
        for title in book.sheet_names:
            rows = book.get_sheet_by_name(title).to_python(
                skip_empty_area=False, nrows=MOST_ROWS + 1
            )
            if any(value not in ("", None) for row in rows for value in row):
                return rows
    return []


def rows_of_csv(path):
    import csv

    from township.files.checks.text import encoding_of

    with open(path, encoding=encoding_of(path), newline="") as stream:
        rows = []
        for row in csv.reader(stream):
            rows.append(row)
            if len(rows) > MOST_ROWS:
                break
        return rows


def main(path, media_type):
    rows = rows_of_csv(path) if media_type.startswith("text/") else rows_of_workbook(path)
    cells = [[text_of(value) for value in row[:MOST_COLUMNS]] for row in rows]
    sys.stdout.write(json.dumps(cells, ensure_ascii=False))


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=5, memory_mb=512, output_mb=32)
    try:
        main(*sys.argv[1:3])
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
