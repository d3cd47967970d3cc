"""Files for any form, sent piece by piece before it: whose they are, and what becomes of them."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.archives.tus import TUS, picture, send, where
from township.files import uploads
from township.files.errors import UploadRefused
from township.files.models import Upload
from villages.models import Activity, Attachment

FIELDS = {
    "kind": "training",
    "title": "支委能力培训",
    "themes": ["learn"],
    "place": "村活动室",
    "headcount": 12,
    "summary": "学习自治章程。",
}


def fields(**more):
    return FIELDS | {"on": timezone.localdate().isoformat()} | more


def sent_by(user, content=None, name="现场.jpg"):
    content = content or picture()
    upload = uploads.begin(name, len(content), by=user)
    uploads.append(upload, 0, io.BytesIO(content))
    return Upload.objects.get(pk=upload.pk)


@pytest.fixture
def address(village):
    return reverse("villages:activity_create", args=[village.pk])


def test_a_file_sent_beforehand_is_saved_with_any_form(client, cadre, address):
    client.force_login(cadre)
    upload = sent_by(cadre)
    client.post(address, fields(files_kept=[upload.key]))
    kept = Attachment.objects.get()
    assert kept.file_id == upload.file_id and kept.file_name == "现场.jpg"
    assert not Upload.objects.unsaved().exists()


def test_nobody_takes_a_file_that_somebody_else_sent(client, cadre, office, address):
    client.force_login(cadre)
    answer = client.post(address, fields(files_kept=[sent_by(office).key]))
    assert answer.status_code == 422 and "请重新选择" in answer.text
    assert not Activity.objects.exists()


def test_a_file_that_is_gone_is_told_not_dropped(client, cadre, address):
    client.force_login(cadre)
    answer = client.post(address, fields(files_kept=[sent_by(cadre).key, "0" * 32]))
    assert answer.status_code == 422 and "有1个文件" in answer.text
    assert Upload.objects.get().key in answer.text


def test_a_form_with_a_mistake_keeps_its_files(client, cadre, address):
    client.force_login(cadre)
    upload = sent_by(cadre)
    answer = client.post(address, fields(files_kept=[upload.key], on="2199-01-01"))
    assert answer.status_code == 422 and upload.key in answer.text
    assert "已发送，未保存" in answer.text and "已上传" not in answer.text


def test_what_was_refused_is_told_again_after_saving(client, cadre, address):
    client.force_login(cadre)
    answer = client.post(address, fields(files_refused=["程序.exe"]), follow=True)
    assert "“程序.exe”没有收下，没有一起保存" in answer.text


def test_a_field_for_one_file_takes_one(client, cadre, village):
    client.force_login(cadre)
    address = reverse("villages:posting_create", args=[village.pk])
    keys = [sent_by(cadre).key, sent_by(cadre, picture("blue")).key]
    answer = client.post(address, {"picture_kept": keys})
    assert "只能放一个文件" in answer.text


def test_new_files_make_a_form_another_one_and_saved_ones_do_not(client, cadre, address):
    client.force_login(cadre)
    first = fields(files_kept=[sent_by(cadre).key], form_key="k1")
    shown = client.post(address, first).url
    assert client.post(address, first).url == shown
    back = first | {"files_kept": [sent_by(cadre, picture("blue")).key]}
    answer = client.post(address, back)
    assert answer.status_code == 409 and "改第一份" in answer.text
    change = reverse("villages:activity_edit", args=[Activity.objects.get().pk])
    client.post(change, back | {"form_key": "k2"})
    assert Attachment.objects.count() == 2 and Activity.objects.count() == 1


def test_pieces_belong_to_who_sends_them(client, cadre, office, observer):
    client.force_login(cadre)
    announced = client.post(
        reverse("uploads"),
        headers=TUS | {"Upload-Length": "9", "Upload-Metadata": "filename 546L5Zy6LnR4dA=="},
    )
    assert announced.status_code == 201
    url = announced["Location"]
    assert send(client, url, 0, b"abc")["Upload-Offset"] == "3" and where(client, url) == 3
    client.force_login(office)
    assert where(client, url) == 404
    client.force_login(observer)
    assert where(client, url) == 403
    client.logout()
    answer = client.head(url, headers=TUS | {"X-Sent-By": "upload"})
    assert answer.status_code == 401


def test_a_person_cannot_fill_the_disk_with_what_is_never_saved(cadre, monkeypatch):
    monkeypatch.setattr(uploads, "MOST_WAITING", 100)
    uploads.begin("一.jpg", 60, by=cadre)
    with pytest.raises(UploadRefused, match="还没有保存"):
        uploads.begin("二.jpg", 60, by=cadre)


def test_what_was_sent_is_forgotten_after_a_day_saved_or_not(client, cadre, address, time_machine):
    client.force_login(cadre)
    saved = sent_by(cadre)
    client.post(address, fields(files_kept=[saved.key]))
    sent_by(cadre, picture("blue"))
    assert uploads.sweep_uploads() == 0
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert uploads.sweep_uploads() == 2
    assert Attachment.objects.get().file.path.exists()


@pytest.mark.parametrize("name", ["孕检名单.xlsx", "张三身份证.jpg", "节育登记表（二季度）.pdf"])
def test_a_file_called_a_list_or_paper_about_persons_is_refused_before_a_byte(cadre, name):
    with pytest.raises(UploadRefused, match="没有收下。从“"):
        uploads.begin(name, 60, by=cadre)
    assert not Upload.objects.exists()
