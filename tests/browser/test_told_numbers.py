"""A telephone number in a text is told on the page; said to be an office's, it goes in."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.visitor import sign_in
from villages.models import Query

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_telephone_number_is_asked_about_before_it_is_saved(page, cadre, village):
    sign_in(page, cadre)
    page.goto(reverse("villages:query_create", args=[village.pk]))
    page.locator("[name=content]").fill("路灯坏了打028-87654321没人接，138 0000 1111是谁的？")
    save = page.locator("main form .form-foot button[type=submit]").first
    save.click()
    expect(page.get_by_text("里面有电话号码028-87654321、138 0000 1111").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert not Query.objects.exists()
    page.locator("[name=content]").fill("路灯坏了打028-87654321没人接。")
    page.get_by_label("028-87654321").check()
    save.click()
    expect(page.locator(".messages")).to_be_visible()
    assert Query.objects.get().content == "路灯坏了打028-87654321没人接。"
