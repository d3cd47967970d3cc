"""The handbook in chapters: each has an anchor on its page and is found by its words."""

import re

import pytest

from tests.browser.handbook_pictures import FOLDER, PICTURES
from township.accounts import handbook

pytestmark = pytest.mark.django_db


def test_every_chapter_stands_on_its_page(client, district):
    client.force_login(district)
    chapters = handbook.chapters()
    assert {one.page for one in chapters} == {path.stem for path in handbook.FOLDER.glob("*.md")}
    for one in chapters:
        page = client.get(one.url)
        assert page.status_code == 200
        assert one.title == one.page_title or f'id="{one.anchor}"' in page.text, one
    assert len({one.url for one in chapters}) == len(chapters)


def test_no_chapter_is_found_where_none_is(client, district):
    client.force_login(district)
    assert client.get("/handbook/nothing/").status_code == 404
    assert handbook.read("../secret") is None


def test_its_pictures_are_those_that_are_taken_and_small():
    """`make pictures` takes them from the running product; no picture is left behind."""
    shown = [
        name
        for path in handbook.FOLDER.glob("*.md")
        for name in re.findall(r"static/img/handbook/([^)]+)\)", path.read_text(encoding="utf-8"))
    ]
    assert sorted(shown) == sorted(one.path.name for one in PICTURES)
    assert sorted(shown) == sorted(one.name for one in FOLDER.iterdir())
    sizes = [one.path.stat().st_size for one in PICTURES]
    assert len(sizes) <= 15 and max(sizes) <= 60_000 and sum(sizes) <= 600_000


def test_a_picture_says_what_it_shows_and_is_found(client, district):
    client.force_login(district)
    page = client.get(handbook.address("office")).text
    told = dict(re.findall(r'<img src="([^"]+)" alt="([^"]+)"', page))
    assert len(told) == 7 and all(name.startswith("/static/img/handbook/") for name in told)
