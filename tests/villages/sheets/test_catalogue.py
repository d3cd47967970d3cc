"""Every sheet that comes in or goes out has a name and says what it needs."""

import pytest

from villages.acts.imports import WRITING
from villages.sheets.catalogue import NAMES, RESOURCES


def test_each_has_a_name_and_a_way_in():
    assert set(RESOURCES) == set(NAMES) == set(WRITING)
    assert all(issubclass(WRITING[kind], RESOURCES[kind]) for kind in RESOURCES)


@pytest.mark.parametrize("kind", list(RESOURCES))
def test_what_is_needed_is_a_column_with_spellings(kind):
    resource = RESOURCES[kind]
    columns = [field.column_name for field in resource().fields.values()]
    assert set(resource.NEEDED) <= set(columns) <= set(resource.ALIASES)
    assert all(name in spellings for name, spellings in resource.ALIASES.items())
