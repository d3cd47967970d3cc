"""What is put into a backup, where it may lie, and what is told of the last one."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from archives.acts import nightly
from archives.acts.category import categories_of
from archives.acts.record import file_fact
from archives.models import PartFile
from tests.archives.parts import part_of
from township.backup import database, taking
from township.backup.errors import BackupRefused
from township.backup.standing import standing
from township.files import blobs
from township.files.models import StoredFile

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.DATA_DIR = tmp_path / "data"


@pytest.fixture
def no_database(monkeypatch):
    """The database of a test lies in its transaction; its copy is a matter of the round trip."""

    def copied(folder):
        path = folder / "database"
        path.write_bytes(b"tables")
        files = StoredFile.objects.values_list("sha256", "size")
        return database.Copied(path, connection.vendor, [], [], list(files))

    monkeypatch.setattr(database, "copied", copied)


@pytest.fixture
def record(village, cadre):
    categories_of([(village, "XCH")])[0]
    part = part_of("正文", "通知的内容".encode(), "通知.txt")
    given = {"source": "x:1", "title": "通知", "on": timezone.localdate()}
    return file_fact(village, "XCH", by=cadre, parts=[part], **given)


def told_in(taken):
    return json.loads(taken.path.read_text())


def test_files_papers_and_fonts_are_kept_and_keys_are_not(record, no_database, settings, tmp_path):
    for name in ("papers/qinghe/minutes.md", "secret_key", ".env", "demo_password", "files/tmp/x"):
        place = settings.DATA_DIR / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"only {name}")
    manifest = told_in(taking.back_up(tmp_path / "kept"))
    (file,) = [row.file for row in PartFile.objects.all()]
    kept = {one["path"] for one in manifest["files"]}
    assert kept == {f"files/blobs/{file.sha256[:2]}/{file.sha256}", "papers/qinghe/minutes.md"}
    assert manifest["keys"]["SECRET_KEY"] and not manifest["keys"]["FIELD_KEY"]
    everything = b"".join(p.read_bytes() for p in (tmp_path / "kept").rglob("*") if p.is_file())
    assert settings.SECRET_KEY.encode() not in everything and b"only secret_key" not in everything


def test_a_file_that_is_damaged_or_gone_is_named(record, no_database, tmp_path):
    (file,) = [row.file for row in PartFile.objects.all()]
    path = blobs.path_of(file.sha256)
    path.chmod(0o600)
    path.write_bytes(b"something else")
    taken = taking.back_up(tmp_path / "kept")
    assert "与存入时不一致" in taken.lacking[0] and told_in(taken)["files"] == []
    path.unlink()
    assert "不见了" in taking.back_up(tmp_path / "kept").lacking[0]
    assert standing()[1] == "warn"


def test_a_place_inside_the_data_and_one_that_cannot_be_written_are_refused(
    no_database, settings, tmp_path
):
    for place in (settings.DATA_DIR, settings.DATA_DIR / "kept"):
        with pytest.raises(BackupRefused, match="不能放在数据文件夹里面"):
            taking.back_up(place)
    (tmp_path / "file").write_text("")
    with pytest.raises(BackupRefused, match="写不进去"):
        taking.back_up(tmp_path / "file" / "kept")


def test_too_little_room_is_told_before(record, no_database, monkeypatch, tmp_path):
    monkeypatch.setattr(taking.shutil, "disk_usage", lambda place: type("", (), {"free": 5})())
    with pytest.raises(BackupRefused, match="请腾出空间"):
        taking.back_up(tmp_path / "kept")
    assert not list((tmp_path / "kept").glob("backup-*")) and taking.last() is None


def test_the_age_is_told_and_the_administrator_warned_after_two_days(
    no_database, admin, client, tmp_path, time_machine, settings
):
    def home():
        client.force_login(admin)
        return client.get(reverse("home")).text

    assert "还没有备份" in standing()[0] and "备份有问题" in home()
    settings.BACKUP_TO = str(tmp_path / "kept")
    taking.back_up(tmp_path / "kept")
    assert standing()[1] == "good" and "备份有问题" not in home()
    page = client.get(reverse("status")).text
    assert "0分钟前" in page and str(tmp_path / "kept") in page
    time_machine.move_to(timezone.now() + taking.OLD + timedelta(minutes=1))
    assert "超过2天" in standing()[0] and "备份有问题" in home()


def test_every_night_it_is_made_once_where_a_folder_is_set(no_database, settings, tmp_path):
    nightly.nightly.call()
    assert "keep_backup" not in str(list(nightly.DBTaskResult.objects.values_list("task_path")))
    settings.BACKUP_TO = str(tmp_path / "kept")
    nightly.nightly.call()
    assert nightly.DBTaskResult.objects.filter(task_path__endswith="keep_backup").count() == 1
    for _ in range(2):
        nightly.keep_backup.call()
    assert len(list(Path(settings.BACKUP_TO).glob("backup-*.json"))) == 1
    settings.BACKUP_TO = str(tmp_path / "elsewhere")
    nightly.keep_backup.call()
    assert len(list(Path(settings.BACKUP_TO).glob("backup-*.json"))) == 1
