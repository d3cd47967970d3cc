"""What is wrong with a cell is told by sheet, row and column."""

import pytest

from tests.villages.workbooks import sheets
from township.sheets.faults import (
    CellFault,
    error_cells,
    error_in,
    folded,
    forbidden_cells,
    told_of_not_kept,
    told_of_phones,
)


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
    assert told_of_not_kept("510222197503051234") and told_of_not_kept("510222750305123")
    assert not told_of_not_kept("13800000001") and not told_of_not_kept("13800000001 4720001")


def test_telephone_numbers_are_told_masked_but_an_office_s():
    told = told_of_phones("找张三138 0000 1111", ())
    assert told == "里面有电话号码138****1111，请删去。"
    assert told_of_phones("值班028-87654321", {"02887654321"}) == ""
    both = told_of_phones("028-87654321、13800001111", {"02887654321"})
    assert "138****1111" in both and "4321" not in both
    assert told_of_phones("138、1234、5678户", ()) == "" and told_of_phones("138", ()) == ""


def test_the_same_down_a_column_is_told_once():
    faults = [CellFault("荣誉", f"G{row}", "没有机关。") for row in (3, 4, 9)]
    faults += [CellFault("荣誉", "H4", "没有机关。"), CellFault("", "", "表太大。")]
    assert folded(faults) == ["“荣誉”G3到G9共3处：没有机关。", "“荣誉”H4：没有机关。", "表太大。"]
