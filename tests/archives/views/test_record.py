"""A cadre uploads, the township reads, nobody else sees; sealed records stay as they are."""

import datetime
import io

import pytest
import typst
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from archives.acts.record import add_part, file_fact
from archives.models import Category, PartFile, Record
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from township.crud import ManyRows
from township.history.models import Entry
from township.workflow import Refused

TODAY = datetime.date(2026, 3, 5)


@pytest.fixture
def meetings(township):
    return Category.objects.create(township=township, code="HYJ", name="会议记录", retention="Y")


@pytest.fixture
def sanctions(township):
    return Category.objects.create(
        township=township, code="BZC", name="表彰惩处", retention="D30", is_restricted=True
    )


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


def test_a_cadre_uploads_a_photo(client, cadre, village, meetings):
    client.force_login(cadre)
    answer = upload(client, village, meetings, photo())
    record = Record.objects.get()
    assert answer.url == record.get_absolute_url()
    page = client.get(answer.url).content.decode()
    assert "现场.jpg" in page and "村民会议照片" in page
    version = PartFile.objects.get()
    answer = client.get(reverse("archives:file", args=[version.pk]))
    assert answer["Content-Type"] == "image/jpeg"
    assert b"".join(answer.streaming_content)[:2] == b"\xff\xd8"
    assert Entry.objects.about(record).get().summary == "上传材料：村民会议照片"


def test_a_wrong_file_is_refused_by_name_and_nothing_is_kept(client, cadre, village, meetings):
    client.force_login(cadre)
    wrong = SimpleUploadedFile("程序.pdf", b"MZ\x90\x00" + b"0" * 200)
    answer = upload(client, village, meetings, wrong)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "程序.pdf" in page and "村民会议照片" in page
    assert not Record.objects.exists()


def test_the_same_form_twice_is_one_record(client, cadre, village, meetings):
    client.force_login(cadre)
    first = upload(client, village, meetings, photo(), form_key="k1")
    second = upload(client, village, meetings, photo(), form_key="k1")
    assert first.url == second.url
    assert Record.objects.count() == 1


def test_a_date_in_the_future_is_refused(client, cadre, village, meetings):
    client.force_login(cadre)
    answer = upload(client, village, meetings, photo(), on="2099-01-01")
    assert "日期不能在今天之后" in answer.content.decode()


def test_restricted_records_are_hidden_from_observers(
    client, village, sanctions, cadre, office, observer
):
    part = part_of("通报", b"text", "通报.txt")
    record = file_fact(village, "BZC", source="", title="通报", on=TODAY, by=cadre, parts=[part])
    for user, expected in ((cadre, 200), (office, 200), (observer, 404)):
        client.force_login(user)
        assert client.get(record.get_absolute_url()).status_code == expected


def test_withdrawal_is_a_state_and_can_be_taken_back(record, cadre, client):
    client.force_login(cadre)
    url = reverse("archives:record_act", args=[record.pk, "withdraw"])
    assert client.post(url, {}).status_code == 422
    client.post(url, {"reason": "传错了村"})
    record.refresh_from_db()
    assert record.status == Record.Status.WITHDRAWN
    assert "传错了村" in Entry.objects.about(record).first().summary
    assert RECORD.perform("restore", record, by=cadre).is_open


def test_the_items_of_a_category_are_filled_in_on_the_record(client, record, meetings, cadre):
    meetings.metadata = [{"key": "chair", "name": "主持人"}]
    meetings.save()
    client.force_login(cadre)
    with pytest.raises(Refused, match="主持人"):
        RECORD.perform("seal", record, by=cadre)
    url = reverse("archives:record_edit", args=[record.pk])
    assert "主持人" in client.get(url).content.decode()
    answer = client.post(
        url, {"title": record.title, "on": "2026-03-05", "pages": 3, "item_chair": "王建国"}
    )
    assert answer.url == record.get_absolute_url()
    record.refresh_from_db()
    assert record.metadata["chair"] == "王建国" and record.pages == 3
    assert RECORD.perform("seal", record, by=cadre).is_sealed


def test_pages_entered_by_hand_stay_when_files_are_added(record, cadre):
    assert record.pages == 0
    Record.objects.filter(pk=record.pk).update(pages=7)
    add_part(record, part_of("附件", b"more", "附件.txt"), by=cadre)
    record.refresh_from_db()
    assert record.pages == 7


def test_pages_of_uploaded_files_are_counted_and_shown(client, cadre, village, meetings):
    client.force_login(cadre)
    scan = typst.compile(b"One #pagebreak() two")
    upload(client, village, meetings, photo(), SimpleUploadedFile("决议.pdf", scan))
    record = Record.objects.get()
    assert record.pages == 3
    page = client.get(record.get_absolute_url()).content.decode()
    assert "3页" in page and "，2页" in page


def test_the_link_from_a_gap_fills_the_form_and_marks_the_record(client, cadre, village, meetings):
    meetings.requirements.create(key="assembly", name="村民会议记录", per="YEAR")
    client.force_login(cadre)
    url = reverse("archives:record_create", args=[village.pk])
    page = client.get(url, {"category": "HYJ", "requirement": "assembly"}).content.decode()
    assert "用于：会议记录——村民会议记录" in page
    upload(client, village, meetings, photo(), requirement="assembly")
    assert Record.objects.get().requirement == "assembly"
    upload(client, village, meetings, photo(colour="blue"), requirement="unknown")
    assert Record.objects.order_by("-pk").first().requirement == ""


def test_a_long_list_begins_with_the_newest_and_is_counted_only_so_far(
    client, village, office, meetings, monkeypatch
):
    rows = [
        Record.objects.create(
            village=village, category=meetings, year=2026, title=f"通知{n}", on="2026-03-05"
        )
        for n in range(4)
    ]
    monkeypatch.setattr(ManyRows, "most", 3)
    client.force_login(office)
    page = client.get(reverse("archives:records") + "?title=通知")
    assert list(page.context["object_list"]) == rows[:0:-1]
    assert "多于 3 条" in page.content.decode()
    assert "共 1 条" in client.get(reverse("archives:records") + "?title=通知2").content.decode()
