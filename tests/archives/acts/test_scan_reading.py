"""Scans are read once per content, a few pages at a time, and found by their words; what was read
twice counts once, what is switched off is not asked for."""

import datetime

import pytest
from django_tasks_db.models import DBTaskResult

from archives.acts import scan_reading as acts
from archives.acts import words as words_acts
from archives.acts.record import add_part, file_fact
from archives.models import FileWords, ScanReading
from archives.papers.part import NewPart
from archives.queries.search import Wanted, find
from tests.archives.readings import damaged, line, page, reads, words_of_its_own
from tests.hostile import pdf
from tests.villages.files import stored
from township.files import scanning
from township.files.storing import keep_composed
from township.tasks import READING, SCANNING

DAY = datetime.date(2026, 3, 5)
State = ScanReading.State


def filed(village, by, file, name="扫描.jpg", source="meeting:1"):
    part = NewPart("正文", file, name, key="body")
    given = {"source": source, "title": "会议", "on": DAY, "by": by}
    return file_fact(village, "HYJ", parts=[part], **given)


def asked():
    """Ids of the files for which the queue has a task, one for each task."""
    rows = DBTaskResult.objects.filter(task_path__endswith="scan_reading.read_scan")
    return [row.args_kwargs["args"][0] for row in rows]


def read_all():
    for pk in ScanReading.objects.unfinished().values_list("pk", flat=True):
        while ScanReading.objects.unfinished().filter(pk=pk).exists():
            acts.read_scan.call(pk)


def found(user, words):
    return find(user, Wanted(words=words)).ids


def test_a_picture_is_found_by_the_words_on_it(village, cadre, categories, monkeypatch, settings):
    reads(monkeypatch, settings, page("讨论三组修", "路，当场表决。"))
    record = filed(village, cadre, stored())
    assert found(cadre, "三组修路") == []
    read_all()
    assert found(cadre, "三组修路") == [record.pk], "also where the line ends within the word"
    assert FileWords.objects.get().text == "讨论三组修路,当场表决。"
    reading = ScanReading.objects.get()
    assert (reading.state, reading.engine, reading.pages) == (State.READ, "tried 1.0", 1)
    assert reading.seconds > 0


def test_the_same_content_is_read_once(village, cadre, categories, monkeypatch, settings):
    readers = reads(monkeypatch, settings, page("讨论修路"))
    rows = [filed(village, cadre, stored(), source=f"meeting:{n}") for n in (1, 2)]
    assert asked() == [rows[0].parts.get().files.get().file_id]
    read_all()
    assert readers.asked == [1]
    assert sorted(found(cadre, "修路")) == sorted(row.pk for row in rows)
    filed(village, cadre, stored(), source="meeting:3")
    assert len(asked()) == 1, "what was read is not asked for again"
    assert len(found(cadre, "修路")) == 3


def test_pages_come_in_steps_and_a_step_done_twice_counts_once(
    village, cadre, categories, monkeypatch, settings
):
    pages = [page(f"第{n}页的话") for n in range(1, 6)]
    readers = reads(monkeypatch, settings, *pages, at_once=2)
    filed(village, cadre, stored())
    (pk,) = asked()
    acts.read_scan.call(pk)
    reading = ScanReading.objects.get()
    assert (reading.state, reading.pages_read) == (State.READING, 2)
    assert reading.told == "正在识读，第3页，共5页"
    assert asked() == [pk, pk], "the rest is another task, so that others come in between"
    before = scanning.read(reading.file, 1)
    assert acts._kept(pk, 0, before, 1.0), "another worker was faster"
    assert ScanReading.objects.get().pages_read == 2
    read_all()
    assert readers.asked == [1, 1, 3, 5]
    reading.refresh_from_db()
    assert [one["number"] for one in reading.words] == [1, 2, 3, 4, 5] and reading.is_read
    acts.read_scan.call(pk)
    assert len(readers.asked) == 4, "what is read is let be"


def test_one_damaged_page_is_told_and_the_rest_is_read(
    village, cadre, categories, monkeypatch, settings
):
    reads(monkeypatch, settings, page("第一页的话"), damaged(), page("第三页的话"))
    record = filed(village, cadre, stored())
    read_all()
    assert ScanReading.objects.get().told == "已识读；第2页读不出"
    assert found(cadre, "第三页") == [record.pk]


