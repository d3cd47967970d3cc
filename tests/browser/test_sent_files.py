"""Files on a phone, by the same component on every form: sent at once, saved when asked to."""

import io
import random

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from archives.models import Record
from tests.archives.acts.test_scan_reading import read_all
from tests.archives.conftest import categories, plan  # noqa: F401
from tests.archives.readings import line, reads
from tests.archives.readings import page as read_page
from tests.browser.visitor import sign_in, until_kept
from township.files.models import StoredFile, Upload
from villages.models import Activity, Attachment, Have, Posting

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

GPS = {1: "N", 2: (30.0, 1.0, 1.0), 3: "E", 4: (104.0, 1.0, 1.0)}


@pytest.fixture
def browser_context_args(browser_context_args):
    return browser_context_args | {"viewport": {"width": 360, "height": 740}, "has_touch": True}


@pytest.fixture
def phone(page, cadre):
    sign_in(page, cadre)
    return page


@pytest.fixture
def form(phone, village):
    phone.goto(reverse("villages:activity_create", args=[village.pk]))
    phone.get_by_label("类别").select_option("training")
    phone.get_by_label("名称").fill("支委能力培训")
    phone.get_by_label("自我学习").check()
    phone.get_by_label("日期").fill("2026-03-01")
    phone.get_by_label("地点").fill("村活动室")
    phone.get_by_label("参加人数").fill("12")
    phone.get_by_label("活动内容").fill("学习自治章程。")
    return phone


