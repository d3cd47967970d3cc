"""RFC 5545: escaped, folded at 75 octets, nothing that breaks out of its line."""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from township.calendar.ics import calendar, escaped, folded

STAMP = datetime(2026, 11, 27, 1, 2, 3, tzinfo=UTC)


@dataclass
class Event:
    title: str
    day: date = date(2026, 12, 31)
    uid: str = "a-1@site.example"
    url: str = "https://site.example/x/1/"


def unfolded(text):
    return text.replace("\r\n ", "")


def read(text):
    """The SUMMARY of each event, as a reader takes it."""
    for line in unfolded(text).split("\r\n"):
        if line.startswith("SUMMARY:"):
            said = line.removeprefix("SUMMARY:").replace("\\\\", "\0")
            for mark, sign in (("\\;", ";"), ("\\,", ","), ("\\n", "\n")):
                said = said.replace(mark, sign)
            yield said.replace("\0", "\\")


def test_an_event_of_one_day():
    lines = calendar("创建通", [Event("万顺村；自评, 截止")], STAMP).split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR" and lines[-2:] == ["END:VCALENDAR", ""]
    for line in (
        "VERSION:2.0",
        "UID:a-1@site.example",
        "DTSTAMP:20261127T010203Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:万顺村；自评\\, 截止",
        "URL:https://site.example/x/1/",
    ):
        assert line in lines


def test_a_line_of_75_octets_is_whole_and_one_more_is_folded():
    assert "\r\n" not in folded("a" * 75) and folded("a" * 76) == "a" * 75 + "\r\n a"
    # 村 takes three octets, and is not cut in two.
    assert folded("a" * 74 + "村") == "a" * 74 + "\r\n 村"


@given(text=st.text(max_size=300))
def test_folding_is_undone_and_no_line_is_longer(text):
    whole = escaped(text)
    lines = folded(whole).split("\r\n")
    assert unfolded("\r\n".join(lines)) == whole
    assert all(len(line.encode()) <= 75 for line in lines)


@given(titles=st.lists(st.text(max_size=100), max_size=4))
def test_no_title_breaks_out_of_its_line(titles):
    text = calendar("创建通", map(Event, titles), STAMP)
    assert text.count("BEGIN:VEVENT\r\n") == len(titles)
    kept = ["".join(s for s in one if s == "\n" or s.isprintable()) for one in titles]
    assert list(read(text)) == kept
    assert all(line and line[0] not in "\t" for line in text.split("\r\n")[:-1])
