"""What is wrong with a cell is told by sheet, row and column."""

import pytest

from tests.villages.workbooks import sheets
from township.sheets.faults import CellFault, error_cells, error_in, forbidden_cells, holds_identity


@pytest.mark.parametrize("text", ["#N/A", "#ref!", "#DIV/0!", "Err:502", "#####", "#未计算"])
def test_errors_of_formulas(text):
    assert "公式" in error_in(text) or "结果" in error_in(text)


def test_what_is_no_error():
    assert not error_in("") and not error_in("#1楼") and not error_in("N/A")


def test_faults_tell_their_place():
    pages = sheets([["", "#N/A"], ["510222197503051234", ""]], name="表")
    assert [str(one) for one in error_cells(pages)] == [
        "“表”B1：是出错的公式（#N/A），请改成数字或文字。"
    ]
    (told,) = forbidden_cells(pages)
    assert str(told).startswith("“表”A2：像身份证号")
    assert str(CellFault("", "", "坏了。")) == "坏了。"


def test_numbers_of_identity_papers():
    assert holds_identity("510222197503051234") and holds_identity("510222750305123")
    assert not holds_identity("13800000001") and not holds_identity("13800000001 4720001")
