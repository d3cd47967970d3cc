"""Scoring in a browser: saved one by one, kept without a network, sent when it is back."""

import re

import pytest
from playwright.sync_api import expect

from campaigns.models import Score, Sheet
from tests.browser.visitor import DESK, PHONE, resize, sign_in
from tests.campaigns.rounds import *  # noqa: F403
from tests.personas import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


def address(sheet, code="B2"):
    """The sheet with this indicator in sight."""
    indicator = sheet.evaluation.standard_version.indicators.get(code=code)
    return f"{sheet.get_absolute_url()}?at={indicator.pk}"


@pytest.fixture
def scoring_page(page, sheet, evaluator):
    sign_in(page, evaluator)
    page.goto(address(sheet))
    return page


def card(page, sheet, code):
    indicator = sheet.evaluation.standard_version.indicators.get(code=code)
    return page.locator(f"#indicator-{indicator.pk}")


@pytest.mark.parametrize("how", ["no scripts", "script does not come"])
def test_without_its_script_nothing_typed_is_lost(new_context, sheet, evaluator, how):
    page = new_context(java_script_enabled=how != "no scripts").new_page()
    if how != "no scripts":
        page.route("**/mark-draft*.js", lambda route: route.abort())
    sign_in(page, evaluator)
    page.goto(address(sheet))
    for code, reason in (("B1", "第一段理由"), ("B2", "第二段理由"), ("B3", "第三段理由")):
        place = card(page, sheet, code)
        place.locator("[name$=points]").fill("1")
        place.locator("[name$=reason]").fill(reason)
    card(page, sheet, "B2").get_by_role("button", name="保存").click()
    expect(page.get_by_text("已保存3项")).to_be_visible()
    for code, reason in (("B1", "第一段理由"), ("B3", "第三段理由")):
        expect(card(page, sheet, code).locator("[name$=reason]")).to_have_value(reason)
    assert {one.reason for one in Score.objects.filter(sheet=sheet)} == {
        "第一段理由",
        "第二段理由",
        "第三段理由",
    }


def test_points_are_saved_one_by_one(scoring_page, sheet):
    place = card(scoring_page, sheet, "B2")
    expect(place.locator("[data-mark-state]")).to_have_text("未评分")
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
    expect(place.locator("[data-mark-state]")).to_have_text("已保存")
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
    take = scoring_page.get_by_role("button", name="未评分的先采用建议")
    dialog = scoring_page.locator("dialog.ask")
    take.click()
    expect(dialog.get_by_role("button", name="取消")).to_be_focused()
    dialog.get_by_role("button", name="取消").click()
    expect(dialog).to_have_count(0)
    assert not Score.objects.exists()
    take.click()
    dialog.get_by_role("button", name="未评分的先采用建议").click()
    expect(scoring_page.locator(".messages")).to_contain_text("项系统建议")
    assert Score.objects.filter(sheet=sheet).exists()


def posts_of(page):
    """The POST requests of a page from now on."""
    sent = []
    page.on("request", lambda one: sent.append(one.url) if one.method == "POST" else None)
    return sent


def mark_without_a_network(page, sheet, context):
    place = card(page, sheet, "B2")
    context.set_offline(True)
    place.locator("[name=points]").fill("1.5")
    place.locator("[name=reason]").fill("少一个方面")
    place.get_by_role("button", name="保存").click()
    expect(place.locator("[data-mark-state]")).to_contain_text("已存在本机")
    leave_offline(page, context)


def leave_offline(page, context):
    """Left before the line is back: a page that is only closed may still hear of it and send."""
    page.goto("about:blank")
    page.close()
    context.set_offline(False)


def kept_marks(page):
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('mark:'))")


def test_a_mark_typed_offline_is_sent_once_when_the_sheet_is_opened_again(
    scoring_page, sheet, context
):
    mark_without_a_network(scoring_page, sheet, context)
    page = context.new_page()
    sent = posts_of(page)
    page.goto(address(sheet))
    place = card(page, sheet, "B2")
    expect(place.locator("[data-mark-state]")).to_have_text("已保存")
    page.wait_for_timeout(1000)
    assert len(sent) == 1 and kept_marks(page) == []
    assert Score.objects.get(sheet=sheet).reason == "少一个方面"
    page.reload()
    page.wait_for_timeout(500)
    assert len(sent) == 1


def square(page, code):
    return page.locator(".mark-square", has_text=code)


