"""Records: who sees them, what the database refuses, what stays as it was sealed."""

import datetime

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from archives.acts.category import categories_of
from archives.acts.record import file_fact
from archives.models import Part, PartFile, Record
from archives.workflows.record import RECORD
from tests.archives.parts import part_of

DAY = datetime.date(2026, 3, 5)


def made(village, code="XCH", **more):
    given = {"year": 2026, "title": "通知", "on": DAY}
    return Record.objects.create(
        village=village, category=categories_of([(village, code)])[0], **given | more
    )


@pytest.fixture
def sealed(village, cadre, categories):
    part = part_of("正文", b"text", "正文.txt")
    row = file_fact(village, "XCH", source="x:1", title="通知", on=DAY, by=cadre, parts=[part])
    Record.objects.filter(pk=row.pk).update(source="")
    return RECORD.perform("seal", Record.objects.get(), by=cadre)


def test_a_record_knows_its_township_from_its_village(village):
    assert made(village).township == village.township


def test_a_fact_has_one_record_a_village(village, other_village):
    made(village, source="meeting:1")
    made(other_village, source="meeting:1")
    made(village)
    made(village)
    with pytest.raises(IntegrityError), transaction.atomic():
        made(village, source="meeting:1")


def test_a_number_is_given_once_in_its_series(village):
    series = {"number": 1, "retention": "Y"}
    made(village, **series)
    made(village, **series | {"year": 2025})
    made(village, **series | {"retention": "D30"})
    made(village, "GKG", **series)
    with pytest.raises(IntegrityError), transaction.atomic():
        made(village, **series)


@pytest.mark.parametrize("lacking", ["number", "reference_code", "retention"])
@pytest.mark.parametrize("status", ["sealed", "handed_over"])
def test_what_is_sealed_is_numbered(village, status, lacking):
    given = {"number": 1, "reference_code": "J001-…-0001", "retention": "Y"}
    given[lacking] = None if lacking == "number" else ""
    with pytest.raises(IntegrityError), transaction.atomic():
        made(village, status=status, **given)


def test_states_fall_into_groups(village):
    numbered = {"reference_code": "J001-…", "retention": "Y"}
    rows = {
        "open": made(village),
        "withdrawn": made(village, status="withdrawn"),
        "sealed": made(village, status="sealed", number=1, **numbered),
        "handed_over": made(village, status="handed_over", number=2, **numbered),
    }
    assert set(Record.objects.kept()) == {rows[n] for n in ("open", "sealed", "handed_over")}
    assert set(Record.objects.sealed()) == {rows[n] for n in ("sealed", "handed_over")}
    assert [name for name, row in rows.items() if row.is_open] == ["open"]
    assert [name for name, row in rows.items() if row.is_sealed] == ["sealed", "handed_over"]
    tones = {name: row.status_tone for name, row in rows.items()}
    assert tones == {
        "open": "active",
        "withdrawn": "neutral",
        "sealed": "good",
        "handed_over": "good",
    }


def test_restricted_records_and_their_files_are_for_who_keeps_them(
    village, cadre, other_cadre, office, observer, evaluator
):
    row = made(village, "BZC")
    made(village)
    file_fact(
        village,
        "BZC",
        source="x:1",
        title="表彰",
        on=DAY,
        by=cadre,
        parts=[part_of("决定", b"x", "决定.txt")],
    )
    for user, count in ((cadre, 3), (office, 3), (observer, 1), (other_cadre, 0)):
        assert Record.objects.for_user(user, "record.view").count() == count, user
        files = PartFile.objects.for_user(user, "record.view").count()
        assert files == (1 if count == 3 else 0), user
    assert row.category.is_restricted


def test_a_sealed_record_refuses_change_in_the_database(sealed):
    for change in (
        lambda: Record.objects.update(title="改名"),
        lambda: Record.objects.update(number=9),
        lambda: Record.objects.all()._raw_delete("default"),
        lambda: Part.objects.update(name="改名"),
        lambda: PartFile.objects.update(file_name="改名.txt"),
        lambda: PartFile.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_where_the_paper_copy_stands_may_change(sealed):
    Record.objects.update(paper_box="3", paper_number="12", version=5)
    assert Record.objects.get().paper_box == "3"


def test_parts_and_versions_stand_in_an_order_of_their_own(sealed):
    part, file = Part.objects.get(), PartFile.objects.get().file
    with pytest.raises(IntegrityError), transaction.atomic():
        Part.objects.create(record=sealed, order=1, name="又一份")
    with pytest.raises(IntegrityError), transaction.atomic():
        PartFile.objects.create(part=part, number=1, file=file, file_name="又.txt")
    newer = PartFile.objects.create(part=part, number=2, file=file, file_name="新.txt")
    assert part.files.first() == newer
