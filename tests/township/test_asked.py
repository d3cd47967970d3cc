"""Numbers and years out of addresses, whatever stands there."""

import pytest
from django.urls import reverse

from township.asked import number, year

HOSTILE = [
    "",
    None,
    "²",
    "٣",
    "２０２６",
    "-1",
    "+1",
    " 1",
    "1e9",
    "0x1",
    "1_0",
    "a",
    "9" * 10,
    "9" * 5000,
]


@pytest.mark.parametrize("text", HOSTILE)
def test_what_is_no_plain_number_is_none(text):
    assert number(text) is None and year(text) is None


@pytest.mark.parametrize(("text", "found"), [("0", 0), ("07", 7), ("999999999", 999_999_999)])
def test_plain_digits_are_a_number(text, found):
    assert number(text) == found


@pytest.mark.parametrize(
    ("text", "found"), [("1989", None), ("1990", 1990), ("2100", 2100), ("2101", None)]
)
def test_a_year_lies_between_1990_and_2100(text, found):
    assert year(text) == found


@pytest.mark.parametrize("asked", ["-1", "0", "9" * 20, "2026.5", "²"])
@pytest.mark.parametrize("name", ["activities", "publicities"])
def test_a_list_asked_for_no_year_shows_everything(client, cadre, village, name, asked):
    client.force_login(cadre)
    address = reverse(f"villages:{name}", args=[village.pk])
    assert client.get(address, {"year": asked}).status_code == 200


@pytest.mark.parametrize("asked", ["-1", "9" * 20])
@pytest.mark.parametrize(
    "name", ["campaigns:honours", "campaigns:rewards", "campaigns:applications", "archives:records"]
)
def test_so_do_the_lists_of_the_office(client, office, name, asked):
    client.force_login(office)
    assert client.get(reverse(name), {"year": asked}).status_code == 200