def test_marks_of_other_categories_written_without_a_network_are_sent_from_any_page_of_the_sheet(
    page, sheet, context, evaluator
):
    sign_in(page, evaluator)
    page.goto(f"{sheet.get_absolute_url()}?part=all")
    context.set_offline(True)
    for code in ("A1", "F4", "F3"):
        card(page, sheet, code).get_by_role("button", name="满分").click()
        expect(card(page, sheet, code).locator("[data-mark-state]")).to_contain_text("已存在本机")
    leave_offline(page, context)
    again = context.new_page()
    again.goto(sheet.get_absolute_url())  # the first category
    expect(card(again, sheet, "A1").locator("[data-mark-state]")).to_have_text("已保存")
    for code in ("F3", "F4"):
        expect(square(again, code)).to_have_class(re.compile("tone-good"))
    assert again.url == f"{again.url.partition('/campaigns')[0]}{sheet.get_absolute_url()}"
    assert {one.indicator.code for one in Score.objects.filter(sheet=sheet)} == {"A1", "F3", "F4"}
    assert kept_marks(again) == []


def test_a_mark_of_another_category_that_is_refused_is_shown_on_the_whole_sheet(
    page, sheet, context, evaluator
):
    sign_in(page, evaluator)
    page.goto(f"{sheet.get_absolute_url()}?part=all")
    context.set_offline(True)
    place = card(page, sheet, "F4")
    place.locator("[name=points]").fill("0")
    place.get_by_role("button", name="保存").click()
    expect(place.locator("[data-mark-state]")).to_contain_text("已存在本机")
    leave_offline(page, context)
    again = context.new_page()
    again.goto(sheet.get_absolute_url())
    expect(card(again, sheet, "F4")).to_contain_text("请写明扣分或加分的理由")
    expect(card(again, sheet, "F4").locator("[name=points]")).to_have_value("0")
    assert not Score.objects.exists()


def test_a_mark_whose_answer_was_lost_is_sent_again_and_stands_once(scoring_page, sheet):
    """The server had it, the page did not hear: what is sent again meets its own words."""
    page, place = scoring_page, card(scoring_page, sheet, "B2")
    answers = []

    def lose(route):
        answers.append(route.fetch() if not answers else None)
        route.abort() if len(answers) == 1 else route.continue_()

    page.route("**/scores/**", lose)
    place.get_by_role("button", name="满分").click()
    expect(place.locator("[data-mark-state]")).to_contain_text("已存在本机")
    assert answers[0].status == 200 and Score.objects.get(sheet=sheet).points == 2
    page.evaluate("window.dispatchEvent(new Event('online'))")
    expect(place.locator("[data-mark-state]")).to_have_text("已保存")
    place.locator("[name=points]").fill("1")
    place.locator("[name=reason]").fill("少两个方面")
    place.get_by_role("button", name="保存").click()
    expect(place.locator("[data-mark-state]")).to_have_text("已保存")
    assert Score.objects.get(sheet=sheet).points == 1 and kept_marks(page) == []


def test_a_mark_kept_before_the_session_ended_is_sent_once_after_signing_in(
    scoring_page, sheet, context, evaluator
):
    mark_without_a_network(scoring_page, sheet, context)
    context.clear_cookies()
    page = context.new_page()
    sent = posts_of(page)
    page.goto(address(sheet))
    page.get_by_label("账号").fill(evaluator.username)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    expect(card(page, sheet, "B2").locator("[data-mark-state]")).to_have_text("已保存")
    page.wait_for_timeout(500)
    assert len([url for url in sent if "/scores/" in url]) == 1 and kept_marks(page) == []


def test_signing_in_on_the_sheet_sends_the_mark_that_met_an_ended_session(
    scoring_page, sheet, context, evaluator
):
    context.clear_cookies()
    place = card(scoring_page, sheet, "B2")
    place.locator("[name=points]").fill("2")
    place.get_by_role("button", name="保存").click()
    dialog = scoring_page.locator("dialog.ask")
    expect(dialog).to_contain_text("登录")
    dialog.get_by_label("账号").fill(evaluator.username)
    dialog.get_by_label("密码").fill("不是这个密码")
    dialog.get_by_role("button", name="登录").click()
    expect(dialog.locator(".notice")).to_be_visible()
    dialog.get_by_label("账号").fill(evaluator.username)
    dialog.get_by_label("密码").fill(PASSWORD)
    dialog.get_by_role("button", name="登录").click()
    expect(place.locator("[data-mark-state]")).to_have_text("已保存")
    assert Score.objects.get(sheet=sheet).points == 2 and kept_marks(scoring_page) == []
    card(scoring_page, sheet, "B3").get_by_role("button", name="满分").click()
    expect(card(scoring_page, sheet, "B3").locator("[data-mark-state]")).to_have_text("已保存")


