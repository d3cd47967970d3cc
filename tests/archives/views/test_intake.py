"""A package from elsewhere: sent, looked at, taken over, or refused by name."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from archives.acts import fixity, intake
from archives.acts.record import file_fact
from archives.models import PartFile, Record
from archives.papers import package as package_papers
from archives.workflows.record import RECORD
from tests.archives.elsewhere import empty_everything
from tests.archives.incoming import send, take
from tests.archives.parts import part_of
from tests.personas import person
from tests.unguarded import unguarded
from township.access import Role
from township.files import sandbox

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


def test_the_page_tells_the_folder_but_not_where_it_lies_on_the_machine(admin, client):
    client.force_login(admin)
    text = client.get(reverse("archives:intake")).text
    assert "incoming" in text and str(settings.DATA_DIR) not in text


def test_what_is_here_already_or_is_no_package_is_told_before_anything_happens(
    package, admin, client
):
    client.force_login(admin)
    assert "移交包是.zip文件" in send(client, package, "J001.rar").content.decode()
    page = send(client, package).content.decode()
    code = Record.objects.get().reference_code
    for words in ("万顺村", "1件", "2个", "这里已有", "不重复接收", "宣传"):
        assert words in page
    assert "已经在等待接收" in send(client, package).content.decode()
    assert (
        "移交包打不开" in send(client, package[: len(package) // 2], "broken.zip").content.decode()
    )
    assert client.get(reverse("archives:intake_package", args=["none.zip"])).status_code == 404
    assert "已有" in take(client)[1] and Record.objects.count() == 1
    with unguarded() as cursor:
        cursor.execute("DELETE FROM archives_partfile WHERE id = %s", [PartFile.objects.last().pk])
    page = send(client, package).content.decode()
    assert f"档号{code}（通知）在这里已有，内容不同" in page
    assert reverse("archives:intake_take", args=["J001.zip"]) not in page
    assert f"档号{code}" in take(client)[1]
    assert Record.objects.count() == 1 and intake.find("J001.zip")


def test_the_preview_is_read_by_a_child(package, admin, client, monkeypatch):
    """The site itself unpacks and parses nothing of a package from elsewhere."""
    begun = []
    begin = sandbox.run
    monkeypatch.setattr(sandbox, "run", lambda *a, **more: begun.append(a[0]) or begin(*a, **more))
    monkeypatch.setattr("archives.acts.package.open_package", None)
    client.force_login(admin)
    assert "这里已有" in send(client, package).content.decode()
    assert begun == ["archives.rules.bag_catalogue"]


def test_an_empty_installation_gets_the_same_numbers_and_bytes(package, client):
    columns = ("reference_code", "title", "parts__files__file__sha256")
    before = sorted(Record.objects.values_list(*columns))
    empty_everything()
    client.force_login(person("admin2", "管理员", Role.PLATFORM_ADMIN))
    page = send(client, package).content.decode()
    assert "将新建" in page and "接收1件" in page
    waiting, done = take(client)
    assert "排队等待接收2个文件" in waiting
    assert "已接收1件，2个文件" in done
    assert sorted(Record.objects.values_list(*columns)) == before
    # "x:1" may be another fact here.
    assert Record.objects.get().source == f"received:{before[0][0]}"
    assert not list(fixity.verify()) and not intake.waiting()
