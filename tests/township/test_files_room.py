"""Nobody fills the disk: announced sizes count, at every door, also many at the same moment."""

import io
import shutil
import threading
from datetime import timedelta
from hashlib import sha256

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections
from django.urls import reverse
from django.utils import timezone

from tests.archives.tus import TUS, picture
from township.files import blobs, room, uploads
from township.files.errors import UploadRefused
from township.files.models import StoredFile, Upload, keepers
from township.files.storing import store
from township.files.sweeping import sweep
from villages.models import Activity, Attachment

GB = room.GB
WRONG = {"kind": "training", "title": "", "place": "村活动室", "headcount": 12}
RIGHT = WRONG | {"title": "培训", "themes": ["learn"], "summary": "学习章程。"}


@pytest.fixture(autouse=True)
def data_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def address(village):
    return reverse("villages:activity_create", args=[village.pk])


@pytest.fixture
def narrow(township):
    """A township with room for one GB."""
    township.settings["township_quota_gb"] = 1
    township.save()
    return township


def sent(**more):
    today = timezone.localdate().isoformat()
    return RIGHT | {"on": today, "headcount": 3, "files": photo()} | more


def photo(colour="red"):
    return SimpleUploadedFile("现场.jpg", picture(colour))


def blobs_left(settings):
    return [one for one in (settings.DATA_DIR / "files" / "blobs").rglob("*") if one.is_file()]


def test_a_refused_form_leaves_no_file_for_ever(client, cadre, address, settings, time_machine):
    client.force_login(cadre)
    answer = client.post(address, WRONG | {"files": photo()})
    assert answer.status_code == 422 and StoredFile.objects.count() == 1
    assert "已发送，未保存" in answer.text
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    uploads.sweep_uploads(), sweep()
    assert not StoredFile.objects.exists() and not Upload.objects.exists()
    assert not blobs_left(settings)


def test_a_plain_form_sent_again_has_its_files_still(client, cadre, address):
    client.force_login(cadre)
    client.post(address, WRONG | {"files": photo()})
    again = sent(files_kept=[Upload.objects.get().key])
    del again["files"]
    client.post(address, again)
    assert Attachment.objects.get().file_name == "现场.jpg"
    assert not Upload.objects.unsaved().exists()


def test_what_something_has_is_never_swept(client, cadre, address, time_machine):
    client.force_login(cadre)
    client.post(address, sent())
    assert Activity.objects.count() == 1
    time_machine.move_to(timezone.now() + timedelta(days=90))
    uploads.sweep_uploads(), sweep()
    assert Attachment.objects.get().file.path.exists()


def test_what_is_read_and_not_kept_goes_after_a_day(db, settings, time_machine):
    store(io.BytesIO("章程".encode()), "章程.txt")
    assert sweep().discarded == 0
    time_machine.move_to(timezone.now() + timedelta(hours=25))
    assert sweep().discarded == 1 and not blobs_left(settings)


def test_what_is_sent_again_stays_another_day(db, settings, time_machine):
    now = timezone.now()
    store(io.BytesIO("章程".encode()), "章程.txt")
    time_machine.move_to(now + timedelta(hours=20))
    store(io.BytesIO("章程".encode()), "章程.txt")
    time_machine.move_to(now + timedelta(hours=30))
    assert sweep().discarded == 0 and len(blobs_left(settings)) == 1


def test_what_is_given_up_goes_at_once_unless_somebody_else_sent_it_too(cadre, office, settings):
    one, two = (uploads.take(photo(), by=person) for person in (cadre, office))
    uploads.abandon(one)
    assert StoredFile.objects.get() == two.file and two.file.path.exists()
    uploads.abandon(two)
    assert not StoredFile.objects.exists() and not blobs_left(settings)


def test_the_township_is_told_what_is_used_and_what_is_left(client, office, admin, cadre, narrow):
    uploads.begin("一.jpg", 200 * room.MB, by=cadre)
    Upload.objects.update(length=300 * room.MB)
    for person, address in ((office, "status"), (office, "settings"), (admin, "status")):
        client.force_login(person)
        page = client.get(reverse(address)).text
        assert "已用300.0 MB" in page and "还可以存724.0 MB" in page, address
    Upload.objects.update(length=950 * room.MB)
    client.force_login(office)
    assert "tone-bad" in client.get(reverse("status")).text


def test_announced_sizes_count(client, cadre, narrow):
    client.force_login(cadre)
    headers = TUS | {"Upload-Length": str(200 * room.MB), "Upload-Metadata": "filename YS5qcGc="}
    answers = [client.post(reverse("uploads"), headers=headers) for _ in range(12)]
    assert [one.status_code for one in answers] == [201] * 5 + [422] * 7
    assert "文件空间已满（上限1GB）" in answers[-1].text and "移去" in answers[-1].text
    assert Upload.objects.count() == 5


