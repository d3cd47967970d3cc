"""Files arrive in pieces: what came is kept, what is wrong is refused in words."""

import base64
import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from archives.acts import upload as upload_acts
from archives.models import PartFile, Record
from township.files import uploads
from township.files.models import StoredFile, Upload

TUS = {"Tus-Resumable": "1.0.0"}


def picture(colour="red", size=64):
    stream = io.BytesIO()
    Image.new("RGB", (size, size), colour).save(stream, "JPEG")
    return stream.getvalue()


def begin(client, village, content, name="现场.jpg", **headers):
    metadata = f"filename {base64.b64encode(name.encode()).decode()}"
    return client.post(
        reverse("archives:uploads", args=[village.pk]),
        headers=TUS | {"Upload-Length": str(len(content)), "Upload-Metadata": metadata} | headers,
    )


def send(client, url, offset, piece, **headers):
    return client.patch(
        url,
        piece,
        content_type="application/offset+octet-stream",
        headers=TUS | {"Upload-Offset": str(offset)} | headers,
    )


def where(client, url):
    answer = client.head(url, headers=TUS)
    return int(answer["Upload-Offset"]) if answer.status_code == 200 else answer.status_code


@pytest.fixture
def phone(client, cadre, categories):
    client.force_login(cadre)
    return client


def test_a_file_arrives_in_pieces_and_is_filed_with_the_form(phone, village, categories):
    content = picture()
    url = begin(phone, village, content)["Location"]
    assert send(phone, url, 0, content[:100])["Upload-Offset"] == "100"
    assert where(phone, url) == 100
    answer = send(phone, url, 100, content[100:])
    assert answer.status_code == 204 and "Upload-Note" not in answer
    upload = Upload.objects.get()
    phone.post(
        reverse("archives:record_create", args=[village.pk]),
        {
            "category": categories["XCH"].pk,
            "title": "标语照片",
            "on": "2026-03-05",
            "files_kept": [upload.key],
        },
    )
    version = PartFile.objects.get()
    assert version.file_name == "现场.jpg" and version.part.kind == "photo"
    assert version.file.path.read_bytes() == content
    assert not Upload.objects.unsaved().exists()


def test_a_broken_connection_keeps_what_arrived(phone, village, cadre):
    content = picture(size=400)

    class Breaking(io.BytesIO):
        def read(self, size=-1):
            if self.tell():
                raise OSError("connection lost")
            return super().read(50)

    upload = upload_acts.begin(village, "现场.jpg", len(content), by=cadre)
    assert uploads.append(upload, 0, Breaking(content)) == 50
    url = upload.get_absolute_url()
    assert where(phone, url) == 50
    assert send(phone, url, 0, content).status_code == 409
    send(phone, url, 50, content[50:])
    assert StoredFile.objects.get().path.read_bytes() == content


def test_bytes_that_were_never_acknowledged_are_written_anew(phone, village, cadre):
    content = picture()
    url = begin(phone, village, content)["Location"]
    send(phone, url, 0, content[:10])
    with Upload.objects.get().path.open("ab") as stream:
        stream.write(b"left over from a killed request")
    send(phone, url, 10, content[10:])
    assert StoredFile.objects.get().path.read_bytes() == content


def test_a_stop_between_the_last_byte_and_taking_in_is_made_good(phone, village, cadre):
    content = picture()
    upload = upload_acts.begin(village, "现场.jpg", len(content), by=cadre)
    upload.path.write_bytes(content)
    Upload.objects.update(offset=len(content))
    assert where(phone, upload.get_absolute_url()) == len(content)
    assert Upload.objects.finished().exists()


def test_a_duplicate_is_told(phone, village, categories):
    content = picture()
    phone.post(
        reverse("archives:record_create", args=[village.pk]),
        {
            "category": categories["XCH"].pk,
            "title": "第一次",
            "on": "2026-03-05",
            "files": [SimpleUploadedFile("一.jpg", content)],
        },
    )
    url = begin(phone, village, content)["Location"]
    note = unquote(send(phone, url, 0, content)["Upload-Note"])
    assert note == "和档案“第一次”里的“一.jpg”内容相同。"


def test_what_is_dangerous_is_refused_when_it_has_arrived(phone, village):
    content = b"MZ\x90\x00" + b"0" * 500
    url = begin(phone, village, content, "程序.pdf")["Location"]
    answer = send(phone, url, 0, content)
    assert answer.status_code == 422 and "程序.pdf" in answer.content.decode()
    assert not Upload.objects.exists() and not StoredFile.objects.exists()
    assert where(phone, url) == 404


