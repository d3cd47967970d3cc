"""One byte, one name, one number changed behind the site's back: found, named, repaired."""

import datetime
import os
import shutil
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from archives.acts import fixity
from archives.acts.record import add_part
from archives.models import FixityRun
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from tests.archives.tampering import file_of, flip_a_byte, overwrite, put_in, tampered
from tests.committed import committed
from township.files import blobs, virus
from township.files.models import StoredFile
from township.history.models import Entry
from township.workflow import Refused

pytestmark = pytest.mark.django_db
TODAY = datetime.date(2026, 3, 5)


@pytest.fixture
def sealed(village, cadre, categories):
    rows = [put_in(village, cadre, n, f"第{n}号通知的内容") for n in (1, 2)]
    return [RECORD.perform("seal", row, by=cadre) for row in rows]


def told():
    return list(fixity.verify())


def check(village, by):
    return fixity.run(village, 2026, occasion=fixity.Occasion.DEMAND, by=by)


def kinds(run):
    return [one["kind"] for one in run.findings]


def test_an_untouched_year_passes_all_four(sealed, village, office):
    run = check(village, office)
    assert run.is_passed and run.records == run.files == 2
    assert [one["name"] for one in run.aspects] == ["真实性", "完整性", "可用性", "安全性"]
    assert told() == []
    committed()
    call_command("verify")


def virus_check(run):
    (aspect,) = [one for one in run.aspects if one["name"] == "安全性"]
    (check,) = [one for one in aspect["checks"] if one["item"] == "病毒"]
    return check["result"], check["is_passed"]


def test_a_scan_that_was_not_made_is_called_so_wherever_it_counts(
    sealed, village, office, client, settings
):
    settings.CLAMAV_SOCKET = ""
    run = check(village, office)
    assert virus_check(run) == ("未检测", None)
    assert run.conclusion == "已检测的项目通过，病毒未检测" and run.tone == "warn"
    client.force_login(office)
    pages = [run.get_absolute_url(), reverse("archives:handover", args=[village.pk, 2026])]
    pages.append(reverse("archives:handover_paper", args=[village.pk, 2026, "list"]))
    pages.append(reverse("archives:fixity_runs"))
    for url in pages:
        assert "病毒未检测" in client.get(url).content.decode(), url
    paper = client.get(reverse("archives:fixity_paper", args=[run.pk])).content.decode()
    assert "没有配置杀毒软件" in paper and "未检测" in paper


def test_a_scan_is_claimed_only_where_the_files_were_opened(
    sealed, village, office, settings, monkeypatch
):
    settings.CLAMAV_SOCKET = "/nowhere/clamd.sock"
    scanned = []
    monkeypatch.setattr(virus, "_ask", lambda path: scanned.append(path) or "stream: OK")
    run = check(village, office)
    assert virus_check(run) == ("未发现", True) and run.conclusion == "通过"
    assert len(scanned) == run.files
    unopened = fixity.run(
        village, 2026, occasion=fixity.Occasion.SEAL, by=office, record=sealed[0], opens=False
    )
    assert virus_check(unopened) == ("未检测", None) and len(scanned) == run.files


def test_one_flipped_byte_is_named_on_the_page_and_by_the_command_and_repaired(
    sealed, village, office, client, tmp_path, capsys
):
    backup = tmp_path / "backup"
    shutil.copytree(blobs.root(), backup)
    flip_a_byte(file_of(sealed[0]))
    client.force_login(office)
    url = reverse("archives:fixity_check", args=[village.pk, 2026])
    page = client.post(url, follow=True).content.decode()
    assert "记录1.txt" in page and "内容被改动" in page and sealed[0].reference_code in page
    assert "记录2.txt" not in page
    with pytest.raises(CommandError):
        call_command("verify")
    out = capsys.readouterr().out
    assert "万顺村“通知1”" in out and "记录1.txt" in out and sealed[0].reference_code in out
    call_command("repair", "--from", str(backup))
    assert "已补回" in capsys.readouterr().out
    assert told() == [] and check(village, office).is_passed
    assert "从备份修复文件：记录1.txt" in [one.summary for one in Entry.objects.about(sealed[0])]
    assert list((blobs.root() / "quarantine").iterdir()), "the damaged bytes are kept aside"


def test_a_disk_that_fills_up_is_told_with_what_is_left(sealed, village, office, monkeypatch):
    almost_full = SimpleNamespace(free=300 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: almost_full)
    (found,) = check(village, office).findings
    assert found["kind"] == "存储空间不足" and "只剩300MB" in str(found)


