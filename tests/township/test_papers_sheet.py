"""Workbooks: what looks like a formula stays text, numbers keep their zeros."""

import io

import openpyxl
import pytest

from tests.township.test_papers_word import paper
from township.papers import compose
from township.papers.reading import read_blocks
from township.papers.sources import PaperFront


def sheets(text):
    blocks = read_blocks(text, PaperFront("试", "清单"), {})
    return openpyxl.load_workbook(io.BytesIO(paper(*blocks, layout="form").xlsx())).worksheets


def test_formulas_and_addresses_stay_text():
    attacks = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "https://a/b", "mailto:a@b"]
    records = [{"reference": attack, "title": attack, "pages": attack} for attack in attacks]
    content = compose("catalogue", {"records": records}).xlsx()
    sheet = openpyxl.load_workbook(io.BytesIO(content)).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value in attacks]
    assert len(cells) == 3 * len(attacks)
    assert all(cell.data_type == "s" and cell.hyperlink is None for cell in cells)


@pytest.mark.parametrize(
    ("text", "value"),
    [("12", 12), ("0", 0), ("-3.5", -3.5), ("200.00", 200), ("0012", "0012"), ("1e5", "1e5"),
     ("12人", "12人"), ("1234567890123456", "1234567890123456"), ("", None)],
)  # fmt: skip
def test_only_plain_figures_in_right_hand_columns_are_numbers(text, value):
    (sheet,) = sheets(f"| 左 | 右 |\n|---|---:|\n| {text} | {text} |")
    assert sheet.cell(3, 1).value == (text or None)
    assert sheet.cell(3, 2).value == value


def test_tables_become_sheets_with_their_headings():
    text = "# 题\n\n说明\n\n## 甲:乙\n\n| 一 |\n|---|\n| 1 |\n\n## 甲:乙\n\n| 二 |\n|---|\n| 2 |"
    first, second = sheets(text)
    assert (first.title, second.title) == ("甲乙", "甲乙2")
    assert [first.cell(row, 1).value for row in range(1, 6)] == ["试", "说明", "甲:乙", "一", "1"]
    assert first.print_title_rows == "$1:$4" and first.freeze_panes == "A5"


def test_spans_become_merged_cells():
    (sheet,) = sheets("| 甲 | 乙 |\n|---|---|\n| 丙 | < |\n| 丁 | 戊 |\n| ^ | 己 |")
    assert {str(area) for area in sheet.merged_cells.ranges} == {"A1:B1", "A3:B3", "A4:A5"}


def test_a_paper_without_tables_becomes_a_sheet_of_lines():
    (sheet,) = sheets("# 题\n\n甲\n\n乙")
    assert [cell.value for cell in sheet["A"]] == ["试", "题", "甲", "乙"]
