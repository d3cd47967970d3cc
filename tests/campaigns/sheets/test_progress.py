"""The matrix of targets as a workbook: a line a village, a column a year."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from campaigns.queries.progress import matrix
from campaigns.sheets.progress import parts


def test_each_village_has_a_line_with_what_its_cells_show(running, office):
    (sheet,) = parts(matrix(running, office, date(2026, 11, 23)))
    assert sheet.heads == ["村（社区）", *(f"{year}年" for year in running.years)]
    (first, *_), lines = sheet.rows, len(sheet.rows)
    assert first[:2] == ["万顺村", "区级先进村·约束性（进行中）"] and first[2] == ""
    assert first[5] == "市级示范村·力争（未到期）" and lines == 6


def test_the_campaigns_page_hands_it_out(client, running, office):
    client.force_login(office)
    page = client.get(running.get_absolute_url())
    assert 'href="?format=xlsx"' in page.text
    answer = client.get(running.get_absolute_url(), {"format": "xlsx"})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.worksheets[0]["A2"].value == "万顺村"