def test_a_full_township_takes_nothing_at_any_door(client, cadre, village, narrow, address):
    uploads.begin("一.jpg", 1000, by=cadre)
    Upload.objects.update(length=GB)
    client.force_login(cadre)
    for form in (address, reverse("villages:posting_create", args=[village.pk])):
        answer = client.post(form, sent(picture=photo()))
        assert answer.status_code == 422 and "文件空间已满" in answer.text
    with pytest.raises(UploadRefused, match="文件空间已满"):
        uploads.begin("二.jpg", 1, by=cadre)
    assert not StoredFile.objects.exists() and Upload.objects.count() == 1


@pytest.mark.usefixtures("papers_set")
def test_files_of_something_count_once_and_files_of_nothing_do_not(client, cadre, address, narrow):
    client.force_login(cadre)
    client.post(address, sent())
    size = sum(StoredFile.objects.values_list("size", flat=True))
    client.post(address, sent(title="培训二"))
    store(io.BytesIO("章程".encode()), "章程.txt")
    records = StoredFile.objects.exclude(sha256=sha256("章程".encode()).hexdigest())
    assert StoredFile.objects.count() > 2 and room.waiting_in(narrow) == 0
    assert size < room.used(narrow) == sum(records.values_list("size", flat=True))


def test_another_township_is_not_counted(client, cadre, address, other_township):
    client.force_login(cadre)
    client.post(address, sent())
    assert Attachment.objects.exists() and room.used(other_township) == 0


def test_every_keeper_of_files_says_whose_they_are_or_waits_for_a_form():
    lacking = [
        model for model, _ in keepers() if "township" not in model._default_manager.all().scope
    ]
    assert lacking == [Upload] and len(keepers()) > 10


def test_a_disk_down_to_its_floor_takes_nothing_and_says_what_to_do(client, cadre, settings):
    client.force_login(cadre)
    settings.DISK_FLOOR = 10**15
    headers = TUS | {"Upload-Length": "9", "Upload-Metadata": "filename YS5qcGc="}
    answer = client.post(reverse("uploads"), headers=headers)
    assert answer.status_code == 422 and "磁盘快满了" in answer.text and "系统管理员" in answer.text
    assert not Upload.objects.exists()


def test_imports_and_packages_ask_the_disk_too(client, cadre, admin, village, settings):
    settings.DISK_FLOOR = 10**15
    client.force_login(cadre)
    address = reverse("villages:import", args=[village.pk, "representatives"])
    answer = client.post(address, {"sheet": SimpleUploadedFile("花名册.csv", b"a,b")})
    assert answer.status_code == 422 and "磁盘快满了" in answer.text
    client.force_login(admin)
    package = SimpleUploadedFile("J001.zip", b"x")
    answer = client.post(reverse("archives:intake"), {"package": package})
    assert answer.status_code == 422 and "磁盘快满了" in answer.text
    assert not list(blobs.temporary_folder().iterdir())


def test_bytes_that_are_still_to_come_are_taken_off_the_free_disk(cadre, monkeypatch):
    disk = shutil.disk_usage("/")
    monkeypatch.setattr(shutil, "disk_usage", lambda place: disk)
    before = room.free()
    upload = uploads.begin("一.jpg", 3 * room.MB, by=cadre)
    assert before - room.free() == 3 * room.MB
    Upload.objects.update(offset=room.MB)
    assert before - room.free() == 2 * room.MB
    uploads.abandon(upload)
    assert room.free() == before


@pytest.mark.django_db(transaction=True)
def test_parallel_announcements_never_pass_the_quota(cadre, narrow):
    """Forty at once of 100 MB into one GB: ten at the most, and one after another to the last."""
    start, refused = threading.Barrier(8), []

    def announce():
        start.wait()
        for _ in range(5):
            try:
                uploads.begin("一.jpg", 100 * room.MB, by=cadre)
            except UploadRefused as refusal:
                refused.append(refusal.sentence)
        connections.close_all()

    threads = [threading.Thread(target=announce) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    rows = Upload.objects.count()
    assert rows <= 10 and rows + len(refused) == 40
    assert room.waiting_in(narrow) <= GB
    while Upload.objects.count() < 10:
        uploads.begin("二.jpg", 100 * room.MB, by=cadre)
    with pytest.raises(UploadRefused):
        uploads.begin("三.jpg", 100 * room.MB, by=cadre)
