"""A year is sealed, printed, packed, handed over, and read back elsewhere with equal sums."""

import io
import os
import time
import zipfile

import bagit
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.urls import reverse

from archives.acts import fixity
from archives.acts.seal import hand_over_year, seal_year
from archives.models import FixityRun, PartFile
from archives.papers import handover
from tests.archives import steps
from tests.archives.tampering import flip_a_byte
from tests.unguarded import unguarded
from township.files.derive import extract_text
from township.files.storing import keep_composed
from township.history.models import Chain, Entry
from township.workflow import Refused

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


def test_the_package_validates_with_the_reference_reader(client, village, cadre, year, tmp_path):
    path = download(client, cadre, village, year, tmp_path / "J001-2026.zip")
    with zipfile.ZipFile(path) as source:
        source.extractall(tmp_path)
    bag = bagit.Bag(str(tmp_path / "J001-2026"))
    bag.validate()
    names = list(bag.payload_files())
    assert any("J001-WS·2026-Y-ZCH-0001" in name and "定稿" in name for name in names)
    listed = (tmp_path / "J001-2026/metadata/records.csv").read_text("utf-8-sig")
    assert "自治章程" in listed and "20261113" in listed
    assert Entry.objects.filter(verb="package.make").exists()


def test_a_flipped_byte_is_found_named_and_repaired(client, village, office, year, tmp_path):
    version = PartFile.objects.get(part__key="minutes")
    backup = tmp_path / "files" / "blobs" / version.file.sha256[:2]
    backup.mkdir(parents=True)
    (backup / version.file.sha256).write_bytes(version.file.path.read_bytes())
    flip_a_byte(version.file)
    with pytest.raises(Refused):
        hand_over_year(village, year, by=office)
    client.force_login(office)
    page = client.post(
        reverse("archives:fixity_check", args=[village.pk, year]), follow=True
    ).content.decode()
    assert version.part.record.reference_code in page and "内容被改动" in page
    out = io.StringIO()
    with pytest.raises(CommandError):
        call_command("verify", stdout=out)
    assert version.file_name in out.getvalue() and "万顺村" in out.getvalue()
    call_command("repair", "--from", str(tmp_path), stdout=out)
    assert "已补回" in out.getvalue()
    call_command("verify", stdout=io.StringIO())


def test_missing_swapped_and_orphaned_files_are_found(village, year):
    first, second = PartFile.objects.filter(part__kind="body").order_by("pk")[:2]
    one, two = first.file.path, second.file.path
    contents = one.read_bytes(), two.read_bytes()
    for path, content in zip((two, one), contents, strict=True):
        path.chmod(0o640)
        path.write_bytes(content)
    told = list(fixity.verify())
    assert len([s for s in told if "被调换" in s]) == 2
    one.unlink()
    assert any("不见了" in sentence for sentence in fixity.verify())
    orphan = two.with_name("f" * 64)
    orphan.write_bytes(b"x")
    old = time.time() - 2 * 86400  # one younger than a day may still be on its way
    os.utime(orphan, (old, old))
    assert any("没有登记" in sentence for sentence in fixity.verify())
    orphan.unlink()


def test_a_gap_in_the_numbers_is_found(village, year):
    with unguarded() as cursor:
        cursor.execute(
            "UPDATE archives_record SET number = 3, "
            "reference_code = 'J001-WS·2026-Y-HYJ-0003' WHERE reference_code LIKE '%HYJ-0001'"
        )
    assert any("缺0001—0002号" in sentence for sentence in fixity.verify())


def test_the_scheduled_check_covers_all_years_and_writes_its_report(client, village, year, office):
    out = io.StringIO()
    call_command("check_archives", stdout=out)
    assert "万顺村2026年：已检测的项目通过" in out.getvalue()
    run = FixityRun.objects.filter(occasion="schedule").get()
    client.force_login(office)
    assert "系统定期检测" in client.get(run.get_absolute_url()).content.decode()
    paper = client.get(reverse("archives:fixity_paper", args=[run.pk]), {"format": "pdf"})
    assert paper.content[:4] == b"%PDF"
    assert Chain.objects.exists()


def text_of(paper):
    return "".join(extract_text(keep_composed(paper.pdf(), "文书.pdf")).split())


def test_records_come_in_the_order_of_the_catalogue(village, cadre, year):
    records = handover.sealed_records(village, year, cadre)
    assert [row.reference_code.partition("-Y-")[2] or row.reference_code for row in records] == [
        "ZCH-0001",
        "HYJ-0001",
        "BJL-0001",
        "J001-WS·2026-D30-GKG-0001",
    ]
    assert handover.sealed_records(village, 2025, cadre) == []


def test_a_catalogue_holds_one_retention(village, cadre, year):
    records = handover.sealed_records(village, year, cadre)
    told = text_of(handover.catalogue(village, year, records, "Y", maker="张专干"))
    assert "ZCH-0001" in told and "GKG-0001" not in told and "清河镇万顺村" in told
    assert "20261113" in told or "2026" in told


def test_the_list_counts_by_series_and_in_all(village, cadre, year):
    records = handover.sealed_records(village, year, cadre)
    files = sum(len(handover.versions_of(row)) for row in records)
    told = text_of(handover.handover_list(village, year, records))
    assert "J001-2026.zip" in told and "清河镇档案室" in told and "未检测" in told
    assert f"{files}" in told and "4" in told


def test_a_box_label_names_the_first_and_last_number(village, cadre, year):
    records = handover.sealed_records(village, year, cadre)
    told = text_of(handover.box_labels(village, year, records))
    assert told.count("0001") >= 8 and "永久" in told and "30年" in told


def test_the_number_of_a_filing_is_no_number_of_the_text(village, cadre, year):
    """文号 is the paper's own; 备案编号 stands among the notes."""
    records = handover.sealed_records(village, year, cadre)
    filed = [
        row for row in records if row.metadata.get("filing_number") == row.document_number != ""
    ]
    assert filed, "the year holds a filed text"
    for row in filed:
        told = handover.catalogue(village, year, [row], row.retention).text()
        assert f"备案编号{row.document_number}" in told
        assert told.count(row.document_number) == 1