def test_a_missing_file_is_named(sealed, village, office):
    file_of(sealed[1]).path.unlink()
    assert kinds(check(village, office)) == ["文件不见了"]
    assert any("通知2" in one and "文件不见了" in one for one in told())


def test_swapped_files_are_called_swapped(sealed, village, office):
    one, two = map(file_of, sealed)
    first, second = one.path.read_bytes(), two.path.read_bytes()
    overwrite(one, second)
    overwrite(two, first)
    run = check(village, office)
    assert kinds(run) == ["内容被调换", "内容被调换"]
    assert "记录2.txt" in run.findings[0]["sentence"]
    assert sum("内容被调换" in sentence for sentence in told()) == 2


def test_an_orphan_is_named_and_set_aside_after_a_day(sealed):
    orphan = blobs.path_of("ab" * 32)
    orphan.parent.mkdir(parents=True, exist_ok=True)
    orphan.write_bytes(b"orphan")
    call_command("sweep")
    assert told() == [] and orphan.exists(), "younger than a day: its row may be on the way"
    os.utime(orphan, (0, 0))
    assert any("没有登记" in one for one in told())
    call_command("sweep")
    assert not orphan.exists() and told() == []
    assert all(file.path.exists() for file in StoredFile.objects.all())


def test_changed_metadata_and_gaps_are_found(sealed, village, office):
    tampered("UPDATE archives_record SET title = %s WHERE id = %s", ["换了题名", sealed[0].pk])
    assert kinds(check(village, office)) == ["元数据被改动"]
    assert any(sealed[0].reference_code in one and "元数据" in one for one in told())
    tampered("UPDATE archives_record SET number = 5 WHERE id = %s", [sealed[1].pk])
    code = sealed[1].reference_code.replace("0002", "0005")
    tampered("UPDATE archives_record SET reference_code = %s WHERE number = 5", [code])
    assert "件号不连续" in kinds(check(village, office))
    assert any("缺0002" in one for one in told())


def test_a_number_that_cannot_be_read_is_a_line_and_hides_no_other(sealed, village, office):
    change = "UPDATE archives_record SET reference_code = %s WHERE id = %s"
    tampered(change, ["乱写", sealed[0].pk])
    assert any("档号写错了：“乱写”不是档号" in one for one in told())
    assert any("缺0001" in one for one in told())
    assert "件号不连续" in kinds(check(village, office))


def test_another_file_under_a_sealed_record_is_found(sealed, village, office):
    other = file_of(sealed[1])
    tampered(
        "UPDATE archives_partfile SET file_id = %s WHERE part_id IN "
        "(SELECT id FROM archives_part WHERE record_id = %s)",
        [other.pk, sealed[0].pk],
    )
    assert kinds(check(village, office)) == ["文件清单被改动"]


def test_a_changed_history_is_found(sealed, village, office):
    tampered("UPDATE township_entry SET summary = %s WHERE verb = %s", ["改过", "record.seal"])
    assert "操作记录" in kinds(check(village, office))


def test_an_addition_after_sealing_is_no_change(sealed, village, office, cadre):
    part = part_of("补充", "补充说明".encode(), "补充.txt")
    add_part(sealed[0], part, by=cadre, reason="漏了")
    assert check(village, office).is_passed


def test_a_record_whose_file_changed_is_not_sealed(village, cadre, categories):
    row = put_in(village, cadre, 1, "内容")
    flip_a_byte(file_of(row))
    with pytest.raises(Refused, match=r"记录1\.txt"):
        RECORD.perform("seal", row, by=cadre)
    row.refresh_from_db()
    assert row.status == "open" and row.number is None and not FixityRun.objects.exists()


def test_handing_over_checks_again(sealed, office):
    flip_a_byte(file_of(sealed[0]))
    with pytest.raises(Refused, match="改动"):
        RECORD.perform("hand_over", sealed[0], by=office)
    RECORD.perform("hand_over", sealed[1], by=office)
    assert FixityRun.objects.filter(occasion="hand_over", record=sealed[1], is_passed=True).exists()


def test_the_timer_checks_every_year_and_fails_loudly(sealed, capsys):
    call_command("check_archives")
    assert "万顺村2026年：已检测的项目通过" in capsys.readouterr().out
    flip_a_byte(file_of(sealed[0]))
    with pytest.raises(CommandError):
        call_command("check_archives")
    assert FixityRun.objects.filter(occasion="schedule").count() == 2
