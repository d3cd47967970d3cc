"""A list says once what its columns are called; rows hand over values."""

import pytest

from township.crud.columns import Column, Toned, bare, cells_of

COLUMNS = (Column("村（居）", "name"), Column("户数", is_number=True), Column("用了天数"))


def test_a_cell_is_called_as_its_column():
    cells = cells_of(COLUMNS, ["万顺村", 812, Toned("31天", "bad")])
    assert [(one.label, one.value, one.tone, one.is_number) for one in cells] == [
        ("村（居）", "万顺村", "", False),
        ("户数", 812, "", True),
        ("用了天数", "31天", "bad", False),
    ]


def test_a_narrow_screen_may_be_told_another_word():
    assert cells_of(COLUMNS[2:], [Toned("3天", "neutral", "已过天数")])[0].label == "已过天数"


@pytest.mark.parametrize("values", [["万顺村", 812], ["万顺村", 812, 31, 1]])
def test_no_value_without_its_column(values):
    with pytest.raises(ValueError):
        cells_of(COLUMNS, values)


def test_a_workbook_shows_the_value_without_its_tone():
    assert bare(Toned("在用", "good")) == "在用" and bare(None) is None
