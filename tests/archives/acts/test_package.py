"""A handed-over package becomes records again: everything or nothing, nothing twice."""

import datetime
import hashlib
import io
import zipfile
from xml.etree import ElementTree

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from archives.acts import fixity
from archives.acts.package import preview, receive
from archives.acts.record import file_fact
from archives.acts.seal import seal_year
from archives.models import Category, PartFile, Record
from archives.papers import package as package_papers
from archives.queries.search import Wanted, find
from archives.rules.bag_reader import PackageRefused
from archives.workflows.record import RECORD
from tests.archives import steps
from tests.archives.elsewhere import empty_everything
from tests.archives.parts import part_of
from tests.personas import person
from tests.unguarded import unguarded
from township.access import Role
from township.files.errors import UploadRefused
from township.files.models import StoredFile
from township.files.storing import keep_composed
from township.history.models import Entry
from township.users.models import District, Township
from villages.models import Village

DAY = datetime.date(2026, 3, 5)
pytestmark = pytest.mark.usefixtures("categories", "late_november")


@pytest.fixture
def year(village, cadre, office):
    """2026 of a village with a text, a meeting, a vote and a posting, all sealed."""
    version, _ = steps.adopt(village, cadre)
    steps.accept(version, cadre, office)
    posting = steps.post(village, cadre)
    steps.POSTING.perform("take_down", posting, by=cadre, on=steps.days_ago(1))
    outcome = seal_year(village, 2026, by=cadre)
    assert outcome.done == 4 and not outcome.refused
    return 2026


def download(client, user, village, year, path):
    client.force_login(user)
    answer = client.post(reverse("archives:package", args=[village.pk, year]))
    content = b"".join(answer.streaming_content)
    assert int(answer["Content-Length"]) == len(content)
    path.write_bytes(content)
    return path


@pytest.mark.one_database
def test_it_reads_back_into_an_empty_installation(client, village, cadre, year, tmp_path, settings):
    path = download(client, cadre, village, year, tmp_path / "p.zip")
    columns = ("reference_code", "title", "on", "parts__files__file__sha256", "parts__name")
    before = sorted(Record.objects.sealed().values_list(*columns))
    metadata = dict(Record.objects.sealed().values_list("reference_code", "metadata"))
    empty_everything()
    settings.DATA_DIR = tmp_path / "elsewhere"
    out = io.StringIO()
    call_command("import_package", str(path), stdout=out)
    assert "接收4件" in out.getvalue()
    assert sorted(Record.objects.sealed().values_list(*columns)) == before
    assert dict(Record.objects.sealed().values_list("reference_code", "metadata")) == metadata
    assert not list(fixity.verify())
    call_command("import_package", str(path), stdout=out)
    assert "已有4件" in out.getvalue()


def test_a_package_with_another_number_here_is_refused(client, village, cadre, year, tmp_path):
    path = download(client, cadre, village, year, tmp_path / "p.zip")
    with unguarded() as cursor:
        row = PartFile.objects.order_by("-pk").first()
        cursor.execute("DELETE FROM archives_drawnpaper WHERE version_id = %s", [row.pk])
        cursor.execute("DELETE FROM archives_partfile WHERE id = %s", [row.pk])
    with pytest.raises(CommandError, match="内容不同"):
        call_command("import_package", str(path))


def test_what_is_no_package_is_refused_in_words(tmp_path):
    wrong = tmp_path / "wrong.zip"
    wrong.write_bytes(b"no zip at all")
    with pytest.raises(CommandError, match="打不开"):
        call_command("import_package", str(wrong))
    with pytest.raises(CommandError, match="找不到"):
        call_command("import_package", str(tmp_path / "nothing.zip"))


def test_an_import_commits_nothing_when_a_file_differs(client, village, cadre, year, tmp_path):
    path = download(client, cadre, village, year, tmp_path / "p.zip")
    content = path.read_bytes()
    at = content.find(b"%PDF", content.find("定稿".encode()))
    path.write_bytes(content[:at] + b"%PDX" + content[at + 4 :])
    empty_everything()
    with pytest.raises(CommandError):
        call_command("import_package", str(path))
    assert not Record.objects.exists() and not Township.objects.exists()


# Small packages of one record, altered on their way.


def sealed(village, cadre, number, title, text):
    part = part_of("正文", text.encode(), f"{title}.txt")
    row = file_fact(
        village, "XCH", source=f"x:{number}", title=title, on=DAY, by=cadre, parts=[part]
    )
    items = {entry["key"]: "有" for entry in row.category.metadata}
    Record.objects.filter(pk=row.pk).update(metadata=items)
    return RECORD.perform("seal", Record.objects.get(pk=row.pk), by=cadre)


