"""Evidence beside the score in a browser: nothing opens a tab, and how many presses it takes."""

import datetime
import io
import re
from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from archives.acts.record import file_fact
from archives.papers.part import NewPart
from campaigns.models import Sheet
from tests.browser import samples
from tests.browser.visitor import PHONE, sign_in
from tests.campaigns.rounds import *  # noqa: F403
from township.files.storing import store

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PIECES = 40
MOST_PRESSES = 60


@pytest.fixture
def sheet(scoring, village, evaluator, cadre):
    """A sheet whose indicators have about forty pieces of evidence among them."""
    sheet = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    asked = Counter(
        code for one in sheet.evaluation.standard_version.indicators.all() for code in one.evidence
    )
    kinds = [samples.photo(), samples.pdf(), samples.word()]
    files = [(name, store(io.BytesIO(content), name)) for name, _, content in kinds]
    there, number = 0, 0
    while there + min(asked.values()) <= PIECES:
        for code, times in sorted(asked.items()):
            if there + times > PIECES:
                continue
            name, file = files[number % len(files)]
            file_fact(
                village,
                code,
                source=f"publicity:{number}",
                title=f"第{number + 1}件材料",
                on=datetime.date(2025, 6, 1),
                by=cadre,
                parts=[NewPart(name, file, name)],
            )
            there, number = there + times, number + 1
    return sheet


@pytest.fixture
def page(page, sheet, evaluator):
    sign_in(page, evaluator)
    page.tabs = []
    page.context.on("page", lambda tab: page.tabs.append(tab))
    page.goto(sheet.get_absolute_url())
    return page


def viewer(page):
    return page.locator("#viewer")


class Presses:
    """Every click, key and filled field of a journey."""

    def __init__(self, page):
        self.page, self.count = page, 0

    def click(self, locator):
        self.count += 1
        locator.click()
        self.page.wait_for_load_state()

    def key(self, name):
        self.count += 1
        self.page.keyboard.press(name)

    def fill(self, locator, words):
        self.count += 1
        locator.fill(words)


HERE = "[data-piece][aria-current]"  # the piece that is looked at


def seen_of(page, place):
    """Wait until the piece at this place is shown; its title and indicator."""
    expect(page.locator(f"{HERE} [data-viewed]")).to_be_visible()
    return page.locator("[data-viewer-title]").inner_text(), place.inner_text()


def score_those_left(page, do):
    """Full points where nothing was proposed, in the category in sight."""
    for card in page.locator("article.mark").all():
        if "未评分" in card.locator("[data-mark-state]").inner_text():
            do.click(card.get_by_role("button", name="满分"))
            expect(card.locator("[data-mark-state]")).to_have_text("已保存")


@pytest.mark.long
def test_a_village_is_scored_with_its_evidence_in_sixty_presses(page, sheet):
    do, seen = Presses(page), []
    do.click(page.get_by_role("button", name="未评分的先采用建议"))
    do.click(page.locator("dialog.ask").get_by_role("button", name="未评分的先采用建议"))
    expect(page.locator(".messages")).to_contain_text("项系统建议")
    do.click(page.locator(".mark-part-name").first)
    do.click(page.locator("[data-view]").first)
    place = page.locator("[data-viewer-place]")
    card, taken = "", 0
    while True:
        seen.append(seen_of(page, place))
        if page.url != card:
            card = page.url
            score_those_left(page, do)
        if not taken:
            taken = deduct(page, do)
        if page.locator("[data-viewer-step='1']").is_disabled():
            break
        do.key("ArrowRight")
        expect(place).not_to_have_text(seen[-1][1])
    do.key("Escape")
    do.click(page.get_by_role("link", name="提交评分表").first)
    do.click(page.get_by_role("button", name="确定提交评分表"))
    expect(page.locator(".page-head")).to_contain_text("已提交")
    print(f"\n26项，{len(seen)}件材料：{do.count}次点击和按键")
    assert PIECES - 4 <= len(seen) <= PIECES
    assert do.count <= MOST_PRESSES
    assert page.tabs == []


