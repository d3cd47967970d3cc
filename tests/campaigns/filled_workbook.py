"""An evaluator's workbook, filled and uploaded, as tests of writing and reading want it."""

import io

from openpyxl import load_workbook

from campaigns.sheets import workbook as workbook_sheets
from township.files.storing import store

NAME = "离线评分表.xlsx"


def filled(round, user, points=(), change=None):
    """The user's workbook with {(village, code): (points, reason)} filled: (StoredFile, name)."""
    book = load_workbook(io.BytesIO(workbook_sheets.write_book(round, user)))
    page = book["评分"]
    given = dict(points)
    for row in page.iter_rows(min_row=2):
        key = (row[0].value, row[1].value)
        if key in given:
            row[10].value, row[11].value = given[key]
    if change:
        change(book)
    kept = io.BytesIO()
    book.save(kept)
    kept.seek(0)
    return store(kept, NAME), NAME
