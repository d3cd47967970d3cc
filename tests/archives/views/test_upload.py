"""The way of a file in pieces into a village's archive: the protocol, and whose it is."""

from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from archives.models import PartFile, Record
from tests.archives.acts.test_scan_reading import read_all
from tests.archives.readings import line, page, reads
from tests.archives.tus import TUS, begin, picture, send, where
from township.files.models import Upload


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


def test_what_the_look_at_a_file_found_is_told_to_whoever_sent_it(phone, village, categories):
    content = picture()
    answer = send(phone, begin(phone, village, content, "现场.png")["Location"], 0, content)
    assert unquote(answer["Upload-Note"]) == "内容是照片，已按照片保存。"
    page = phone.post(
        reverse("archives:record_create", args=[village.pk]),
        {
            "category": categories["XCH"].pk,
            "title": "标语照片",
            "on": "2026-03-05",
            "files": SimpleUploadedFile("标语.png", picture("blue")),
        },
        follow=True,
    )
    assert "“标语.png”：内容是照片，已按照片保存。" in page.content.decode()
    assert PartFile.objects.get().file_name == "标语.jpg"


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


@pytest.fixture
def arrived(phone, village, monkeypatch, settings):
    """An upload that has come whole and waits to be read."""
    reads(monkeypatch, settings, page(line("万顺村村规民约", high=320), "2026年3月5日", "第一条"))
    url = begin(phone, village, picture())["Location"]
    send(phone, url, 0, picture())
    return Upload.objects.get()


def looked(client, village, upload):
    return client.get(reverse("archives:upload_likeness", args=[village.pk, upload.key]))


def test_what_a_scan_looks_like_is_offered_once_it_was_read(phone, village, categories, arrived):
    assert looked(phone, village, arrived).json() == {
        "is_read": False,
        "sentence": "",
        "values": {},
    }
    read_all()
    told = looked(phone, village, arrived).json()
    assert "像是2026年3月5日的村规民约：“万顺村村规民约”" in told["sentence"]
    assert told["values"] == {
        "title": "万顺村村规民约",
        "category": str(categories["GYU"].pk),
        "on": "2026-03-05",
    }
    assert not Record.objects.exists(), "offered, not filed"


def test_a_category_one_may_not_use_is_not_offered(phone, village, categories, arrived):
    read_all()
    type(categories["GYU"]).objects.filter(code="GYU").update(is_active=False)
    assert "category" not in looked(phone, village, arrived).json()["values"]


def test_where_nothing_is_read_nothing_is_waited_for(phone, village, settings):
    url = begin(phone, village, picture())["Location"]
    send(phone, url, 0, picture())
    told = looked(phone, village, Upload.objects.get()).json()
    assert told == {"is_read": True, "sentence": "", "values": {}}


def test_what_somebody_else_sent_is_not_looked_at(
    client, arrived, office, village, other_village, cadre
):
    read_all()
    assert looked(client, other_village, arrived).status_code == 404
    client.force_login(office)
    assert looked(client, village, arrived).status_code == 404
