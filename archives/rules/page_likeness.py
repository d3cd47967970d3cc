"""What a page that was read looks like: a 会议记录 of 2026-03-05, with its title.

Pure. It is proposed to a person and never taken for a fact, so it is silent rather than wrong: only
certain lines count, the kind must stand in the heading, the day must be one that was.
"""

import re
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from archives.rules.scan_lines import Line, certain
from township.dates import FIRST_YEAR
from villages.rules.written_days import read_day

# As a heading ends with them; the longer word before the shorter one it holds.
KINDS = (
    *("会议记录", "会议纪要", "会议签到表", "会议签到册", "签到表", "签到册", "表决结果", "表决票"),
    *("计票单", "选票", "村规民约", "居民公约", "自治章程", "协议书", "承诺书", "通知书", "决议"),
    *("公示", "公告", "通知", "报告", "方案", "制度", "总结", "会议议程", "花名册", "章程", "记录"),
)
# Category of the archive that such a paper may belong to; of the other kinds nothing can be said.
CATEGORIES = {
    **dict.fromkeys(
        ("会议记录", "会议纪要", "会议签到表", "会议签到册", "签到表", "签到册"), "HYJ"
    ),
    **dict.fromkeys(("表决结果", "表决票", "计票单", "选票"), "BJL"),
    **dict.fromkeys(("村规民约", "居民公约"), "GYU"),
    **dict.fromkeys(("自治章程", "章程"), "ZCH"),
    **dict.fromkeys(("公示", "公告"), "GKG"),
    "制度": "ZDU",
    "协议书": "XYS",
}
AFTER_KIND = r"[（(《》）)〉〈”“.。:：]{0,2}(?:[（(].{1,12}[)）])?"
HEADING = re.compile(rf"(?P<kind>{'|'.join(KINDS)}){AFTER_KIND}$")
HIGHEST_LINES, LONGEST_TITLE, SHORTEST_TITLE = 8, 60, 4
# A heading is written larger than the text below it.
LARGER = 1.15
_YEAR = "(?:(?:19|20)[0-9]{2}|[二一][〇○OＯ零九一二三四五六七八]{3})"
_NUMBER = "[0-9〇一二三四五六七八九十]{1,3}"
DAY = re.compile(
    rf"{_YEAR}\s?年\s?{_NUMBER}\s?月\s?{_NUMBER}\s?[日号]"
    r"|(?:19|20)[0-9]{2}([-./])[0-9]{1,2}\1[0-9]{1,2}(?![0-9])"
)
OF_THE_MATTER = re.compile("(?:时间|日期)\\s?[:：]?")


@dataclass(frozen=True)
class Likeness:
    kind: str
    title: str
    on: date | None

    @property
    def category(self) -> str:
        """Code of the category that it may belong to, ""."""
        return CATEGORIES.get(self.kind, "")


def likeness(lines: Sequence[Line], today: date) -> Likeness | None:
    """What a first page looks like; None where its heading names no kind."""
    sure = certain(lines)
    heading = _heading(sure[:HIGHEST_LINES], sure)
    if heading is None:
        return None
    found = HEADING.search(heading)
    assert found is not None
    return Likeness(found["kind"], heading, _day(sure, today))


def _height(line):
    """From its upper to its lower left corner, in parts of the page."""
    corners = line["corners"]
    return abs(corners[7] - corners[1]) + abs(corners[6] - corners[0])


def _heading(highest, lines):
    """The line that ends with a kind and is larger than the text, with what stands before it as
    large."""
    if not lines:
        return None
    usual = statistics.median_low([_height(line) for line in lines])
    for place, line in enumerate(highest):
        text = _bare(line["text"])
        if not HEADING.search(text) or not _is_heading(line, usual, len(lines)):
            continue
        before = place - 1
        while before >= 0 and _is_as_large(highest[before], line):
            text = _bare(highest[before]["text"]) + text
            before -= 1
        if SHORTEST_TITLE <= len(text) <= LONGEST_TITLE:
            return text
    return None


def _is_heading(line, usual, many):
    # Of a page with a heading and hardly anything else no line is usual.
    return _height(line) >= usual * LARGER or many <= 2


def _is_as_large(other, line):
    return _height(other) >= _height(line) / LARGER and not OF_THE_MATTER.search(other["text"])


def _bare(text):
    return text.strip(" 　·.。:：")


def _day(lines, today):
    """The day that is called so, else the last one: minutes are dated below."""
    called = [day for line in lines for day in _called(line["text"], today)]
    if called:
        return called[0]
    written = [day for line in lines for day in _days(line["text"], today)]
    return written[-1] if written else None


def _called(text, today):
    label = OF_THE_MATTER.search(text)
    return _days(text[label.end() :], today) if label else []


def _days(text, today):
    found = []
    for match in DAY.finditer(text):
        try:
            day = read_day(match[0].replace(" ", ""))
        except ValueError:
            continue
        if day is not None and date(FIRST_YEAR, 1, 1) <= day <= today:
            found.append(day)
    return found
