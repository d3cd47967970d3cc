"""A record is sealed with its number, handed over, withdrawn and taken back."""

import datetime

import pytest
from django.db import DatabaseError, transaction

from archives.acts.record import file_fact
from archives.models import Category, FixityRun, PartFile, Record
from archives.workflows.record import RECORD
from tests.archives.parts import part_of
from township.history.models import Entry
from township.workflow import Refused

TODAY = datetime.date(2026, 3, 5)


@pytest.fixture
def meetings(township):
    return Category.objects.create(township=township, code="HYJ", name="会议记录", retention="Y")


@pytest.fixture
def sanctions(township):
    return Category.objects.create(
        township=township, code="BZC", name="表彰惩处", retention="D30", is_restricted=True
    )


@pytest.fixture
def record(village, meetings, cadre):
    part = part_of("会议记录", "到会三十人。".encode(), "记录.txt", key="minutes")
    return file_fact(
        village, "HYJ", source="meeting:1", title="村民会议", on=TODAY, by=cadre, parts=[part]
    )


def test_sealing_numbers_without_gaps(village, meetings, cadre):
    for n in range(3):
        part = part_of("记录", f"第{n}次".encode(), "记录.txt")
        row = file_fact(
            village, "HYJ", source=f"meeting:{n}", title="会", on=TODAY, by=cadre, parts=[part]
        )
        RECORD.perform("seal", row, by=cadre)
    codes = Record.objects.order_by("number").values_list("reference_code", flat=True)
    assert list(codes) == [f"J001-WS·2026-Y-HYJ-000{n}" for n in (1, 2, 3)]


def test_a_sealed_record_refuses_change_in_the_database(record, cadre):
    RECORD.perform("seal", record, by=cadre)
    for change in (
        lambda: Record.objects.filter(pk=record.pk).update(title="改名"),
        lambda: Record.objects.filter(pk=record.pk)._raw_delete("default"),
        lambda: PartFile.objects.all().update(file_name="改名.txt"),
        lambda: PartFile.objects.all()._raw_delete("default"),
        lambda: record.parts.update(name="改名"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()


def test_a_record_without_files_is_not_sealed(village, meetings, cadre):
    row = file_fact(village, "HYJ", source="m:9", title="会", on=TODAY, by=cadre)
    with pytest.raises(Refused, match="还没有文件"):
        RECORD.perform("seal", row, by=cadre)


def filed(village, cadre, code="HYJ", source="meeting:7", on=TODAY):
    part = part_of("记录", f"{source}".encode(), "记录.txt")
    return file_fact(village, code, source=source, title="会", on=on, by=cadre, parts=[part])


def test_each_village_year_retention_and_category_counts_for_itself(
    village, other_village, meetings, sanctions, cadre, other_cadre
):
    rows = [
        filed(village, cadre),
        filed(village, cadre, source="meeting:8"),
        filed(village, cadre, source="meeting:9", on=datetime.date(2025, 7, 1)),
        filed(village, cadre, "BZC", "commendation:1"),
        filed(other_village, other_cadre),
    ]
    numbers = [RECORD.perform("seal", row, by=row.filed_by).reference_code for row in rows]
    assert numbers == [
        "J001-WS·2026-Y-HYJ-0001",
        "J001-WS·2026-Y-HYJ-0002",
        "J001-WS·2025-Y-HYJ-0001",
        "J001-WS·2026-D30-BZC-0001",
        "J002-WS·2026-Y-HYJ-0001",
    ]


def test_a_record_may_be_kept_longer_than_its_category(village, sanctions, cadre):
    row = filed(village, cadre, "BZC", "commendation:1")
    Record.objects.filter(pk=row.pk).update(retention="Y")
    row = RECORD.perform("seal", row, by=cadre)
    assert (row.retention, row.reference_code) == ("Y", "J001-WS·2026-Y-BZC-0001")
    assert row.sealed_at is not None


def test_sealing_fixes_the_record_in_the_history_and_keeps_the_check(record, cadre):
    RECORD.perform("seal", record, by=cadre)
    assert Entry.objects.about(record).filter(verb="record.fix").count() == 1
    run = FixityRun.objects.get()
    assert (run.occasion, run.record, run.is_passed, run.by) == ("seal", record, True, cadre)


def test_items_are_asked_of_facts_and_not_of_what_was_uploaded(record, meetings, cadre):
    meetings.metadata = [{"key": "chair", "name": "主持人"}, {"key": "place", "name": "地点"}]
    meetings.save()
    Record.objects.filter(pk=record.pk).update(metadata={"place": "村委会", "chair": " "})
    with pytest.raises(Refused, match="还有项目没有填：主持人。"):
        RECORD.perform("seal", record, by=cadre)
    assert Record.objects.get().number is None
    Record.objects.filter(pk=record.pk).update(source="")
    assert RECORD.perform("seal", record, by=cadre).is_sealed


def test_a_damaged_record_is_neither_sealed_nor_handed_over(record, cadre, office):
    def damage():
        path = PartFile.objects.get().file.path
        path.chmod(0o640)
        content = path.read_bytes()
        path.write_bytes(content[::-1])
        return content

    content = damage()
    with pytest.raises(Refused, match=r"“记录\.txt”："):
        RECORD.perform("seal", record, by=cadre)
    assert Record.objects.get().status == "open"
    PartFile.objects.get().file.path.write_bytes(content)
    RECORD.perform("seal", record, by=cadre)
    damage()
    with pytest.raises(Refused, match=r"“记录\.txt”："):
        RECORD.perform("hand_over", record, by=office)
    assert Record.objects.get().status == "sealed"
    assert RECORD.perform("hand_over", record, by=office, is_checked=True).status == "handed_over"


def test_handing_over_is_checked(record, cadre, office):
    RECORD.perform("seal", record, by=cadre)
    RECORD.perform("hand_over", record, by=office)
    assert FixityRun.objects.filter(occasion="hand_over").count() == 1


def test_withdrawal_is_a_state_and_only_for_what_is_open(record, cadre):
    row = RECORD.perform("withdraw", record, by=cadre)
    assert row.status == "withdrawn" and PartFile.objects.count() == 1
    assert RECORD.perform("restore", row, by=cadre).is_open
    RECORD.perform("seal", row, by=cadre)
    with pytest.raises(Refused, match="现在的状态是“已归档”"):
        RECORD.perform("withdraw", row, by=cadre)
