"""What is told of a reading, who sees it, and what a page of it says."""

import datetime

import pytest

from archives.acts.record import file_fact
from archives.models import ScanReading
from archives.papers.part import NewPart
from tests.archives.readings import damaged, page, words_of_its_own
from tests.villages.files import stored

State = ScanReading.State


def reading(state, *pages, **more):
    words = [one | {"number": number} for number, one in enumerate(pages, 1)]
    return ScanReading(state=state, words=words, **more)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (reading(State.WAITING), "等待识读"),
        (reading(State.READING, page("字"), pages_read=1, pages=12), "正在识读，第2页，共12页"),
        (reading(State.READ, page("字")), "已识读"),
        (reading(State.READ, page("字"), doubtful=3), "已识读，3处不确定"),
        (reading(State.READ, page()), "没有读出文字"),
        (reading(State.READ, page("字"), damaged(), damaged()), "已识读；第2、3页读不出"),
        (reading(State.READ, words_of_its_own()), ""),
        (reading(State.READ, words_of_its_own(), page("字")), "已识读"),
        (reading(State.FAILED), "没有识读成"),
    ],
)
def test_how_far_it_has_come_is_told(row, told):
    assert row.told == told
    assert row.is_finished is (row.state in (State.READ, State.FAILED))


def test_lines_and_turn_of_a_page():
    row = reading(State.READ, words_of_its_own(), page("字", turned=180))
    assert [line["text"] for line in row.lines_of(2)] == ["字"] and row.lines_of(3) == []
    assert (row.turned(2), row.turned(1), row.turned(3)) == (180, 0, 0)
    assert row.scanned == [2]


def test_who_sees_the_record_sees_what_was_read(
    village, cadre, other_cadre, foreign_village, office, categories
):
    part = NewPart("正文", stored(), "扫描.jpg")
    given = {"source": "meeting:1", "title": "会议", "on": datetime.date(2026, 3, 5), "by": cadre}
    record = file_fact(village, "HYJ", parts=[part], **given)
    ScanReading.objects.create(file=record.parts.get().files.get().file)
    rows = ScanReading.objects
    counts = [rows.for_user(user, "record.view").count() for user in (cadre, office, other_cadre)]
    assert counts == [1, 1, 0]


def test_what_is_unfinished(db):
    for number, state in enumerate(State.values, 1):
        file = stored(size=(64, 40 + number))
        ScanReading.objects.create(file=file, state=state)
    states = ScanReading.objects.unfinished().order_by("state").values_list("state", flat=True)
    assert list(states) == ["reading", "waiting"]
