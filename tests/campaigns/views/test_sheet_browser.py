"""Scoring in a browser: saved one by one, kept without a network, sent when it is back."""

import pytest
from playwright.sync_api import expect

from campaigns.models import Score, Sheet
from tests.browser.visitor import sign_in
from tests.campaigns.rounds import *  # noqa: F403

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


@pytest.fixture
def scoring_page(page, sheet, evaluator):
    sign_in(page, evaluator)
    page.goto(sheet.get_absolute_url())
    return page


def card(page, sheet, code):
    indicator = sheet.evaluation.standard_version.indicators.get(code=code)
    return page.locator(f"#indicator-{indicator.pk}")


def test_points_are_saved_one_by_one(scoring_page, sheet):
    place = card(scoring_page, sheet, "B2")
    expect(place.locator("[data-mark-state]")).to_have_text("未打分")
    place.locator("[name=points]").fill("1")
    expect(place.locator("[data-mark-state]")).to_have_text("未保存")
    place.get_by_role("button", name="保存").click()
    expect(place).to_contain_text("请写明扣分或加分的理由")
    place.locator("[name=reason]").fill("少两个方面")
    place.get_by_role("button", name="保存").click()
    expect(place.locator("[data-mark-state]")).to_have_text("已保存")
    expect(scoring_page.locator("#sheet-progress")).to_contain_text("1 / 26项")
    assert Score.objects.get(sheet=sheet).points == 1


def test_without_a_network_nothing_typed_is_lost(scoring_page, sheet, context):
    place = card(scoring_page, sheet, "B2")
    context.set_offline(True)
    place.locator("[name=points]").fill("1.5")
    place.locator("[name=reason]").fill("少一个方面")
    place.get_by_role("button", name="保存").click()
    expect(place.locator("[data-mark-state]")).to_contain_text("已存在本机")
    assert not Score.objects.exists()
    context.set_offline(False)
    expect(place.locator("[data-mark-state]")).to_have_text("已保存", timeout=10_000)
    assert Score.objects.get(sheet=sheet).reason == "少一个方面"


def test_what_was_typed_survives_leaving_the_page(scoring_page, sheet):
    place = card(scoring_page, sheet, "B2")
    place.locator("[name=points]").fill("1")
    place.locator("[name=reason]").fill("少两个方面")
    scoring_page.reload()
    expect(place.locator("[name=reason]")).to_have_value("少两个方面")
    expect(place.locator("[data-mark-state]")).to_have_text("未保存")


def test_full_points_with_one_press(scoring_page, sheet):
    place = card(scoring_page, sheet, "B2")
    place.get_by_role("button", name="满分").click()
    expect(place.locator("[data-mark-state]")).to_have_text("已保存")
    assert Score.objects.get(sheet=sheet).points == 2


def test_what_the_page_asks_first_can_be_taken_back(scoring_page, sheet):
    take = scoring_page.get_by_role("button", name="未打分的先采用建议")
    dialog = scoring_page.locator("dialog.ask")
    take.click()
    expect(dialog.get_by_role("button", name="取消")).to_be_focused()
    dialog.get_by_role("button", name="取消").click()
    expect(dialog).to_have_count(0)
    assert not Score.objects.exists()
    take.click()
    dialog.get_by_role("button", name="未打分的先采用建议").click()
    expect(scoring_page.locator(".messages")).to_contain_text("项系统建议")
    assert Score.objects.filter(sheet=sheet).exists()