def deduct(page, do):
    """A point off with its reason, beside what is looked at, which is cited."""
    card = page.locator("article.mark.is-here")
    do.fill(card.locator("[name=points]"), "0.5")
    do.fill(card.locator("[name=reason]"), "材料不完整。")
    page.locator("[data-viewer-title]").focus()
    do.key("y")
    expect(card.locator("[data-mark-state]")).to_have_text("已保存")
    expect(page.locator("[data-viewer-cite]")).to_have_attribute("aria-pressed", "true")
    return 1


def test_photos_are_enlarged_and_turned_and_the_focus_goes_back(page):
    link = page.locator("[data-view]").first
    link.focus()
    page.keyboard.press("e")
    expect(page.locator("[data-viewer-title]")).to_be_focused()
    # The first is not waited for: what was asked for before may not come in its place.
    while not page.locator(f"{HERE} [data-turn]").count():
        before = page.locator("[data-viewer-place]").inner_text()
        page.keyboard.press("ArrowRight")
        expect(page.locator("[data-viewer-place]")).not_to_have_text(before)
        expect(page.locator(f"{HERE} [data-viewed]")).to_be_visible()
    picture = page.locator(f"{HERE} .viewed-frame img").first
    expect(picture).to_be_visible()
    expect(picture).to_have_js_property("complete", True)
    size = picture.bounding_box()
    turn = page.locator(HERE).get_by_role("button", name="转向")
    turn.click()
    turned = picture.bounding_box()
    assert size["width"] > size["height"] and turned["height"] > turned["width"]
    for _ in range(3):
        turn.click()
    page.get_by_role("button", name="放大").click()
    assert picture.bounding_box()["width"] > 1.4 * size["width"]
    faults = Axe().run(page).response["violations"]
    assert not faults, [(fault["id"], fault["nodes"]) for fault in faults]
    page.keyboard.press("Escape")
    expect(viewer(page)).to_be_hidden()
    expect(link).to_be_focused()


def test_on_a_phone_the_viewer_takes_the_whole_screen_and_keeps_the_focus(page):
    page.set_viewport_size(PHONE)
    page.locator(".mark-square", has_text="B1").click()
    page.wait_for_load_state()
    page.locator("[data-view]:visible").first.click()
    box = viewer(page)
    expect(box).to_have_attribute("role", "dialog")
    assert box.bounding_box() == {"x": 0, "y": 0, **PHONE}
    expect(page.locator(f"{HERE} [data-viewed]")).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate("document.querySelector('#viewer').contains(document.activeElement)")
    box.get_by_role("button", name="收起").click()
    expect(box).to_be_hidden()
    expect(page.locator("[data-view]:visible").first).to_be_focused()
    expect(page.locator("article.mark:visible")).to_have_class(re.compile("is-here"))


def test_who_reads_on_comes_to_the_next_piece_of_the_indicator_without_a_press(page):
    card = page.locator("article.mark", has=page.locator("[data-view]").nth(1)).first
    links = card.locator("[data-view]")
    links.first.click()
    body, title = page.locator("#viewer-body"), page.locator("[data-viewer-title]")
    expect(page.locator(f"{HERE} [data-viewed]")).to_be_visible()
    expect(title).to_have_text(links.first.inner_text())
    before = page.locator("[data-viewer-place]").inner_text()
    body.hover()
    with_second = page.locator(f"{HERE} > h3", has_text=links.nth(1).inner_text())
    for _ in range(40):
        if with_second.count():
            break
        at = body.evaluate("one => one.scrollTop")
        page.mouse.wheel(0, 300)
        page.wait_for_function(
            "at => document.querySelector('#viewer-body').scrollTop > at", arg=at
        )
    expect(title).to_have_text(links.nth(1).inner_text())
    expect(page.locator("[data-viewer-place]")).not_to_have_text(before)
    expect(page.locator(f"{HERE} [data-viewed]")).to_be_visible()
    page.locator("[data-viewer-cite]").click()
    expect(card.locator("input[type=checkbox]").nth(1)).to_be_checked()
    assert page.tabs == []