@pytest.fixture
def small(village, cadre, tmp_path):
    """The path of a package with one record of one file."""
    sealed(village, cadre, 1, "通知", "通知的内容")
    return packed(village, cadre, tmp_path / "small.zip")


def packed(village, cadre, path):
    path.write_bytes(b"".join(package_papers.package(village, 2026, cadre)))
    return path


def altered(path, change):
    """The package with its records.xml changed and every sum made to fit."""
    with zipfile.ZipFile(path) as source:
        entries = {name: source.read(name) for name in source.namelist()}
    root = next(iter(entries)).partition("/")[0]
    tree = ElementTree.fromstring(entries[f"{root}/metadata/records.xml"])
    change(tree)
    entries[f"{root}/metadata/records.xml"] = ElementTree.tostring(tree, encoding="utf-8")
    own = {name.removeprefix(f"{root}/"): content for name, content in entries.items()}
    tags = {name: one for name, one in own.items() if not name.startswith("data/")}
    tags.pop("tagmanifest-sha256.txt")
    sums = "".join(f"{hashlib.sha256(one).hexdigest()}  {name}\n" for name, one in tags.items())
    entries[f"{root}/tagmanifest-sha256.txt"] = sums.encode()
    target = path.with_name("altered.zip")
    with zipfile.ZipFile(target, "w") as made:
        for name, content in entries.items():
            made.writestr(name, content)
    return target


def setting(tag, **values):
    def change(tree):
        for element in tree.iter(tag):
            for name, value in values.items():
                element.set(name, value)

    return change


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda tree: setattr(tree, "tag", "else"), "不是本系统认识的格式"),
        (lambda tree: tree.set("version", "2"), "不是本系统认识的格式"),
        (lambda tree: tree.remove(tree.find("fonds")), "不是本系统认识的格式"),
        (setting("record", status="open"), "有没有归档的档案"),
        (setting("file", path="别处.txt"), "档案目录和文件清单对不上"),
        (setting("file", sha256="0" * 64), "档案目录和文件清单对不上"),
        (setting("record", on="昨天"), "有不合规定的内容"),
        (setting("record", number="x"), "有不合规定的内容"),
        (setting("record", category="QQQ"), "有不合规定的内容"),
    ],
)
def test_a_package_whose_catalogue_is_wrong_leaves_nothing(small, change, words):
    empty_everything()
    with pytest.raises(PackageRefused, match=words):
        receive(altered(small, change))
    assert not Record.objects.exists() and not Township.objects.exists()


def test_a_package_taken_over_keeps_what_it_brings(small, village, admin):
    before = Record.objects.get()
    category = before.category
    Category.objects.filter(pk=category.pk).update(is_restricted=True)
    empty_everything()
    admin = person("admin2", "管理员", Role.PLATFORM_ADMIN)
    received = receive(small, by=admin)
    assert (received.records, received.files, received.known) == (1, 1, 0)
    row = Record.objects.get()
    for name in ("reference_code", "number", "year", "on", "title", "metadata", "sealed_at"):
        assert getattr(row, name) == getattr(before, name), name
    assert (row.status, row.retention, row.filed_by) == ("sealed", before.retention, admin)
    assert row.source == f"received:{before.reference_code}"
    there = row.category
    assert (there.code, there.name, there.order) == (category.code, category.name, category.order)
    assert there.metadata == category.metadata and there.is_restricted is False
    part = row.parts.get()
    version = part.files.get()
    assert (part.name, part.order, part.kind) == ("正文", 1, "body")
    assert (version.number, version.file_name, version.added_by) == (1, "通知.txt", admin)
    assert version.file.path.read_text() == "通知的内容"
    assert (row.village.name, row.village.kind) == ("万顺村", "village")
    assert row.village.township.district.name == "清江区"
    told = [entry.summary for entry in Entry.objects.about(row).filter(verb="record.receive")]
    assert told == [f"从移交包接收：{row.reference_code} 通知"]
    assert list(fixity.verify()) == []
    assert find(person("office2", "王", Role.OFFICE, township=row.township), Wanted("通知")).ids


def test_what_a_hand_filled_record_has_no_source_for_gets_none(village, cadre, tmp_path):
    row = sealed(village, cadre, 1, "通知", "内容")
    with unguarded() as cursor:
        cursor.execute("UPDATE archives_record SET source = '' WHERE id = %s", [row.pk])
    path = packed(village, cadre, tmp_path / "p.zip")
    empty_everything()
    receive(altered(path, setting("category", restricted="1")))
    assert Record.objects.get().source == ""
    assert Category.objects.get().is_restricted is True


