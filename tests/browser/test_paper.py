"""A paper photographed page by page becomes one file: found, straight, clear, small."""

import io

import pypdfium2
import pytest
from django.urls import reverse
from PIL import Image, ImageChops, ImageFilter, ImageStat
from playwright.sync_api import expect

from tests.browser import sheets
from tests.browser.test_sent_files import jpeg, photo
from tests.browser.visitor import sign_in, until
from township.files.models import StoredFile

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

MOST = 300 * 1024
WAIT = 60000


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": {"width": 360, "height": 740}, "has_touch": True}


def sheet_photo(number):
    return jpeg(f"{number}.jpg", sheets.photo_of(sheets.text_page(number), number, (1200, 1600)))


def drag(page, corner, place):
    """A corner to a place of the photo, in shares, as a finger does."""
    canvas = page.locator(".paper-stage canvas")
    # As wide as every canvas until the photo is on it.
    expect(canvas).not_to_have_js_property("width", 300)
    stage = canvas.bounding_box()
    handle = page.get_by_role("button", name=corner).bounding_box()
    page.mouse.move(handle["x"] + handle["width"] / 2, handle["y"] + handle["height"] / 2)
    page.mouse.down()
    across, down = place
    page.mouse.move(
        stage["x"] + stage["width"] * across, stage["y"] + stage["height"] * down, steps=4
    )
    page.mouse.up()


def soft(image):
    return image.convert("L").resize((310, 438)).filter(ImageFilter.GaussianBlur(2))


def unlike(found, wanted):
    """How far two pictures of a page are apart, 0 to 255."""
    return ImageStat.Stat(ImageChops.difference(soft(found), soft(wanted))).mean[0]


def test_a_paper_becomes_one_file(page, cadre, village):
    sign_in(page, cadre)
    page.goto(reverse("villages:activity_create", args=[village.pk]))
    page.get_by_label("名称").fill("会议记录")
    page.get_by_role("button", name="纸质件拍成一个文件").click()
    paper = page.locator("dialog.paper")
    album, camera = (paper.get_by_text(one).locator("input") for one in ("从相册选", "拍下一页"))
    album.set_input_files([sheet_photo(2), jpeg("无纸.jpg", photo(1))])
    expect(paper).to_contain_text("共2页", timeout=WAIT)
    camera.set_input_files([sheet_photo(1)])
    expect(paper).to_contain_text("共3页", timeout=WAIT)
    rows = paper.locator(".paper-page")
    # What shows no sheet says so, and is taken again; the first page comes to its place.
    expect(rows.nth(1)).to_contain_text("没有找到纸边")
    rows.nth(1).locator("input[type=file]").set_input_files([sheet_photo(3)])
    expect(paper).not_to_contain_text("没有找到纸边", timeout=WAIT)
    for place in (2, 1):
        rows.nth(place).get_by_role("button", name="往前移").click()
    rows.nth(2).get_by_role("button", name="删去").click()
    expect(paper).to_contain_text("共2页")
    rows.first.get_by_role("button", name="调整").click()
    drag(page, "右下角", (0.5, 0.5))
    drag(page, "右下角", sheets.corners_of(1)[2])
    page.get_by_role("button", name="用这个范围").click()
    expect(paper.get_by_role("button", name="做成一个文件")).to_be_enabled(timeout=WAIT)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    paper.get_by_role("button", name="做成一个文件").click()
    expect(page.locator(".uploads-state")).to_contain_text("已发送，未保存", timeout=WAIT)
    expect(page.locator(".uploads-name")).to_have_text("会议记录.pdf")
    content = StoredFile.objects.get().path.read_bytes()
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    shown = [one.render(scale=150 / 72).to_pil() for one in document]
    document.close()
    assert len(shown) == 2 and len(content) <= 2 * MOST
    for number, (found, wanted) in enumerate(
        zip(shown, map(sheets.text_page, (1, 2)), strict=True)
    ):
        blank = Image.new("RGB", sheets.A4, "white")
        assert unlike(found, wanted) < unlike(wanted, blank) / 2, number
        quarters = [found.crop((x, y, x + 400, y + 500)) for x in (60, 780) for y in (60, 1200)]
        assert all(ImageStat.Stat(one.convert("L")).median[0] > 235 for one in quarters), number


@pytest.fixture
def form(cadre, village, taking_along):
    return reverse("villages:activity_create", args=[village.pk])


def opened(page, form):
    """The dialog of a paper on the form, once the phone knows whose it is."""
    page.goto(form)
    until(page, lambda: page.evaluate("self.outbox.me()"))
    page.get_by_role("button", name="纸质件拍成一个文件").click()
    return page.locator("dialog.paper")


def held(page):
    """How many photos lie on the phone."""
    return page.evaluate(
        """new Promise(done => {
          indexedDB.open("outbox").onsuccess = event => event.target.result
            .transaction("files").objectStore("files").count()
            .onsuccess = counted => done(counted.target.result);
        })"""
    )


def test_pages_of_a_paper_outlive_the_tab_until_the_file_has_arrived(page, context, cadre, form):
    sign_in(page, cadre)
    paper = opened(page, form)
    album = paper.get_by_text("从相册选").locator("input")
    album.set_input_files([sheet_photo(1), sheet_photo(2), sheet_photo(3)])
    expect(paper).to_contain_text("共3页", timeout=WAIT)
    paper.locator(".paper-page").nth(1).get_by_role("button", name="往前移").click()
    paper.locator(".paper-page").nth(2).get_by_role("button", name="删去").click()
    until(page, lambda: held(page) == 2)
    page.close()
    page = context.new_page()
    paper = opened(page, form)
    expect(paper).to_contain_text("上次拍好的2页还在", timeout=WAIT)
    expect(paper.locator(".paper-page")).to_have_count(2)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    paper.get_by_role("button", name="做成一个文件").click()
    expect(page.locator(".uploads-state")).to_contain_text("已发送，未保存", timeout=WAIT)
    until(page, lambda: held(page) == 0)
    paper = opened(page, form)
    expect(paper).to_contain_text("把纸放平")
    assert held(page) == 0
    paper.get_by_text("从相册选").locator("input").set_input_files([sheet_photo(1)])
    expect(paper).to_contain_text("共1页", timeout=WAIT)
    until(page, lambda: held(page) == 1)
    page.goto("/")
    page.evaluate("document.querySelector('form[data-sign-out]').requestSubmit()")
    page.wait_for_url("**/login/**")
    assert held(page) == 0, "whoever comes next finds no photo"
