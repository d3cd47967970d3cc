"""How a cell is called, there and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.files.cellnames import cell_name, cell_place, column_name


@pytest.mark.parametrize(
    ("row", "column", "name"),
    [
        (0, 0, "A1"),
        (4, 2, "C5"),
        (0, 25, "Z1"),
        (0, 26, "AA1"),
        (99, 701, "ZZ100"),
        (0, 702, "AAA1"),
    ],
)
def test_a_cell_is_called_as_workbooks_call_it(row, column, name):
    assert (cell_name(row, column), cell_place(name)) == (name, (row, column))


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_a_name_leads_back_to_its_place(row, column):
    assert cell_place(cell_name(row, column)) == (row, column)
    assert cell_name(row, column) == f"{column_name(column)}{row + 1}"
