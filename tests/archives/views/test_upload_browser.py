"""On a phone, over a connection that breaks: photos and a PDF arrive whole."""

import io
import random

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from archives.acts.category import load_categories
from archives.models import PartFile, Record
from campaigns.rules import preset
from tests.browser.visitor import sign_in
from township.files.models import Upload
from township.papers import compose

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture
def phone(page, cadre, township):
    load_categories(township, preset.load("renkou-zizhi").archive_categories)
    sign_in(page, cadre)
    return page


def photo(number):
    """A photo of about a megabyte that no other is like."""
    noise = random.Random(number).randbytes(700 * 500 * 3)
    stream = io.BytesIO()
    Image.frombytes("RGB", (700, 500), noise).save(stream, "JPEG", quality=95)
    return stream.getvalue()


def test_eight_photos_and_a_pdf_survive_two_cuts(phone, village):
    files = [
        {"name": f"现场{n}.jpg", "mimeType": "image/jpeg", "buffer": photo(n)} for n in range(8)
    ]
    sheet = compose("fact_sheet", {"title": "宣传记录", "rows": []}).pdf()
    files.append({"name": "宣传记录.pdf", "mimeType": "application/pdf", "buffer": sheet})
    cuts = []

    def cut(route):
        if route.request.method == "PATCH" and len(cuts) < 2:
            cuts.append(route.request.url)
            route.abort("internetdisconnected")
        else:
            route.fallback()

    phone.route("**/uploads/**", cut)
    phone.goto(reverse("archives:record_create", args=[village.pk]))
    phone.set_input_files("input[type=file][multiple]", files)
    expect(phone.locator("input[name=files_kept]")).to_have_count(9)
    phone.select_option("select[name=category]", label="宣传资料")
    phone.fill("input[name=title]", "秋季宣传现场")
    phone.fill("input[name=on]", "2026-03-05")
    phone.click("main form button[type=submit]")
    phone.wait_for_selector(".photo-grid")
    record = Record.objects.get()
    assert len(cuts) == 2
    kept = {version.file_name: version.file.path.read_bytes() for version in PartFile.objects.all()}
    assert kept == {file["name"]: file["buffer"] for file in files}
    assert record.title == "秋季宣传现场" and not Upload.objects.unsaved().exists()
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_refused_file_says_why_and_does_not_stop_the_others(phone, village):
    wrong = {"name": "程序.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" * 99}
    good = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photo(1)}
    phone.goto(reverse("archives:record_create", args=[village.pk]))
    phone.set_input_files("input[type=file][multiple]", [wrong, good])
    expect(phone.locator("input[name=files_kept]")).to_have_count(1)
    expect(phone.locator(".uploads-bad .uploads-state")).to_contain_text("程序.pdf")


def test_a_server_in_front_that_takes_little_at_a_time_gets_little(phone, village):
    """Pieces shrink until they come through; where nothing does, it is said whose affair it is."""
    most, refused = [300_000], []

    def front(route):
        body = route.request.post_data_buffer or b""
        if route.request.method == "PATCH" and len(body) > most[0]:
            refused.append(len(body))
            route.fulfill(status=413, body="<h1>413 Request Entity Too Large</h1>")
        else:
            route.fallback()

    phone.route("**/uploads/**", front)
    phone.goto(reverse("archives:record_create", args=[village.pk]))
    chosen = {"name": "现场.jpg", "mimeType": "image/jpeg", "buffer": photo(1)}
    phone.set_input_files("input[type=file][multiple]", [chosen])
    expect(phone.locator("input[name=files_kept]")).to_have_count(1)
    assert refused and Upload.objects.get().file.size == len(chosen["buffer"])
    most[0] = 1000
    phone.set_input_files(
        "input[type=file][multiple]", [chosen | {"name": "另一张.jpg", "buffer": photo(2)}]
    )
    expect(phone.locator(".uploads-state").last).to_contain_text("告诉管理员")
