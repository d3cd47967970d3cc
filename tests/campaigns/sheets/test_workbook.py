"""Scoring in a workbook: out, filled, in again; wrong cells are named, nothing is overwritten."""

import io

from openpyxl import load_workbook

from campaigns.sheets import workbook as workbook_sheets
from tests.campaigns.rounds import *  # noqa: F403


def test_only_points_and_reasons_may_be_written(scoring, evaluator):
    book = load_workbook(io.BytesIO(workbook_sheets.write_book(scoring, evaluator)))
    page = book["评分"]
    assert page.protection.sheet
    assert [cell.protection.locked for cell in page[2]] == [True] * 10 + [False, False, True]
    assert len(list(page.iter_rows(min_row=2))) == 52
    assert page.data_validations.dataValidation[0].formula1.startswith('"4,3.5,3')
