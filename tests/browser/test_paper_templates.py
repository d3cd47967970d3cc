"""A template of a township: its fault is told, it is looked at, kept and taken back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.visitor import sign_in
from township.papers.sources import OwnTemplate, shipped

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
NAME = "reward_receipt"


@pytest.mark.parametrize("width", [1280, 360])
def test_a_template_is_mended_looked_at_kept_and_taken_back(page, office, township, width):
    page.set_viewport_size({"width": width, "height": 800})
    sign_in(page, office)
    page.goto(reverse("paper_templates", args=[township.pk]))
    fits = "document.documentElement.scrollWidth <= innerWidth"
    assert page.evaluate(fits)
    address = reverse("paper_template", args=[township.pk, NAME])
    if width == 360:
        page.locator("summary", has_text="申报、荣誉和奖励").click()
    page.locator(f'a[href="{address}"]').click()
    text = page.get_by_label("模板全文")
    expect(text).to_have_value(shipped(NAME).text)
    text.fill(shipped(NAME).text + "\n{{ amuont }}\n")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("的标记“amuont”").first).to_be_visible()
    text.fill(shipped(NAME).text + "\n本镇加的一行。\n")
    page.get_by_role("button", name="看样张").click()
    expect(page.get_by_text("还没有保存")).to_be_visible()
    expect(page.locator(".paper").get_by_text("本镇加的一行。")).to_be_visible()
    assert page.evaluate(fits) and not OwnTemplate.objects.exists()
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_text("本镇的（")).to_be_visible()
    assert "本镇加的一行。" in OwnTemplate.objects.get().text and page.evaluate(fits)
    page.get_by_role("link", name="恢复系统自带").click()
    page.get_by_role("button", name="确定恢复").click()
    expect(page.locator(".messages")).to_contain_text("已恢复系统自带的模板")
    assert not OwnTemplate.objects.exists()
