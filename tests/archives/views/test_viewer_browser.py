"""Beside a page stands what was read off it: upright, marked where one points, folded small."""

import datetime
import io

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import expect

from archives.acts.record import file_fact
from archives.models import ScanReading
from archives.papers.part import NewPart
from tests.archives.readings import line
from tests.archives.readings import page as read_page
from tests.browser.visitor import sign_in, until
from tests.hostile import photo
from township.files.storing import store

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_what_was_read_is_marked_where_one_points(page, cadre, village, categories):
    file = store(io.BytesIO(photo(size=(600, 400))), "扫描.jpg")
    part = NewPart("正文", file, "扫描.jpg")
    given = {"source": "meeting:1", "title": "会议", "on": datetime.date(2026, 3, 5), "by": cadre}
    record = file_fact(village, "HYJ", parts=[part], **given)
    lines = read_page(line("讨论修路"), line("写的字", 0.5, top=2000), turned=90)
    words = [lines | {"number": 1}]
    ScanReading.objects.create(file=file, state="read", words=words, doubtful=1)
    sign_in(page, cadre)
    page.goto(reverse("archives:record_view", args=[record.pk]))
    picture = page.locator(".viewed-picture img")
    expect(picture).to_have_js_property("complete", True)
    # What lay on its side stands upright, once it is there.
    until(page, lambda: (box := picture.bounding_box()) and box["height"] > box["width"])
    first, second = page.locator(".viewed-lines li").all()
    marks = page.locator(".viewed-marks polygon")
    expect(second).to_contain_text("不确定")
    first.hover()
    expect(marks.first).to_have_class("is-pointed")
    second.hover()
    expect(marks.first).not_to_have_class("is-pointed")
    expect(marks.nth(1)).to_have_class("is-doubtful is-pointed")
    assert not Axe().run(page).response["violations"]
    page.set_viewport_size({"width": 360, "height": 720})
    page.reload()
    expect(page.locator(".viewed-lines")).not_to_have_attribute("open", "")
    page.get_by_text("识读的文字").click()
    expect(first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