@pytest.mark.parametrize("is_scan_first", [True, False])
def test_own_words_and_those_of_the_scan_are_found_whichever_comes_first(
    village, cadre, categories, monkeypatch, settings, is_scan_first
):
    reads(monkeypatch, settings, words_of_its_own(), page("扫描的附页"))
    monkeypatch.setattr(words_acts, "extract_text", lambda file: "印好的正文。")
    record = filed(village, cadre, keep_composed(pdf(), "记录.pdf"), "记录.pdf")
    file = record.parts.get().files.get().file
    for step in (read_all, lambda: words_acts.read(file))[:: 1 if is_scan_first else -1]:
        step()
    assert FileWords.objects.get().text == "印好的正文。 扫描的附页"
    for words in ("印好的正文", "扫描的附页"):
        assert found(cadre, words) == [record.pk], words


def test_a_document_with_its_own_words_says_nothing_of_reading(
    village, cadre, categories, monkeypatch, settings
):
    reads(monkeypatch, settings, words_of_its_own())
    filed(village, cadre, keep_composed(pdf(), "记录.pdf"), "记录.pdf")
    assert ScanReading.objects.get().told == "等待识读"
    read_all()
    assert ScanReading.objects.get().told == ""


def test_numbers_of_persons_are_counted_and_not_kept(
    village, cadre, categories, monkeypatch, settings
):
    reads(monkeypatch, settings, page("身份证510823198001011234", "电话13800001111"))
    filed(village, cadre, stored())
    read_all()
    reading = ScanReading.objects.get()
    assert (reading.identities, reading.telephones) == (1, 1)
    kept = f"{reading.words}{FileWords.objects.get().text}"
    assert "510823198001011234" not in kept and "13800001111" not in kept


def test_doubtful_lines_are_counted_and_strokes_that_are_no_writing_not_looked_for(
    village, cadre, categories, monkeypatch, settings
):
    reads(monkeypatch, settings, page(line("印的字"), line("写的字", 0.8), line("涂的画", 0.4)))
    record = filed(village, cadre, stored())
    read_all()
    assert ScanReading.objects.get().told == "已识读，2处不确定"
    assert found(cadre, "写的字") == [record.pk] and found(cadre, "涂的画") == []


def test_nothing_is_asked_for_where_it_is_switched_off(
    village, cadre, categories, monkeypatch, settings
):
    readers = reads(monkeypatch, settings, page("讨论修路"))
    settings.READ_SCANS = False
    record = filed(village, cadre, stored())
    assert asked() == [] and not ScanReading.objects.exists()
    assert acts.standing()[0].startswith("已停用")
    acts.catch_up()
    assert asked() == []
    settings.READ_SCANS = True
    acts.catch_up()
    file = record.parts.get().files.get().file_id
    assert asked() == [file], "the night catches up with what came in meanwhile"
    settings.READ_SCANS = False
    acts.read_scan.call(file)
    assert readers.asked == []


def test_what_is_not_installed_is_said(monkeypatch, settings, db):
    settings.READ_SCANS = True
    monkeypatch.setattr(scanning, "is_installed", lambda: False)
    assert not scanning.is_on() and acts.standing()[0].startswith("没有安装")


def test_how_many_wait_is_told(village, cadre, categories, monkeypatch, settings):
    reads(monkeypatch, settings, page("字"))
    assert acts.standing() == ("已启用，没有等待的文件", "good")
    for number in (1, 2):
        filed(village, cadre, stored(size=(64, 40 + number)), source=f"meeting:{number}")
    assert acts.standing() == ("已启用，2个文件等待识读", "good")
    read_all()
    assert acts.waiting() == 0


def test_given_up_is_said_and_not_tried_for_ever(village, cadre, categories, monkeypatch, settings):
    reads(monkeypatch, settings, page("字"))
    filed(village, cadre, stored())
    (pk,) = asked()
    assert acts._unread(pk) is not None
    acts._given_up(pk)
    assert ScanReading.objects.get().told == "没有识读成"
    assert acts._unread(pk) is None
    acts.catch_up()
    assert asked() == [pk]


def test_what_was_left_half_read_goes_on_at_night(
    village, cadre, categories, monkeypatch, settings
):
    reads(monkeypatch, settings, page("字"))
    filed(village, cadre, stored())
    (pk,) = asked()
    DBTaskResult.objects.all().delete()
    acts.catch_up()
    assert asked() == [pk]


def test_only_what_may_be_a_page_is_asked_for(village, cadre, categories, monkeypatch, settings):
    reads(monkeypatch, settings, page("字"))
    record = filed(village, cadre, keep_composed("说明".encode(), "说明.txt"), "说明.txt")
    assert asked() == []
    add_part(record, NewPart("照片", stored(), "现场.jpg", kind="photo"), by=cadre)
    assert len(asked()) == 1


def test_it_goes_behind_the_reading_of_documents():
    assert acts.read_scan.priority == SCANNING < READING
