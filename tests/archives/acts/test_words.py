"""What the index holds of a record: fields and names at once, the text of its files when read."""

import datetime

import pytest
from django_tasks_db.models import DBTaskResult

from archives.acts import words as words_acts
from archives.acts.record import add_part, file_fact
from archives.models import FileWords, Record, search_index
from archives.papers.part import NewPart
from archives.queries.search import Wanted, find
from tests.archives.parts import part_of
from tests.villages.files import stored
from township.files.storing import keep_composed

DAY = datetime.date(2026, 3, 5)


def filed(village, cadre, source, text, name="记录.txt", **more):
    part = part_of("正文", text.encode(), name, key="body")
    given = {"title": "村民会议", "on": DAY} | more
    return file_fact(village, "HYJ", source=source, by=cadre, parts=[part], **given)


def found(user, words="", **more):
    return find(user, Wanted(words=words, **more)).ids


def waiting():
    """Ids of the files that a task is to read."""
    rows = DBTaskResult.objects.filter(task_path__endswith="words.read_file")
    return {row.args_kwargs["args"][0] for row in rows}


@pytest.fixture
def record(village, cadre, categories):
    return filed(village, cadre, "meeting:1", "讨论三组修路。")


def test_fields_and_names_are_found_at_once_and_the_text_when_it_was_read(record, cadre):
    Record.objects.filter(pk=record.pk).update(
        note="备查", document_number="清府发〔2026〕5号", metadata={"chair": "陈主任"}
    )
    words_acts.refresh(record)
    for words in ("村民会议", "会议记录", "万顺村", "备查", "清府发〔2026〕5号", "陈主任"):
        assert found(cadre, words) == [record.pk], words
    assert found(cadre, "记录.txt") == found(cadre, "正文") == [record.pk]
    assert found(cadre, "修路") == []
    (pk,) = waiting()
    words_acts.read_file.call(pk)
    assert found(cadre, "修路") == [record.pk]
    assert FileWords.objects.get().text == "讨论三组修路。"


def test_neighbouring_fields_make_no_word(record, cadre):
    Record.objects.filter(pk=record.pk).update(title="甲乙", document_number="丙丁")
    words_acts.refresh(record)
    assert found(cadre, "乙丙") == []


def test_place_and_day_are_found(record, cadre, village, categories):
    assert found(cadre, village=village, year=2026, category=categories["HYJ"]) == [record.pk]
    assert found(cadre, since=DAY, until=DAY) == [record.pk]


def test_a_file_is_read_once_for_all_records_that_hold_it(record, village, cadre):
    other = filed(village, cadre, "meeting:2", "讨论三组修路。", title="另一次")
    words_acts.read(record.parts.get().files.get().file)
    assert sorted(found(cadre, "修路")) == sorted([record.pk, other.pk])
    DBTaskResult.objects.all().delete()
    filed(village, cadre, "meeting:3", "讨论三组修路。")
    assert not waiting(), "its words are known"
    words_acts.read(record.parts.get().files.get().file)
    assert FileWords.objects.count() == 1


def test_older_versions_are_found_too(record, cadre):
    add_part(record, part_of("正文", "讨论种树。".encode(), "新.txt", key="body"), by=cadre)
    for pk in waiting():
        words_acts.read_file.call(pk)
    assert found(cadre, "修路") == found(cadre, "种树") == [record.pk]


def test_pictures_are_not_read(record, cadre):
    before = waiting()
    add_part(record, NewPart("照片", stored(), "现场.jpg", kind="photo"), by=cadre)
    assert waiting() == before == {file.pk for file in words_acts.unread()}


def test_what_is_unread_is_kept_in_a_record_and_has_no_words(record, db):
    keep_composed(b"loose", "散.txt")
    (file,) = words_acts.unread()
    assert file == record.parts.get().files.get().file
    words_acts.read(file)
    assert words_acts.unread() == []


def test_everything_is_indexed_anew(record, village, cadre, monkeypatch):
    monkeypatch.setattr(words_acts, "AT_ONCE", 2)
    rows = [filed(village, cadre, f"meeting:{n}", f"{n}") for n in range(5, 9)]
    search_index.put([(99_999, ["民会"])])
    search_index.put([(record.pk, [])])
    assert words_acts.everything() == 5
    assert sorted(found(cadre, "村民会议")) == sorted([record.pk, *(row.pk for row in rows)])
    assert search_index.matching(search_index.exactly("民会"), 10) == found(cadre, "村民会议")
