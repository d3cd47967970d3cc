"""All papers of a year in one ZIP, as far as the reader may read them."""

import io
import zipfile
from datetime import date

import pytest

from campaigns.models import YearReport
from campaigns.papers.year_bundle import package

TODAY = date(2026, 12, 31)


@pytest.mark.one_database
def test_it_holds_the_report_and_a_sheet_for_each_village(story):
    office = story["office"]
    row = YearReport.objects.get()
    book = zipfile.ZipFile(io.BytesIO(b"".join(package(row, office, TODAY))))
    names = book.namelist()
    assert book.testzip() is None
    assert f"01 {row}.docx" in names and "04 奖励发放清单.xlsx" in names
    assert sum(name.startswith("03 各村情况/") for name in names) == 6
    assert sum(name.startswith("02 ") for name in names) == 2
    assert {"05 荣誉台账.xlsx", "06 历年考评得分表.xlsx"} < set(names)
    assert all(book.read(one)[:4] == b"%PDF" for one in names if one.endswith(".pdf"))
