"""What a record is offered of its scans, and what is told of numbers on them."""

import datetime

import pytest

from archives.acts.record import add_part, enter_record, file_fact
from archives.models import Record, ScanReading
from archives.papers.part import NewPart
from archives.queries import scan_reading as queries
from archives.workflows.record import RECORD
from tests.archives.readings import line, page
from tests.villages.files import stored

DAY = datetime.date(2026, 3, 5)
HEADING = line("万顺村村民代表会议记录", top=200, high=320)
LINES = (
    HEADING,
    line("时间：2026年2月3日上午", top=800),
    line("讨论修路。", top=1100),
    line("散会。", top=1400),
)


def entered(village, cadre, category, **more):
    given = {"title": "扫描0001", "on": DAY} | more
    row = Record(village=village, category=category, **given)
    return enter_record(row, [(stored(), "扫描.jpg")], by=cadre)


def read(record, *lines, **more):
    """As if the record's file had been read."""
    file = record.parts.get().files.get().file
    words = [page(*lines) | {"number": 1}]
    return ScanReading.objects.create(file=file, state="read", words=words, **more)


@pytest.fixture
def record(village, cadre, categories):
    return entered(village, cadre, categories["HYJ"])


def test_what_a_scan_looks_like_is_offered(record):
    assert queries.proposal(record) is None, "nothing was read yet"
    read(record, *LINES)
    found = queries.proposal(record)
    assert (found.kind, found.title) == ("会议记录", "万顺村村民代表会议记录")
    assert found.on == datetime.date(2026, 2, 3)


def test_what_the_record_says_already_is_not_offered(record):
    read(record, *LINES)
    record.title, record.on = "万顺村村民代表会议记录", datetime.date(2026, 2, 3)
    assert queries.proposal(record) is None
    record.on = DAY
    assert queries.proposal(record) is not None


def test_a_record_that_the_system_filed_and_one_that_is_closed_are_offered_nothing(
    village, cadre, categories
):
    part = NewPart("正文", stored(), "扫描.jpg")
    given = {"source": "meeting:1", "title": "会议", "on": DAY, "by": cadre, "parts": [part]}
    filed = file_fact(village, "HYJ", **given)
    read(filed, *LINES)
    assert queries.proposal(filed) is None
    other = entered(village, cadre, categories["HYJ"])
    assert queries.proposal(other) is not None
    RECORD.perform("withdraw", other, by=cadre, reason="重复")
    assert queries.proposal(Record.objects.get(pk=other.pk)) is None


def test_numbers_are_told_of_the_newest_versions(record, cadre):
    assert queries.personal(record) == []
    read(record, "电话", identities=2, telephones=1)
    (told,) = queries.personal(record)
    assert told.file_name == "扫描.jpg" and told.numbers == "像身份证号的2处、像电话号码的1处"
    record.parts.update(key="scan")
    add_part(record, NewPart("扫描", stored(size=(9, 9)), "遮盖.jpg", key="scan"), by=cadre)
    assert queries.personal(record) == []
