"""One page, one box: what was found is marked, what is wrong is explained."""

import datetime

import pytest
from django.urls import reverse

from archives.acts import words as words_acts
from archives.acts.record import file_fact
from tests.archives.parts import part_of
from township.files.models import StoredFile

pytestmark = pytest.mark.django_db


TODAY = datetime.date(2026, 3, 5)


def file(village, by, source, title, text="", **given):
    parts = [part_of("正文", text.encode(), f"{title}.txt", key="body")] if text else []
    given = {"on": TODAY, "code": "HYJ"} | given
    code = given.pop("code")
    return file_fact(village, code, source=source, title=title, by=by, parts=parts, **given)


def read_all():
    for one in StoredFile.objects.filter(words=None):
        words_acts.read(one)


@pytest.fixture
def shelf(village, other_village, cadre, categories):
    file(village, cadre, "meeting:1", "村民会议记录", "关于三组道路硬化的讨论，\n同意修 路。")
    file(
        village, cadre, "meeting:2", "代表会议记录", "讨论垃圾清运。", on=datetime.date(2025, 7, 1)
    )
    file(other_village, cadre, "meeting:3", "三水村民会议", "同意修路。")
    read_all()


def test_the_page_finds_pages_and_explains(shelf, client, cadre, django_assert_max_num_queries):
    client.force_login(cadre)
    url = reverse("archives:find")
    assert "想找哪件档案" in client.get(url).content.decode()
    with django_assert_max_num_queries(30):
        page = client.get(url, {"words": "修路"}).content.decode()
    assert "<mark>修路</mark>" in page and "共 1 条" in page
    assert "没有查到" in client.get(url, {"words": "航天"}).content.decode()
    wrong = client.get(url, {"since": "2026-02-01", "until": "2026-01-01"}).content.decode()
    assert "结束日期不能早于开始日期" in wrong
    assert client.get(url, {"words": "x\u200b", "page": "99"}).status_code == 200
