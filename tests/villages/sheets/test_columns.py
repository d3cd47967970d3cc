"""Cells are read by the rules on tables, all faults of a row at once, one thing once."""

import pytest
from django.core.exceptions import ValidationError

from villages.models import Person
from villages.sheets.columns import CellReading, choice, count
from villages.sheets.place import GroupResource
from villages.sheets.roster import RepresentativeResource


def test_a_cell_is_read_and_shown_by_its_own_functions():
    reading = CellReading(lambda text: text.upper(), lambda value: f"<{value}>")
    assert (reading.clean("ab"), reading.clean(None)) == ("AB", "")
    assert (reading.render("x"), reading.render(None), reading.render("")) == ("<x>", "", "")
    assert reading.render(0) == "<0>"


def test_a_choice_is_read_by_any_spelling_and_shown_by_its_label():
    reading = choice("性别", {Person.Gender.MAN: ("男", "男性")}, Person.Gender)
    assert reading.clean("男性") == Person.Gender.MAN and reading.render("man") == "男"
    with pytest.raises(ValueError, match=r"性别“[?]”看不懂"):
        reading.clean("？")


def test_a_count_names_its_column():
    assert count("户数")("12户") == 12
    with pytest.raises(ValueError, match="户数“x”"):
        count("户数")("x")


def test_a_thing_stands_once_in_a_sheet_and_again_in_the_next():
    resource = GroupResource()
    resource.once("一", "两次。")
    resource.once("二", "两次。")
    with pytest.raises(ValidationError, match="两次。"):
        resource.once("一", "两次。")
    resource.seen.clear()
    resource.once("一", "两次。")


def test_all_cells_that_cannot_be_read_are_told_at_once():
    with pytest.raises(ValidationError) as error:
        GroupResource().before_import_row({"小组": "一组", "户数": "x", "18周岁以上人数": "y"})
    assert len(error.value.messages) == 2
    assert GroupResource().before_import_row({"小组": "一组", "户数": ""}) is None


def test_the_phone_is_private():
    resource = RepresentativeResource()
    assert resource.is_private("联系电话") and not resource.is_private("姓名")
