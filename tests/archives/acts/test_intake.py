"""A package from elsewhere: sent, looked at, taken over with its numbers, or refused by name."""

import os

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from archives.acts import intake
from archives.acts.record import file_fact
from archives.models import Record
from archives.papers import package as package_papers
from archives.workflows.record import RECORD
from tests.archives.incoming import send, take
from tests.archives.parts import part_of
from township.files.errors import UploadRefused

pytestmark = pytest.mark.django_db


@pytest.fixture
def package(village, cadre, categories):
    """The bytes of a village's year with one sealed record of two parts."""
    parts = [part_of(name, name.encode() * 9, f"{name}.txt") for name in ("通知", "附件")]
    on = timezone.localdate()
    row = file_fact(village, "XCH", source="x:1", title="通知", on=on, by=cadre, parts=parts)
    items = {entry["key"]: "有" for entry in row.category.metadata}
    Record.objects.filter(pk=row.pk).update(metadata=items)
    RECORD.perform("seal", Record.objects.get(pk=row.pk), by=cadre)
    return b"".join(package_papers.package(village, on.year, cadre))


@pytest.mark.parametrize("name", ["J001.ZIP", f"{'万顺村档案' * 18}.zip"], ids=["capitals", "90"])
def test_a_package_of_any_name_waits_and_is_taken_over(package, admin, client, name):
    client.force_login(admin)
    page = send(client, package, name).content.decode()
    assert "这里已有" in page
    (waiting,) = intake.waiting()
    assert waiting.name.lower().endswith(".zip") and waiting.name[:4] == name[:4]
    assert "已有" in take(client, waiting.name)[1] and not intake.waiting()


def test_two_long_names_that_begin_alike_stay_two(package, admin, client):
    client.force_login(admin)
    for ending in ("甲", "乙"):
        send(client, package, f"{'万顺村档案' * 18}{ending}.zip")
    assert len(intake.waiting()) == 2


def upload(content=b"x", name="J001.zip"):
    return SimpleUploadedFile(name, content)


def test_a_sent_package_waits_whole_and_the_newest_is_first(db):
    assert intake.waiting() == [] and intake.find("J001.zip") is None
    assert intake.put(upload(b"first")) == "J001.zip"
    assert intake.put(upload(b"second!", "J002.zip")) == "J002.zip"
    old = intake.folder() / "J002.zip"
    os.utime(old, (0, 0))
    assert [(one.name, one.size) for one in intake.waiting()] == [("J001.zip", 5), ("J002.zip", 7)]
    assert intake.find("J002.zip").came_at.year == 1970
    assert old.read_bytes() == b"second!"


def test_what_lies_there_but_is_no_package_does_not_wait(db):
    intake.put(upload())
    (intake.folder() / "说明.txt").write_text("x")
    (intake.folder() / "folder.zip").mkdir()
    assert [one.name for one in intake.waiting()] == ["J001.zip"]


@pytest.mark.parametrize(
    ("name", "most", "told"),
    [("J001.rar", 9, "移交包是.zip文件"), ("J001.zip", 0, "请由维护人员放进接收文件夹")],
)
def test_what_is_no_package_or_too_large_is_refused(db, monkeypatch, name, most, told):
    monkeypatch.setattr(intake, "MOST_SENT", most)
    with pytest.raises(UploadRefused, match=told):
        intake.put(upload(name=name))
    assert intake.waiting() == []


def test_a_package_as_large_as_may_be_is_taken(db, monkeypatch):
    monkeypatch.setattr(intake, "MOST_SENT", 1)
    assert intake.put(upload())


def test_a_name_waits_once(db):
    intake.put(upload(b"first"))
    with pytest.raises(UploadRefused, match=r"“J001\.zip”已经在等待接收"):
        intake.put(upload(b"second"))
    assert (intake.folder() / "J001.zip").read_bytes() == b"first"


def test_taking_over_tells_what_came_and_clears_the_folder(package, admin):
    intake.put(upload(package))
    told = intake.take_over.call("J001.zip", 2, admin.pk)
    assert told == {"records": 0, "files": 0, "known": 1}
    assert intake.waiting() == []
    assert intake.take_over.call("J001.zip", 2, admin.pk) == told, "the worker died, and again"
    assert intake.take_over.call("J002.zip", 2, admin.pk) == {
        "refused": "移交包已经不在接收文件夹里。"
    }


def test_what_is_sent_again_is_taken_over_anew(package, admin, time_machine):
    for _ in range(2):
        intake.put(upload(package))
        intake.take_over.call("J001.zip", 2, admin.pk)
        assert intake.waiting() == []
    intake.put(upload(b"no zip"))
    assert "打不开" in intake.take_over.call("J001.zip", 0, admin.pk)["refused"]
    intake.find("J001.zip").path.unlink()
    intake.sweep_told()
    assert not list(intake.folder().iterdir()), "its outcome went with the second sending"


def test_what_became_of_a_package_is_known_for_a_day(package, admin, time_machine):
    intake.put(upload(package))
    intake.take_over.call("J001.zip", 2, admin.pk)
    intake.sweep_told()
    assert len(list(intake.folder().iterdir())) == 1
    time_machine.move_to(timezone.now() + intake.TOLD_FOR + timezone.timedelta(minutes=1))
    intake.sweep_told()
    assert not list(intake.folder().iterdir())


def test_a_refused_package_stays(admin):
    intake.put(upload(b"no zip"))
    assert "打不开" in intake.take_over.call("J001.zip", 0, admin.pk)["refused"]
    assert intake.find("J001.zip")
