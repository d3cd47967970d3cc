"""Organisations bear different names at different times; naming belongs to those above."""

from datetime import date

import pytest

from campaigns.models import Authority


@pytest.fixture
def commission(drafted):
    return Authority.objects.get(township=drafted.township, name="示例区人民政府")


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2010, 3, 1), "示例县人民政府"),
        (date(2018, 12, 31), "示例县人民政府"),
        (date(2019, 1, 1), "示例区人民政府"),
    ],
)
def test_a_paper_bears_the_name_of_its_day(commission, day, name):
    assert commission.name_on(day) == name
