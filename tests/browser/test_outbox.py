"""A day in the valley: a phone without a line writes down what happens and sends it once it is back."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.test_sent_files import jpeg, photo
from tests.browser.visitor import sign_in
from tests.personas import cadre_of
from villages.models import Activity, Attachment, Publicity

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": PHONE, "has_touch": True}


def ready(page):
    """The worker stands and the forms are taken along."""
    page.goto("/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto("/outbox/")
    expect(page.locator("[data-forms] a").first).to_be_visible()


def write_down(page, title, *photos):
    """One activity, in the form that was taken along."""
    page.locator("[data-forms] a", has_text="登记活动").click()
    page.get_by_label("类别").select_option("training")
    page.get_by_label("名称").fill(title)
    page.get_by_label("自我学习").check()
    page.get_by_label("日期").fill("2026-03-01")
    page.get_by_label("地点").fill("山坪院坝")
    page.get_by_label("参加人数").fill("12")
    page.get_by_label("活动内容").fill("学习自治章程。")
    if photos:
        page.set_input_files("input[type=file][multiple]", list(photos))
        expect(page.locator(".uploads-state")).to_have_count(len(photos))
    page.get_by_role("button", name="存到待发送").click()
    expect(page.locator("[data-list]")).to_be_visible()


def test_a_day_in_the_valley(page, context, cadre, village):
    sign_in(page, cadre)
    ready(page)
    context.set_offline(True)
    page.goto("/villages/")
    expect(page.locator("h1")).to_have_text("没有信号也能记")
    write_down(page, "支委能力培训", jpeg("现场.jpg", photo(1)))
    expect(page.locator("[data-outbox-count]")).to_have_text("1条待发送")
    context.set_offline(False)
    expect(page.locator(".outbox-item")).to_contain_text("已发送")
    assert Activity.objects.count() == 1
    assert Attachment.objects.count() == 1
