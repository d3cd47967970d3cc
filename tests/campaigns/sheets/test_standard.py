"""A standard as a workbook: out, back in, and every fault told by its cell."""

import io
import re

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from campaigns.queries.standard import definition
from campaigns.rules.proposal import CHECKS
from campaigns.sheets.standard import CHECK_LABELS, write_book
from tests.campaigns.standards import *  # noqa: F403


def test_every_check_of_the_system_has_a_name_for_the_office():
    assert list(CHECK_LABELS) == list(CHECKS)
    assert len(set(CHECK_LABELS.values())) == len(CHECK_LABELS)


def test_nobody_is_shown_what_only_the_system_reads(version):
    book = load_workbook(io.BytesIO(write_book(definition(version))))
    keys = re.compile("[A-Za-z]+_[A-Za-z_]+|[A-Z]{6,}")
    for page in book:
        for row in page.iter_rows():
            for cell in row:
                letter = get_column_letter(cell.column)
                if not page.column_dimensions[letter].hidden:
                    assert not keys.search(str(cell.value or "")), (page.title, cell.coordinate)
    assert any(
        keys.search(str(cell.value or ""))
        for page in book
        for row in page.iter_rows()
        for cell in row
    )
