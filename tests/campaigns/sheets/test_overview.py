"""The workbook of 工作一览 has a sheet for each part of the page."""

from datetime import date

from campaigns.queries.overview import overview
from campaigns.sheets.overview import LATE, VILLAGES, parts
from township.crud.exporting import SheetPart


def test_each_row_fits_its_heads_and_says_all_reasons(running, leader):
    told = overview(running, leader, 2026, date(2026, 11, 27))
    villages, late, money = parts(told)
    assert all(isinstance(one, SheetPart) for one in (villages, late, money))
    assert (villages.heads, late.heads) == (VILLAGES, LATE)
    rows = list(villages.rows)
    assert len(rows) == len(told.rows) and {len(row) for row in rows} == {len(VILLAGES)}
    assert rows[0][-1] == "".join(told.rows[0].reasons) and rows[0][-1]
