"""Records in hand: what is added is told apart, numbered, counted and written at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.acts.folder import Folder, total
from archives.models import DrawnPaper, Part, PartFile, Record
from archives.papers.part import NewPart
from tests.archives.acts.test_record import TODAY
from tests.archives.parts import part_of
from township.files.storing import keep_composed
from township.history.chain import record as tell
from township.papers.composing import draw_up
from township.papers.fact_sheet import fact_sheet


@given(st.lists(st.one_of(st.none(), st.integers(0, 900))))
def test_a_sum_is_known_where_every_part_of_it_is(counts):
    assert total(counts) == (0 if None in counts else sum(counts))


@pytest.fixture
def records(village, cadre, categories):
    rows = [
        Record(
            village=village,
            township=village.township,
            category=categories["HYJ"],
            year=2026,
            on=TODAY,
            title=f"第{number}次会议",
        )
        for number in (1, 2)
    ]
    Record.objects.bulk_create(rows)
    return rows


def part(key, text):
    return part_of(key or "附件", text.encode(), f"{key or '附件'}.txt", key=key)


def test_new_records_ask_nothing_and_are_written_together(
    records, cadre, django_assert_max_num_queries
):
    folder = Folder(records, new={one.pk for one in records})
    parts = [part("", f"甲{record}") for record in records]
    with django_assert_max_num_queries(0):
        for record, one in zip(records, parts, strict=True):
            folder.add(record, one, by=cadre)
    assert folder.close() == []
    assert Part.objects.count() == PartFile.objects.count() == 2
    tell("record.file", records[0], cadre, "归集")


def test_a_key_leads_to_the_next_version_of_its_part_and_none_to_a_part_of_its_own(records, cadre):
    record = records[0]
    for text in ("一", "一", "二"):
        folder = Folder([record])
        for key in ("minutes", ""):
            folder.add(record, part(key, text), by=cadre)
        folder.close()
    numbers = PartFile.objects.filter(part__key="minutes").values_list("number", flat=True)
    assert sorted(numbers) == [1, 2], "the same content again is no version"
    assert Part.objects.filter(key="").count() == 3
    assert list(record.parts.values_list("order", flat=True)) == [1, 2, 3, 4]


def test_what_is_in_hand_already_is_the_version_before(records, cadre):
    folder = Folder(records[:1], new={records[0].pk})
    first = folder.add(records[0], part("minutes", "一"), by=cadre)
    assert folder.add(records[0], part("minutes", "一"), by=cadre) is first
    folder.add(records[0], part("minutes", "二"), by=cadre)
    folder.close()
    assert PartFile.objects.count() == 2


def words(township, text, key="note"):
    """The words of a paper that waits for its file."""
    drawn = draw_up("fact_sheet", fact_sheet("说明", [("事项", text)], on=TODAY), township)
    return NewPart("说明", drawn, "说明.pdf", key=key)


def test_words_are_a_version_only_where_they_say_something_new(records, cadre, township):
    record = records[0]
    for new, kept in (
        (words(township, "一"), [1]),
        (words(township, "一"), [1]),
        (words(township, "二"), [1, 2]),
        (part("note", "扫描"), [1, 2]),
        # A file has come since: the same words are news again.
        (words(township, "二"), [1, 2, 4]),
    ):
        folder = Folder([record])
        folder.add(record, new, by=cadre)
        folder.close()
        numbers = DrawnPaper.objects.order_by("number").values_list("number", flat=True)
        assert list(numbers) == kept
    assert record.parts.get().files.get().number == 3, "one part, whose third version is a file"


def test_a_paper_comes_to_its_file_in_its_own_part(records, cadre, township):
    record = records[0]
    folder = Folder([record])
    for key in ("first", "note"):
        folder.add(record, words(township, key, key), by=cadre)
    folder.close()
    paper = DrawnPaper.objects.get(part__key="note")
    file = keep_composed(b"set", "说明.txt")
    folder = Folder([record])
    folder.set_file(paper, file)
    folder.close()
    version = PartFile.objects.get()
    assert (version.part.key, version.number, version.file) == ("note", 1, file)
    paper.refresh_from_db()
    assert paper.version == version
    assert DrawnPaper.objects.filter(version=None).get().part.key == "first"
    # The words after a file that is the very same lead to that version, not to another.
    folder = Folder([record])
    folder.add(record, words(township, "新", "note"), by=cadre)
    folder.close()
    later = DrawnPaper.objects.get(part__key="note", number=2)
    folder = Folder([record])
    folder.set_file(later, file)
    folder.close()
    later.refresh_from_db()
    assert later.version == version and PartFile.objects.count() == 1
