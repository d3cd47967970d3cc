"""What the frame of every page does in a browser, on a desk and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.browser.visitor import DESK, PHONE, SMALL_TARGETS, resize, sign_in, until
from township.users.models import User

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PAGES = (
    "/",
    "/accounts/",
    "/accounts/new/",
    "/accounts/passwords/",
    "/accounts/records/",
    "/accounts/locks/",
    "/account/sessions/",
    "/places/",
    "/history/",
    "/account/password/",
    "/account/look/",
    "/search/?q=账号",
)


@pytest.fixture
def desk(page, admin):
    """A page signed in as the platform's administrator."""
    sign_in(page, admin)
    page.goto("/")
    return page


@pytest.fixture
def phone(desk):
    resize(desk, PHONE)
    return desk


def test_every_page_passes_axe_and_fits_a_phone(desk):
    for address in PAGES:
        desk.goto(address)
        for size in (DESK, PHONE):
            resize(desk, size)
            faults = Axe().run(desk).response["violations"]
            assert not faults, (address, [(fault["id"], fault["nodes"]) for fault in faults])
            width = desk.evaluate("document.documentElement.scrollWidth")
            assert width <= size["width"], (address, width)


def test_the_policy_refuses_nothing_that_the_pages_need(desk):
    complaints = []

    def listen(message):
        if message.type in ("error", "warning"):
            complaints.append(message.text)

    desk.on("console", listen)
    desk.on("pageerror", lambda error: complaints.append(str(error)))
    for address in PAGES:
        desk.goto(address)
    assert complaints == []


def test_on_a_phone_the_navigation_opens_and_escape_closes_it(phone):
    navigation = phone.locator("#sidenav")
    expect(navigation).to_be_hidden()
    phone.click("[data-nav-open]")
    expect(navigation).to_be_visible()
    expect(phone.locator("#sidenav a[aria-current]")).to_be_focused()
    phone.keyboard.press("Escape")
    expect(navigation).to_be_hidden()
    expect(phone.locator("[data-nav-open]")).to_be_focused()


def test_the_heads_of_all_groups_are_on_a_small_screen_and_what_is_folded_stays_so(page, office):
    sign_in(page, office)
    page.set_viewport_size({"width": 1366, "height": 768})
    heads = page.locator("#sidenav summary")
    # Within the largest group, and within the last one.
    for address in ("/campaigns/rounds/", "/history/"):
        page.goto(address)
        assert heads.count() >= 4
        for number in range(heads.count()):
            box = heads.nth(number).bounding_box()
            assert box["y"] + box["height"] <= 768, (address, heads.nth(number).inner_text())
        expect(page.locator("#sidenav a[aria-current]")).to_be_visible()
    first = page.locator("#sidenav details").first
    was_open = first.evaluate("one => one.open")
    heads.first.click()
    page.goto("/villages/")
    assert first.evaluate("one => one.open") != was_open
    heads.first.click()
    page.reload()
    assert first.evaluate("one => one.open") == was_open


def test_without_javascript_the_navigation_still_opens(phone, new_context):
    context = new_context(java_script_enabled=False, storage_state=phone.context.storage_state())
    page = context.new_page()
    page.set_viewport_size(PHONE)
    page.goto("/")
    page.click("[data-nav-open]")
    expect(page.locator("#sidenav")).to_be_visible()


def fill_account(page, username="zhaoliu"):
    page.goto("/accounts/new/")
    page.fill("[name=username]", username)
    page.fill("[name=full_name]", "赵六")
    page.select_option("[name=role]", "platform_admin")


def test_a_double_click_sends_a_form_once(desk):
    sent = []
    desk.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    fill_account(desk)
    desk.dblclick("text=保存")
    expect(desk.locator(".slip")).to_have_count(1)
    assert len(sent) == 1
    assert User.objects.filter(username="zhaoliu").count() == 1


