"""The handbook in chapters: each has an anchor on its page and is found by its words."""

import pytest

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
