"""The house keeps its measures: one meaning a name, short functions, modules a person can read."""

from tests import house


def test_a_name_has_one_meaning():
    assert house.names_with_two_meanings() == {}


def test_long_functions_are_few_and_say_why():
    found = set(house.long_functions())
    assert found == set(house.LONG)
    assert len(found) <= house.MOST_LONG


def test_modules_stay_readable():
    usual, longest = house.module_lines()
    assert usual < house.USUAL_MODULE
    assert longest < house.LONGEST_MODULE