def test_leaving_with_unsaved_input_asks_first(desk):
    asked = []

    def stay(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    desk.on("dialog", stay)
    fill_account(desk)
    with desk.expect_event("dialog"):
        desk.evaluate("window.location.assign('/history/')")
    assert asked == ["beforeunload"]
    expect(desk.locator("[name=full_name]")).to_have_value("赵六")


def test_a_refused_form_keeps_the_input_and_leads_to_the_fault(desk):
    fill_account(desk)
    desk.select_option("[name=role]", "office")
    desk.click("text=保存")
    summary = desk.locator("[data-error-summary]")
    expect(summary).to_be_focused()
    expect(summary).to_contain_text("这个角色要选定所在的镇。")
    expect(desk.locator("[name=full_name]")).to_have_value("赵六")
    summary.locator("a").click()
    expect(desk.locator("[name=township]")).to_be_focused()


def test_the_browsers_own_checks_speak_chinese(desk):
    desk.goto("/accounts/new/")
    desk.click("text=保存")
    said = desk.evaluate("document.querySelector('[name=username]').validationMessage")
    assert said == "请填写这一项。"


def test_without_network_nothing_is_sent_and_the_page_says_so(desk):
    fill_account(desk)
    desk.context.set_offline(True)
    expect(desk.locator("[data-offline]")).to_be_visible()
    desk.click("text=保存")
    expect(desk.locator("[data-offline]")).to_be_visible()
    desk.context.set_offline(False)
    expect(desk.locator("[data-offline]")).to_be_hidden()
    assert not User.objects.filter(username="zhaoliu").exists()
    desk.click("text=保存")
    expect(desk.locator(".slip")).to_have_count(1)


def test_paper_shows_no_navigation(desk):
    desk.goto("/accounts/")
    desk.emulate_media(media="print")
    for part in (".topbar", ".sidenav", ".crumbs", ".page-actions"):
        expect(desk.locator(part)).to_be_hidden()
    expect(desk.locator("h1")).to_be_visible()


def test_signing_out_leads_to_the_sign_in_page(desk):
    desk.click("[data-menu] summary")
    desk.click("text=退出")
    expect(desk).to_have_url(re.compile("/account/login/"))


def test_the_page_of_an_account_with_its_roles_fits_a_phone(phone, office):
    for address in (f"/accounts/{office.pk}/", f"/accounts/{office.pk}/roles/new/"):
        phone.goto(address)
        assert not Axe().run(phone).response["violations"], address
        assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_a_slip_prints_with_nothing_but_what_its_person_needs(desk):
    fill_account(desk)
    desk.click("text=保存")
    slip = desk.locator(".slip")
    expect(slip).to_contain_text("zhaoliu")
    desk.emulate_media(media="print")
    expect(desk.locator(".slip-password")).to_be_visible()
    for part in (".topbar", ".sidenav", ".page-actions", ".notice"):
        expect(desk.locator(part).first).to_be_hidden()
    assert desk.evaluate("document.documentElement.scrollWidth") <= DESK["width"]


def test_after_signing_out_the_back_button_shows_nothing(desk):
    desk.goto("/accounts/")
    desk.goto("/history/")
    desk.click("[data-menu] summary")
    desk.click("text=退出")
    expect(desk.locator("main h1")).to_contain_text("登录")
    for _ in range(2):
        desk.go_back()
        expect(desk.locator("main h1")).to_contain_text("登录")
        expect(desk.locator("body")).not_to_contain_text("管平台")


def test_while_signed_in_the_back_button_goes_back(desk):
    desk.goto("/accounts/")
    desk.goto("/history/")
    desk.go_back()
    expect(desk.locator("main h1")).to_contain_text("账号")


def test_static_files_are_kept_by_the_browser(desk):
    answers = {}

    def listen(answer):
        answers[answer.url.split("/", 3)[3]] = answer.headers.get("cache-control", "")

    desk.on("response", listen)
    desk.goto("/history/")
    assert answers["history/"] == "no-store"
    static = {path: told for path, told in answers.items() if path.startswith("static/")}
    assert all("no-store" not in told for told in static.values())


def test_two_keys_lead_to_what_is_looked_for(desk):
    desk.keyboard.press("/")
    expect(desk.get_by_label("搜索全部内容")).to_be_focused()
    desk.keyboard.type("账号")
    desk.keyboard.press("Enter")
    expect(desk.locator(".hits mark").first).to_have_text("账号")
    desk.wait_for_load_state()
    box = desk.locator("#search-page")
    box.focus()
    desk.keyboard.press("/")
    expect(box).to_have_value("/账号")
    desk.set_viewport_size(PHONE)
    desk.get_by_role("link", name="搜索", exact=True).first.click()
    expect(desk.locator("#search-page")).to_be_focused()


def test_the_menu_of_the_account_closes_on_escape_from_anywhere(desk):
    menu = desk.locator(".topbar-user")
    menu.locator("summary").click()
    desk.locator("h1").click(trial=True)
    desk.locator("[data-search-box]").focus()
    expect(menu).to_have_attribute("open", "")
    desk.keyboard.press("Escape")
    expect(menu).not_to_have_attribute("open", "")
    expect(desk.locator("[data-search-box]")).to_be_focused()


def test_a_villager_asks_from_a_phone_with_large_type(page, village):
    page.set_viewport_size(PHONE)
    page.goto(f"/villages/{village.pk}/open/")
    page.get_by_role("link", name="大字").click()
    expect(page.locator("html")).to_have_class("text-large")
    expect(page.locator(".open-code")).to_be_hidden()
    page.get_by_role("link", name="我要询问").click()
    expect(page.get_by_label("写清楚事情")).to_be_visible()
    for address in (page.url, f"/villages/{village.pk}/open/asked/", page.url):
        page.goto(address)
        assert not Axe().run(page).response["violations"], address
        assert page.evaluate(SMALL_TARGETS) == []
        for width in (PHONE["width"], PHONE["width"] // 2):
            resize(page, {"width": width, "height": PHONE["height"]})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        resize(page, PHONE)
    page.get_by_label("写清楚事情").fill("路灯什么时候修？")
    page.get_by_role("button", name="发出").click()
    code = page.locator(".asked-code").inner_text()
    page.goto(f"/villages/{village.pk}/open/asked/")
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.locator("main")).to_contain_text("待答复")


COVERED = """() => {
  const one = document.activeElement, foot = document.querySelector(".form-foot");
  if (!one.closest("form") || foot.contains(one) || !one.closest(".card-box")) return "";
  const box = one.getBoundingClientRect();
  const index = document.querySelector(".section-index").getBoundingClientRect();
  const isClear = box.bottom <= foot.getBoundingClientRect().top && box.top >= index.bottom - 1;
  return isClear || one.closest(".section-index") ? "" : one.name;
}"""

# How far from what is stuck to its edge the browser keeps what it scrolls to, above and below. To a
# field it comes by the line that is typed, which has the field's own padding around it.
ROOM = """() => {
  const kept = getComputedStyle(document.documentElement);
  const index = document.querySelector(".section-index").getBoundingClientRect();
  const foot = document.querySelector(".form-foot").getBoundingClientRect();
  return Math.min(parseFloat(kept.scrollPaddingTop) - index.bottom,
    parseFloat(kept.scrollPaddingBottom) - (window.innerHeight - foot.top));
}"""
PADDING = 10


@pytest.mark.parametrize("size", [DESK, PHONE])
def test_foot_and_index_stay_in_sight_and_cover_nothing_that_has_focus(page, office, size):
    sign_in(page, office)
    page.set_viewport_size(size)
    page.goto("/settings/")
    # A press while the page glides would be lost.
    assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
    page.locator("form select").first.focus()
    for key in ["Tab"] * 12 + ["Shift+Tab"] * 10:
        page.keyboard.press(key)
        # The browser scrolls to it in its own time.
        until(page, lambda: not page.evaluate(COVERED))
    page.get_by_role("navigation", name="本页目录").get_by_role("link", name="签发").click()
    expect(page.get_by_role("heading", name="签发")).to_be_in_viewport()
    expect(page.get_by_role("button", name="保存")).to_be_in_viewport()
    expect(page.get_by_role("link", name="签发", exact=True)).to_have_attribute(
        "aria-current", "location"
    )
    assert page.evaluate(ROOM) >= PADDING


def test_what_is_ticked_in_a_list_is_counted_and_goes_along(desk, office, leader):
    desk.goto("/accounts/")
    desk.get_by_label("全选").check()
    count = desk.locator("[data-selected-count=rows]")
    expect(count).not_to_have_text("0")
    desk.get_by_label(f"勾选{leader.full_name}").uncheck()
    expect(desk.get_by_label("全选")).not_to_be_checked()
    desk.get_by_role("button", name="发放初始密码").click()
    expect(desk.get_by_label(re.compile(office.full_name))).to_be_checked()
    expect(desk.get_by_label(re.compile(leader.full_name))).not_to_be_checked()