def test_what_the_township_has_no_room_for_is_refused_before_anything_is_kept(
    village, cadre, tmp_path, settings
):
    sealed(village, cadre, 1, "通知", "甲的内容")
    first = packed(village, cadre, tmp_path / "1.zip")
    sealed(village, cadre, 2, "附件", "乙的内容")
    both = packed(village, cadre, tmp_path / "2.zip")
    empty_everything()
    receive(first)
    Township.objects.update(settings={"township_quota_gb": 0})
    with pytest.raises(UploadRefused, match="文件空间已满"):
        receive(both)
    Township.objects.update(settings={})
    settings.DISK_FLOOR = 10**15
    with pytest.raises(UploadRefused, match="磁盘快满了"):
        receive(both)
    assert Record.objects.count() == StoredFile.objects.count() == 1


def test_what_is_here_is_left_alone_and_the_rest_comes(village, cadre, tmp_path):
    sealed(village, cadre, 1, "通知", "甲的内容")
    first = packed(village, cadre, tmp_path / "1.zip")
    sealed(village, cadre, 2, "附件", "乙的内容")
    both = packed(village, cadre, tmp_path / "2.zip")
    empty_everything()
    receive(first)
    seen = preview(both)
    assert (seen.records, seen.known, seen.files, seen.conflicts) == (2, 1, 2, [])
    received = receive(both)
    assert (received.records, received.files, received.known) == (1, 1, 1)
    assert Record.objects.count() == 2


def test_what_would_come_is_shown_beforehand(small):
    seen = preview(small)
    assert (seen.place, seen.village, seen.fonds_code, seen.year) == (
        "清江区清河镇",
        "万顺村",
        "J001",
        "2026",
    )
    assert seen.categories == {"宣传资料": 1} and (seen.records, seen.files) == (1, 1)
    assert seen.size == len("通知的内容".encode()) and seen.known == 1
    assert (seen.is_new_township, seen.is_new_village, seen.new_places) == (False, False, "")
    empty_everything()
    seen = preview(small)
    assert (seen.known, seen.conflicts) == (0, [])
    assert (seen.is_new_township, seen.is_new_village) == (True, True)
    assert seen.new_places == "清河镇、万顺村"
    assert not Record.objects.exists()


def test_a_village_that_is_missing_is_made_in_its_township(small, village):
    empty_everything()
    district = District.objects.create(name="清江区")
    Township.objects.create(district=district, name="清河镇", code="qinghe")
    seen = preview(small)
    assert (seen.is_new_township, seen.new_places) == (False, "万顺村")
    receive(small)
    assert Township.objects.count() == District.objects.count() == 1


@pytest.mark.parametrize(
    ("name", "code", "fonds", "told"),
    [
        ("清河镇", "other", "J001", "清河镇在这里的代号是other，移交包里是qinghe。"),
        ("清河镇", "qinghe", "J009", "万顺村在这里的全宗号是J009，移交包里是J001。"),
        ("清河镇", "qinghe", "", "全宗号J001在这里是三水村，移交包里是万顺村。"),
    ],
)
def test_places_that_would_be_taken_for_others_are_refused(small, name, code, fonds, told):
    empty_everything()
    district = District.objects.create(name="清江区")
    township = Township.objects.create(district=district, name=name, code=code)
    if fonds:
        Village.objects.create(township=township, name="万顺村", fonds_code=fonds)
    else:
        Village.objects.create(township=township, name="三水村", fonds_code="J001")
    assert preview(small).conflicts == [told]
    with pytest.raises(PackageRefused, match=f"{told}没有接收。"):
        receive(small)
    assert not Record.objects.exists()


def test_a_number_that_is_taken_by_another_record_is_named(village, cadre, tmp_path):
    row = sealed(village, cadre, 1, "通知", "甲的内容")
    path = packed(village, cadre, tmp_path / "p.zip")
    empty_everything()
    receive(path)
    other = keep_composed("别的".encode(), "别的.txt")
    with unguarded() as cursor:
        cursor.execute("UPDATE archives_partfile SET file_id = %s", [other.pk])
    told = f"档号{row.reference_code}（通知）在这里已有，内容不同。"
    assert preview(path).conflicts == [told] and preview(path).known == 0
    with pytest.raises(PackageRefused, match="没有接收"):
        receive(path)
