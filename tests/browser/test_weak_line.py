"""On a weak line a page is there before its scripts, and is left before its answers are."""

import contextlib

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.test_outbox import Phone, browser_context_args  # noqa: F401
from tests.browser.visitor import sign_in, until, until_kept
from tests.villages import way

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@contextlib.contextmanager
def late(page, script, address):
    """The page while this script is still on its way, and with it all that come after."""
    held = []
    page.route(f"**/{script}", lambda route: held.append(route))
    page.goto(address, wait_until="commit")
    until(page, lambda: held)
    yield
    page.unroute(f"**/{script}")
    held[0].fallback()
    page.wait_for_load_state()


@pytest.fixture
def form(cadre, village):
    return reverse("villages:activity_create", args=[village.pk])


def test_what_is_typed_before_the_scripts_come_is_kept(page, context, cadre, form):
    sign_in(page, cadre)
    with late(page, "htmx.min.js", form):
        page.get_by_label("名称").fill("支委能力培训")
        page.get_by_label("类别").select_option("training")
        page.get_by_label("自我学习").check()
    until_kept(page, "支委能力培训")
    page.close()
    page = context.new_page()
    page.goto(form)
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("名称")).to_have_value("支委能力培训")
    expect(page.get_by_label("类别")).to_have_value("training")
    expect(page.get_by_label("自我学习")).to_be_checked()


def test_what_was_typed_wins_over_what_a_script_would_set(page, office):
    sign_in(page, office)
    with late(page, "table-select.js", "/accounts/"):
        page.get_by_label("全选").check()
    expect(page.get_by_label("全选")).to_be_checked()
    expect(page.locator("[data-selected-count=rows]")).not_to_have_text("0")


def test_what_was_typed_last_is_kept_by_who_leaves_at_once(page, cadre, form):
    sign_in(page, cadre)
    page.goto(form)
    # Faster than any hand: typed and left within one turn of the page.
    page.evaluate("""() => {
      const field = document.querySelector("main [name=title]");
      field.value = "板凳会";
      field.dispatchEvent(new Event("input", {bubbles: true}));
      field.form.removeAttribute("data-guard-unsaved");
      window.location.assign("about:blank");
    }""")
    page.wait_for_url("about:blank")
    page.goto(form)
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("名称")).to_have_value("板凳会")


def test_a_page_that_nobody_touched_keeps_nothing(page, cadre, village):
    meeting = way.meeting(village, cadre)
    sign_in(page, cadre)
    for name in ("meeting_edit", "meeting_attendance"):
        page.goto(reverse(f"villages:{name}", args=[meeting.pk]))
        page.wait_for_timeout(500)
        assert page.evaluate("localStorage.length") == 0, name


def test_coming_back_is_no_typing(page, cadre, form):
    sign_in(page, cadre)
    page.goto(form)
    page.get_by_label("名称").fill("支委能力培训")
    until_kept(page, "支委能力培训")
    page.evaluate("localStorage.clear()")
    page.reload()
    page.wait_for_timeout(500)
    assert page.evaluate("localStorage.length") == 0


def test_the_navigation_that_was_opened_before_its_script_closes(page, cadre):
    sign_in(page, cadre)
    with late(page, "nav.js", "/"):
        page.click("[data-nav-open]")
        expect(page.locator("#sidenav")).to_be_visible()
    expect(page.locator("#sidenav")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#sidenav")).to_be_hidden()


def test_a_button_is_there_once_it_works(page, cadre, form):
    sign_in(page, cadre)
    paper = page.get_by_role("button", name="纸质件拍成一个文件")
    with late(page, "paper.js", form):
        expect(page.get_by_text("选择文件").first).to_be_visible()
        expect(paper).to_be_hidden()
    paper.click()
    expect(page.locator("dialog.paper")).to_be_visible()


@pytest.fixture
def phone(context, cadre, village, taking_along):
    phone = Phone(context)
    yield phone.belongs_to(cadre)
    assert phone.complaints == []


def test_a_press_survives_that_the_list_is_shown_again(phone):
    link = phone.page.locator("[data-forms] a", has_text="登记活动")
    link.hover()
    phone.page.mouse.down()
    phone.page.evaluate("document.dispatchEvent(new CustomEvent('outbox:changed'))")
    phone.page.wait_for_timeout(300)
    phone.page.mouse.up()
    expect(phone.page.get_by_label("名称")).to_be_visible()


def test_who_goes_back_at_once_finds_what_was_typed(phone):
    phone.takes("登记活动")
    phone.page.get_by_label("名称").fill("板凳会")
    phone.page.get_by_role("link", name="返回").click()
    expect(phone.entry("板凳会")).to_contain_text("没有填完")


def test_signing_out_forgets_the_key_though_answers_are_on_their_way(phone, cadre):
    held, page = [], phone.page
    page.evaluate("self.outbox.end()")
    page.route("**/outbox/own/**", lambda route: held.append(route))
    page.route("**/logout/", lambda route: route.abort("aborted"))
    page.goto("/")
    until(page, lambda: held)
    page.evaluate("document.querySelector('form[data-sign-out]').requestSubmit()")
    with page.expect_response("**/outbox/own/**"):
        held[0].fallback()
    page.wait_for_timeout(1000)
    assert page.evaluate("self.outbox.me()") is None


def test_what_is_asked_before_is_asked_before_the_scripts_come_too(page, cadre, village):
    version = way.draft(village, cadre)
    clauses = version.clauses.count()
    first = page.locator("#clauses details").first
    sign_in(page, cadre)
    with late(page, "htmx.min.js", version.get_absolute_url()):
        first.get_by_text("办理").click()
        first.get_by_role("button", name="删去").click()
        expect(page.locator("main")).to_contain_text("删去第一章？")
    assert version.clauses.count() == clauses
    page.get_by_role("button", name="确定").click()
    expect(page.locator("#clauses")).to_be_visible()
    assert version.clauses.count() == clauses - 1
    page.wait_for_load_state()
    first.get_by_text("办理").click()
    first.get_by_role("button", name="删去").click()
    page.locator("dialog.ask button").last.click()
    until(page, lambda: version.clauses.count() == clauses - 2)