def test_a_mark_that_was_refused_is_still_kept_on_the_device(scoring_page, sheet):
    place = card(scoring_page, sheet, "B2")
    place.locator("[name=points]").fill("1")
    place.get_by_role("button", name="保存").click()
    expect(place).to_contain_text("请写明扣分或加分的理由")
    scoring_page.reload()
    expect(place.locator("[name=points]")).to_have_value("1")


TALLEST = 4000  # px of a page on a phone


def test_a_phone_shows_one_indicator_and_the_map_leads_to_the_others(scoring_page, sheet):
    page = scoring_page
    resize(page, PHONE)
    expect(page.locator("article.mark:visible")).to_have_count(1)
    expect(card(page, sheet, "B2")).to_be_visible()
    for code in ("B3", "A1"):  # of the same category, and of another one
        page.locator(".mark-square", has_text=code).click()
        page.wait_for_load_state()
        expect(card(page, sheet, code)).to_be_visible()
        expect(page.locator("article.mark:visible")).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollHeight") <= TALLEST
    page.get_by_role("link", name="整张表").click()
    page.wait_for_load_state()
    expect(page.locator("article.mark")).to_have_count(26)
    expect(page.locator("article.mark:visible")).to_have_count(1)
    assert page.evaluate("document.documentElement.scrollHeight") <= TALLEST


def test_who_has_scored_one_goes_on_to_the_next_that_is_left(scoring_page, sheet):
    page, place = scoring_page, card(scoring_page, sheet, "B2")
    place.get_by_role("button", name="满分").click()
    expect(page.locator(".mark-square", has_text="B2")).to_have_class(re.compile("tone-good"))
    following = card(page, sheet, "B3")
    expect(following).to_be_focused()
    expect(following).to_have_class(re.compile("is-here"))
    # Saved again, it stays where it is; so does who wants to go on by hand.
    place.get_by_role("button", name="保存").click()
    expect(place.locator("[data-mark-state]")).to_have_text("已保存")
    expect(following).to_have_class(re.compile("is-here"))
    page.get_by_text("评分方式和键盘", exact=True).click()
    page.get_by_label("评完一项，自动到下一条未评分").uncheck()
    following.get_by_role("button", name="满分").click()
    expect(page.locator(".mark-square", has_text="B3")).to_have_class(re.compile("tone-good"))
    expect(following).to_have_class(re.compile("is-here"))


def test_the_key_n_goes_on_to_what_is_left_but_not_while_typing(scoring_page, sheet):
    page, following = scoring_page, card(scoring_page, sheet, "B3")
    card(page, sheet, "B2").focus()
    page.keyboard.press("n")
    expect(following).to_be_focused()
    following.locator("[name=reason]").fill("")
    page.keyboard.type("n")
    expect(following.locator("[name=reason]")).to_have_value("n")
    page.get_by_text("评分方式和键盘", exact=True).click()
    page.get_by_label("使用快捷键").uncheck()
    page.keyboard.press("n")
    expect(page.locator("article.mark.is-here")).to_have_id(following.get_attribute("id"))


def test_the_key_n_leads_to_the_next_category(page, sheet, evaluator):
    sign_in(page, evaluator)
    last = sheet.evaluation.standard_version.indicators.filter(code__startswith="A").last()
    page.goto(address(sheet, last.code))
    page.keyboard.press("n")
    expect(card(page, sheet, "B1")).to_be_visible()
    expect(card(page, sheet, "B1")).to_have_class(re.compile("is-here"))


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_the_line_that_stays_in_sight_covers_no_field_that_one_comes_to(scoring_page, size):
    resize(scoring_page, size)
    room = """() => {
      const bar = document.querySelector(".mark-bar");
      const kept = getComputedStyle(document.documentElement);
      const reach = parseFloat(getComputedStyle(bar).top) + bar.offsetHeight;
      return parseFloat(kept.scrollPaddingTop) - reach;
    }"""
    assert scoring_page.evaluate(room) >= 10