def photo(number, size=(700, 500), *, orientation=None):
    """A photo that no other is like; with `orientation` it tells where and with what it was taken,
    and its left half is red."""
    noise = random.Random(number).randbytes(size[0] * size[1] * 3 // 4)
    image = Image.frombytes("RGB", (size[0] // 2, size[1] // 2), noise).resize(size)
    stream, exif = io.BytesIO(), Image.Exif()
    if orientation:
        image.paste("red", (0, 0, size[0] // 2, size[1]))
        exif[0x0112], exif[0x0110], exif[0x8825] = orientation, "某牌手机", GPS
    image.save(stream, "JPEG", quality=90, **({"exif": exif} if orientation else {}))
    return stream.getvalue()


def jpeg(name, content):
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


def save(page):
    page.locator("main form .form-foot button[type=submit]").first.click()


def kept():
    return {row.file_name: row.file.path.read_bytes() for row in Attachment.objects.all()}


def test_files_chosen_before_the_script_came_are_sent_like_all_others(phone, village):
    held = []
    phone.route("**/js/upload.js", lambda route: held.append(route))
    with phone.expect_request("**/js/upload.js"):
        address = reverse("villages:activity_create", args=[village.pk])
        phone.goto(address, wait_until="commit")
    chosen = phone.locator("main input[type=file][multiple]").first
    chosen.set_input_files([jpeg("签到.jpg", photo(1)), jpeg("现场.jpg", photo(2))])
    assert not phone.locator(".uploads-state").count()
    held[0].continue_()
    sent = phone.locator(".uploads-state", has_text="已发送，未保存")
    expect(sent).to_have_count(2)


def test_saving_waits_for_what_is_on_its_way(form):
    held = []

    def slow(route):
        if route.request.method == "PATCH" and not held:
            held.append(route)
        else:
            route.fallback()

    form.route("**/uploads/**", slow)
    files = [jpeg(f"现场{n}.jpg", photo(n)) for n in range(3)]
    form.set_input_files("input[type=file][multiple]", files)
    expect(form.locator("input[name=files_kept]")).to_have_count(2)
    save(form)
    expect(form.locator("[data-send-state]")).to_contain_text("还有1个文件在上传，传完后自动保存")
    assert not Activity.objects.exists()
    held[0].fallback()
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    assert kept() == {file["name"]: file["buffer"] for file in files}


def test_what_is_sent_says_that_it_is_not_saved_yet(form):
    form.set_input_files("input[type=file][multiple]", [jpeg("现场.jpg", photo(1))])
    expect(form.locator(".uploads-state")).to_contain_text("已发送，未保存")
    assert "已上传" not in form.locator("main").inner_text() and not Activity.objects.exists()


def test_what_was_refused_is_told_again_before_and_after_saving(form):
    wrong = {"name": "程序.pdf", "mimeType": "application/pdf", "buffer": b"MZ\x90\x00" * 99}
    form.set_input_files("input[type=file][multiple]", [wrong, jpeg("现场.jpg", photo(1))])
    expect(form.locator("input[name=files_kept]")).to_have_count(1)
    expect(form.locator(".uploads-bad")).to_contain_text("程序.pdf")
    save(form)
    dialog = form.locator("dialog.ask")
    expect(dialog).to_contain_text("“程序.pdf”没有收下，不会保存")
    dialog.get_by_role("button", name="取消").click()
    assert not Activity.objects.exists()
    save(form)
    dialog.get_by_role("button", name="不带，保存").click()
    expect(form.locator(".messages")).to_contain_text("“程序.pdf”没有收下，没有一起保存")
    assert list(kept()) == ["现场.jpg"]


def test_a_file_can_be_taken_off_the_list(form):
    form.set_input_files("input[type=file][multiple]", [jpeg("现场.jpg", photo(1))])
    expect(form.locator("input[name=files_kept]")).to_have_count(1)
    with form.expect_response(lambda answer: answer.request.method == "DELETE"):
        form.get_by_role("button", name="移去").click()
    expect(form.locator(".uploads-item")).to_have_count(0)
    save(form)
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    assert not Attachment.objects.exists() and not Upload.objects.unsaved().exists()


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
def test_a_large_photo_is_made_smaller_upright_and_without_its_place(form, orientation):
    large = photo(orientation, (4000, 3000), orientation=orientation)
    form.set_input_files("input[type=file][multiple]", [jpeg("现场.jpg", large)])
    expect(form.locator("input[name=files_kept]")).to_have_count(1)
    content = StoredFile.objects.get().path.read_bytes()
    sent = Image.open(io.BytesIO(content))
    assert max(sent.size) == 2560 and len(content) < len(large) / 2
    assert not sent.getexif() and "某牌手机".encode() not in content
    # The red half lies left, right, on top, at the bottom of the upright photo.
    spots = {1: (0.25, 0.5), 3: (0.75, 0.5), 6: (0.5, 0.25), 8: (0.5, 0.75)}
    across, down = spots[orientation]
    red, green, _ = sent.getpixel((int(sent.width * across), int(sent.height * down)))
    assert red > 200 and green < 60
    assert (sent.width > sent.height) == (orientation in (1, 3))


def test_a_small_photo_loses_its_place_and_nothing_else(form):
    small = photo(1, orientation=1)
    form.set_input_files("input[type=file][multiple]", [jpeg("现场.jpg", small)])
    expect(form.locator("input[name=files_kept]")).to_have_count(1)
    sent = Image.open(StoredFile.objects.get().path)
    assert not sent.getexif() and sent.tobytes() == Image.open(io.BytesIO(small)).tobytes()


def test_the_original_is_a_choice(form):
    large = photo(1, (4000, 3000), orientation=6)
    form.get_by_label("发原图").check()
    form.set_input_files("input[type=file][multiple]", [jpeg("现场.jpg", large)])
    expect(form.locator("input[name=files_kept]")).to_have_count(1)
    assert StoredFile.objects.get().path.read_bytes() == large


def test_the_camera_sends_like_the_chooser(form):
    form.set_input_files("input[capture]", [jpeg("现场.jpg", photo(1))])
    expect(form.locator("input[name=files_kept]")).to_have_count(1)
    save(form)
    expect(form.locator(".messages")).to_contain_text("活动已登记")
    assert list(kept()) == ["现场.jpg"]


def test_a_refused_form_and_a_draft_keep_the_files(form, context, village):
    form.set_input_files("input[type=file][multiple]", [jpeg("现场.jpg", photo(1))])
    expect(form.locator("input[name=files_kept]")).to_have_count(1)
    form.get_by_label("日期").fill("2199-01-01")
    save(form)
    expect(form.locator("main")).to_contain_text("日期不能在今天之后")
    expect(form.locator(".uploads-item")).to_contain_text("现场.jpg")
    until_kept(form, "2199-01-01")
    form.close()
    page = context.new_page()
    page.goto(reverse("villages:activity_create", args=[village.pk]))
    page.get_by_role("button", name="恢复").click()
    expect(page.locator(".uploads-item")).to_contain_text("现场.jpg")
    page.get_by_label("日期").fill("2026-03-01")
    save(page)
    expect(page.locator(".messages")).to_contain_text("活动已登记")
    assert list(kept()) == ["现场.jpg"]


def test_after_signing_in_again_what_was_sent_is_there_and_what_was_not_is_named(
    form, context, village, cadre
):
    form.set_input_files("input[type=file][multiple]", [jpeg("现场.jpg", photo(1))])
    expect(form.locator("input[name=files_kept]")).to_have_count(1)
    form.route("**/uploads/**", lambda route: route.abort("internetdisconnected"))
    form.set_input_files("input[type=file][multiple]", [jpeg("会场.jpg", photo(2))])
    expect(form.locator(".uploads-item")).to_have_count(2)
    save(form)
    until_kept(form, "会场.jpg")
    form.unroute_all(behavior="ignoreErrors")
    form.close()
    context.clear_cookies()
    page = context.new_page()
    sign_in(page, cadre)
    page.goto(reverse("villages:activity_create", args=[village.pk]))
    offer = page.locator("[data-draft-offer]")
    expect(offer).to_contain_text("这些文件要重新选择：会场.jpg")
    expect(page.locator(".uploads-item")).to_have_count(1)
    save(page)
    expect(page.locator(".messages")).to_contain_text("活动已登记")
    assert list(kept()) == ["现场.jpg"]


def test_a_field_for_one_file_takes_the_newest(phone, village):
    phone.goto(reverse("villages:posting_create", args=[village.pk]))
    phone.locator("[name=kind]").select_option(index=1)
    kind = phone.locator("[name=kind] option").evaluate_all(
        "options => options.map((one) => one.value).find((value) => value && value !== 'text')"
    )
    phone.locator("[name=kind]").select_option(kind)
    phone.locator("[name=title]").fill("公开一季度账目")
    phone.locator("[name=body]").fill("一季度收支。")
    phone.locator("[name=place]").fill("村委会公开栏")
    for number in (1, 2):
        phone.set_input_files("#id_picture", [jpeg(f"公开栏{number}.jpg", photo(number))])
        expect(phone.locator("input[name=picture_kept]")).to_have_count(1)
    expect(phone.locator(".uploads-item")).to_have_count(1)
    save(phone)
    expect(phone.locator(".messages")).to_contain_text("公示")
    assert Posting.objects.get().photo_name == "公开栏2.jpg"


def test_each_of_the_five_haves_takes_its_photo(phone, village):
    phone.goto(reverse("villages:haves_edit", args=[village.pk, 2026]))
    fields = phone.locator("[data-uploads]")
    expect(fields).to_have_count(5)
    for number in range(5):
        fields.nth(number).locator("input[type=file]").first.set_input_files(
            [jpeg(f"照片{number}.jpg", photo(number))]
        )
    expect(phone.locator("[data-upload-sent]")).to_have_count(5)
    save(phone)
    expect(phone.locator(".messages")).to_be_visible()
    assert Have.objects.exclude(photo=None).count() == 5
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_a_script_the_plain_field_works(phone, new_context, village):
    context = new_context(java_script_enabled=False, storage_state=phone.context.storage_state())
    page = context.new_page()
    page.goto(reverse("villages:activity_create", args=[village.pk]))
    page.get_by_label("类别").select_option("training")
    page.get_by_label("名称").fill("支委能力培训")
    page.get_by_label("日期").fill("2026-03-01")
    page.get_by_label("地点").fill("村活动室")
    page.get_by_label("参加人数").fill("12")
    page.get_by_label("活动内容").fill("学习自治章程。")
    expect(page.get_by_label("照片和文件")).to_be_visible()
    expect(page.get_by_text("现场拍照")).to_be_hidden()
    page.get_by_label("照片和文件").set_input_files([jpeg("现场.jpg", photo(1))])
    page.get_by_label("自我学习").check()
    save(page)
    expect(page.locator(".messages")).to_contain_text("活动已登记")
    assert list(kept()) == ["现场.jpg"]


@pytest.fixture
def archive_form(phone, village, categories):  # noqa: F811
    phone.goto(reverse("archives:record_create", args=[village.pk]))
    return phone


def test_what_a_scan_looks_like_is_filled_in_at_a_press(archive_form, monkeypatch, settings):
    phone = archive_form
    heading = line("万顺村村规民约", high=320)
    reads(monkeypatch, settings, read_page(heading, "2026年3月5日", "第一条"))
    phone.set_input_files("input[type=file][multiple]", [jpeg("扫描.jpg", photo(1))])
    expect(phone.locator(".uploads-state")).to_contain_text("已发送，未保存")
    read_all()
    told = phone.locator("[data-likeness]")
    expect(told).to_contain_text("像是2026年3月5日的村规民约")
    assert phone.get_by_label("题名").input_value() == "", "nothing is filled in by itself"
    assert phone.evaluate("document.documentElement.scrollWidth") <= 360
    told.get_by_role("button", name="填入").click()
    expect(told).to_be_hidden()
    save(phone)
    expect(phone.locator("h1")).to_contain_text("万顺村村规民约")
    record = Record.objects.get()
    assert (record.category.code, str(record.on)) == ("GYU", "2026-03-05")
