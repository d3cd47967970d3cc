"""Bytes are served through the record's scope; photos without their place to strangers."""

import datetime
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from archives.acts.record import file_fact
from archives.models import Category, PartFile
from tests.archives.parts import part_of


@pytest.fixture
def phone(client, cadre, categories):
    client.force_login(cadre)
    return client


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


TODAY = datetime.date(2026, 3, 5)


TODAY = datetime.date(2026, 3, 5)


@pytest.fixture
def meetings(township):
    return Category.objects.create(township=township, code="HYJ", name="会议记录", retention="Y")


def photo(name="现场.jpg", colour="red"):
    stream = io.BytesIO()
    Image.new("RGB", (64, 48), colour).save(stream, "JPEG")
    return SimpleUploadedFile(name, stream.getvalue(), "image/jpeg")


@pytest.fixture
def record(village, meetings, cadre):
    part = part_of("会议记录", "到会三十人。".encode(), "记录.txt", key="minutes")
    return file_fact(
        village, "HYJ", source="meeting:1", title="村民会议", on=TODAY, by=cadre, parts=[part]
    )


def upload(client, village, category, *files, **fields):
    return client.post(
        reverse("archives:record_create", args=[village.pk]),
        {"category": category.pk, "title": "村民会议照片", "on": "2026-03-05", "files": files}
        | fields,
    )


def test_files_are_served_within_reach_only(
    client, record, other_cadre, office, observer, foreign_village
):
    url = reverse("archives:file", args=[PartFile.objects.get().pk])
    for user, expected in ((other_cadre, 404), (office, 200), (observer, 200)):
        client.force_login(user)
        answer = client.get(url)
        assert answer.status_code == expected
        assert b"".join(answer) == ("到会三十人。".encode() if expected == 200 else answer.content)


def test_a_preview_is_a_picture_and_other_files_have_none(client, cadre, village, meetings, record):
    client.force_login(cadre)
    text = PartFile.objects.get()
    answer = client.get(reverse("archives:file_preview", args=[text.pk]))
    assert answer.status_code == 404 and "没有预览图" in answer.content.decode()
    upload(client, village, meetings, photo())
    picture = PartFile.objects.order_by("-pk").first()
    answer = client.get(reverse("archives:file_preview", args=[picture.pk]))
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"


def test_a_file_that_is_gone_is_a_sentence(client, cadre, village, record):
    client.force_login(cadre)
    version = PartFile.objects.get()
    version.file.path.unlink()
    answer = client.get(reverse("archives:file", args=[version.pk]))
    assert answer.status_code == 410 and "告诉镇创建办公室" in answer.text
    assert version.file.sha256 not in answer.text


def test_a_part_of_a_file_is_answered_to_whom_the_file_is(client, cadre, other_cadre, record):
    url = reverse("archives:file", args=[PartFile.objects.get().pk])
    whole = "到会三十人。".encode()
    client.force_login(other_cadre)
    assert client.get(url, headers={"range": "bytes=0-1"}).status_code == 404
    client.force_login(cadre)
    part = client.get(url, headers={"range": "bytes=3-5"})
    assert part.status_code == 206 and b"".join(part) == whole[3:6]
    assert part["Content-Range"] == f"bytes 3-5/{len(whole)}" and part["Content-Length"] == "3"
    past = client.get(url, headers={"range": f"bytes={len(whole)}-"})
    assert past.status_code == 416 and past["Content-Range"] == f"bytes */{len(whole)}"
    for other in ({"range": "bytes=0-1,3-4"}, {"range": "bytes=0-1", "if-range": '"another"'}, {}):
        answer = client.get(url, headers=other)
        assert answer.status_code == 200 and b"".join(answer) == whole
        assert answer["Accept-Ranges"] == "bytes"
    again = client.get(url, headers={"range": "bytes=-3", "if-range": part["ETag"]})
    assert again.status_code == 206 and b"".join(again) == whole[-3:]
    head = client.head(url, headers={"range": "bytes=0-1"})
    assert head.status_code == 200 and head["Content-Length"] == str(len(whole))
    head.close()
