"""The page of the search: groups with counts, one kind in full, and what it says when empty."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.acts import words as words_acts
from tests.township import finds
from tests.township.finds import NAME
from township.files.models import StoredFile
from villages.models import Meeting

pytestmark = pytest.mark.django_db
URL = "/search/"


@pytest.fixture
def planted(village, office):
    return finds.plant(village, office, 1)


@pytest.fixture
def many(planted):
    given = {"village": planted, "kind": "villagers", "mode": "people", "place": "场"}
    Meeting.objects.bulk_create(
        Meeting(title=f"{NAME}会{n}", held_at=timezone.now(), chair="张", recorder="李", **given)
        for n in range(25)
    )


def test_each_group_shows_five_and_leads_to_all(
    many, client, office, django_assert_max_num_queries
):
    client.force_login(office)
    with django_assert_max_num_queries(56):
        page = client.get(URL, {"q": NAME})
    meetings = next(hits for group, _, hits in page.context["shown"] if group.key == "meetings")
    assert len(meetings) == 5
    assert "全部26条" in page.text and f"<mark>{NAME}</mark>" in page.text
    # In one piece: a link on a phone is a flex box, which would set its parts beside one another.
    assert re.search(rf"<a [^>]+><span>[^\n]*<mark>{NAME}</mark>", page.text)
    with django_assert_max_num_queries(50):
        page = client.get(URL, {"q": NAME, "kind": "meetings", "page": "2"})
    assert len(page.context["hits"]) == 6 and "共 26 条" in page.text
    for one in StoredFile.objects.filter(words=None):
        words_acts.read(one)
    records = client.get(URL, {"q": NAME, "kind": "records"}).text
    assert reverse("archives:find") in records and "的树" in records


def test_what_is_wrong_is_told_in_words(planted, client, office, admin):
    client.force_login(office)
    assert "想找什么" in client.get(URL).text
    assert "没有找到" in client.get(URL, {"q": "航天"}).text
    assert "不能用电话号码、身份证号查" in client.get(URL, {"q": "13900001111"}).text
    assert "没有找到" in client.get(URL, {"q": "%"}).text
    for odd in ({"q": NAME, "kind": "nothing", "page": "x"}, {"q": "'\"<b>"}):
        assert client.get(URL, odd).status_code == 200
    client.force_login(admin)
    assert "没有找到" in client.get(URL, {"q": NAME}).text


def test_every_page_has_the_box(client, office):
    assert "data-search-box" not in client.get(reverse("login")).text
    client.force_login(office)
    assert 'action="/search/"' in client.get("/villages/").text
