"""Records in hand: what is added is told apart, numbered, counted and written at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archives.acts.folder import Folder, total
from archives.models import Part, PartFile, Record
from tests.archives.acts.test_record import TODAY
from tests.archives.parts import part_of
from township.history.chain import record as tell


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
