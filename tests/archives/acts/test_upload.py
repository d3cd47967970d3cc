"""Files arrive in pieces: what came is kept, what is wrong is refused in words."""

import io
from datetime import timedelta
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from archives.acts import upload as upload_acts
from tests.archives.tus import begin, picture, send, where
from township.files import uploads
from township.files.models import StoredFile, Upload


@pytest.fixture
def phone(client, cadre, categories):
    client.force_login(cadre)
    return client


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


def test_a_full_village_is_told(phone, village, township):
    township.settings["village_quota_gb"] = 0
    township.save()
    answer = begin(phone, village, picture())
    assert answer.status_code == 422 and "空间已满" in answer.content.decode()


def test_uploads_left_for_a_day_are_forgotten(village, cadre, time_machine):
    upload = upload_acts.begin(village, "现场.jpg", 10, by=cadre)
    assert uploads.sweep_uploads() == 0
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert uploads.sweep_uploads() == 1
    assert not upload.path.exists() and not Upload.objects.exists()


def test_a_duplicate_in_the_plain_form_is_told_too(phone, village, categories):
    form = {"category": categories["XCH"].pk, "on": "2026-03-05"}
    url = reverse("archives:record_create", args=[village.pk])
    for title in ("第一次", "第二次"):
        file = SimpleUploadedFile("一.jpg", picture())
        answer = phone.post(url, form | {"title": title, "files": [file]}, follow=True)
    assert "和档案“第一次”里的“一.jpg”内容相同" in answer.content.decode()
    assert StoredFile.objects.count() == 1