@pytest.mark.parametrize(
    ("length", "name", "status", "words"),
    [
        ("0", "空.jpg", 422, "空文件"),
        (str(10**12), "大.mp4", 422, "太大"),
        ("x", "现场.jpg", 400, "没有写明"),
        ("5", "", 400, "没有写明"),
        ("5", "a\x00b.jpg", 422, "文件名"),
    ],
)
def test_what_cannot_be_is_refused_before_a_byte_is_sent(
    phone, village, length, name, status, words
):
    answer = begin(phone, village, b"", name, **{"Upload-Length": length})
    assert answer.status_code == status and words in answer.content.decode()


def test_a_full_village_is_told(phone, village, township):
    township.settings["village_quota_gb"] = 0
    township.save()
    answer = begin(phone, village, picture())
    assert answer.status_code == 422 and "空间已满" in answer.content.decode()


def test_the_protocol_is_kept(phone, village):
    content = picture()
    create = reverse("archives:uploads", args=[village.pk])
    answer = phone.options(create)
    assert answer["Tus-Version"] == "1.0.0" and "termination" in answer["Tus-Extension"]
    assert phone.post(create).status_code == 412
    answer = begin(phone, village, content)
    assert answer.status_code == 201 and answer["Tus-Resumable"] == "1.0.0"
    url = answer["Location"]
    assert phone.patch(url, content, content_type="image/jpeg", headers=TUS).status_code == 400
    wrong = phone.patch(
        url, content, content_type="image/jpeg", headers=TUS | {"Upload-Offset": "0"}
    )
    assert wrong.status_code == 415
    assert phone.delete(url, headers=TUS).status_code == 204
    assert where(phone, url) == 404 and not Upload.objects.exists()


def test_nobody_writes_into_another_persons_upload(client, phone, village, office, other_cadre):
    url = begin(phone, village, picture())["Location"]
    for user in (office, other_cadre):
        client.force_login(user)
        assert where(client, url) == 404
        assert send(client, url, 0, b"x").status_code == 404


def test_a_finished_upload_of_somebody_else_cannot_be_filed(
    client, phone, village, office, categories
):
    content = picture()
    send(phone, begin(phone, village, content)["Location"], 0, content)
    client.force_login(office)
    answer = client.post(
        reverse("archives:record_create", args=[village.pk]),
        {
            "category": categories["XCH"].pk,
            "title": "别人的照片",
            "on": "2026-03-05",
            "files_kept": [Upload.objects.get().key],
        },
    )
    assert answer.status_code == 422 and not Record.objects.exists()


def test_a_form_with_a_mistake_keeps_what_was_sent_beforehand(phone, village, categories):
    content = picture()
    send(phone, begin(phone, village, content)["Location"], 0, content)
    key = Upload.objects.get().key
    answer = phone.post(
        reverse("archives:record_create", args=[village.pk]),
        {"category": categories["XCH"].pk, "on": "2026-03-05", "files_kept": [key]},
    )
    assert answer.status_code == 422 and key in answer.content.decode()


def test_uploads_left_for_a_day_are_forgotten(village, cadre, time_machine):
    upload = upload_acts.begin(village, "现场.jpg", 10, by=cadre)
    assert uploads.sweep_uploads() == 0
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert uploads.sweep_uploads() == 1
    assert not upload.path.exists() and not Upload.objects.exists()


def test_observers_get_photos_without_place_and_the_village_the_original(
    client, phone, village, categories, observer
):
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (30.0, 1.0, 1.0)}
    stream = io.BytesIO()
    Image.new("RGB", (64, 64)).save(stream, "JPEG", exif=exif)
    content = stream.getvalue()
    phone.post(
        reverse("archives:record_create", args=[village.pk]),
        {
            "category": categories["XCH"].pk,
            "title": "现场",
            "on": "2026-03-05",
            "files": [SimpleUploadedFile("一.jpg", content)],
        },
    )
    url = reverse("archives:file", args=[PartFile.objects.get().pk])
    assert b"".join(phone.get(url)) == content
    client.force_login(observer)
    shown = b"".join(client.get(url))
    assert shown != content and not Image.open(io.BytesIO(shown)).getexif()


def test_a_duplicate_in_the_plain_form_is_told_too(phone, village, categories):
    form = {"category": categories["XCH"].pk, "on": "2026-03-05"}
    url = reverse("archives:record_create", args=[village.pk])
    for title in ("第一次", "第二次"):
        file = SimpleUploadedFile("一.jpg", picture())
        answer = phone.post(url, form | {"title": title, "files": [file]}, follow=True)
    assert "和档案“第一次”里的“一.jpg”内容相同" in answer.content.decode()
    assert StoredFile.objects.count() == 1
