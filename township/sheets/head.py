"""Finds the head of a table in a sheet as offices make them: below a title, in one line or more.

Both lines of a head count: 「基本情况／性别」 is 性别, 「任期／开始」 is 任期开始.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from township.files.cellnames import cell_name
from township.files.workbooks import WorkbookSheet
from township.shorttext import even

WITHIN, MOST_LINES = 100, 3


@dataclass(frozen=True)
class TableHead:
    """`first` and `last` line from 0; titles by column; places: column → key of what was looked
    for; `spelled`: column → the spelling by which it was known."""

    first: int
    last: int
    titles: tuple[str, ...]
    places: Mapping[int, str]
    spelled: Mapping[int, str]


def header_key(text: str) -> str:
    """A header without blanks, signs, remarks in brackets and 其中 before it."""
    return re.sub(r"[^\w]|_", "", re.sub(r"\(.*?\)", "", even(text))).removeprefix("其中")


def find_head(sheet: WorkbookSheet, aliases: Mapping[str, Sequence[str]]) -> TableHead | None:
    """The head that names the most columns of `aliases` (key → spellings), at least two."""
    known = {header_key(spelling): key for key, names in aliases.items() for spelling in names}
    best, most = None, 1
    for lines in range(MOST_LINES):  # of two readings that name as much, the one of fewer lines
        for first in range(min(len(sheet.rows) - lines, WITHIN)):
            head = _head(sheet, first, first + lines, known)
            count = len(set(head.places.values()))
            if count > most:
                best, most = head, count
    return best


def _head(sheet, first, last, known):
    lines = [list(sheet.rows[number]) for number in range(first, last + 1)]
    across = _across(sheet, first, last)
    titles, places, spelled = [], {}, {}
    for column in range(len(lines[0])):
        parts = [
            across.get((number, column), "") or line[column]
            for number, line in enumerate(lines, first)
        ]
        title, key, spelling = _read(parts, lines, column, known)
        titles.append(title)
        if key:
            places[column], spelled[column] = key, spelling
    return TableHead(first, last, tuple(titles), places, spelled)


def _across(sheet, first, last):
    """Texts of merged cells in the places they cover; the lowest line of a head is not divided."""
    covered = {}
    for top, left, bottom, right in sheet.merges:
        if first <= top < last and bottom <= last:
            text = sheet.cell(top, left)
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    if row < last or column == left:
                        covered[row, column] = text
    return covered


def _read(parts, lines, column, known):
    """(title, key, spelling) of a column: by its lowest text, then by all its texts together."""
    told = list(dict.fromkeys(filter(None, parts)))
    if not told or not any(line[column] for line in lines):
        return "", "", ""
    carried = [_left_of(line, column) for line in lines[:-1]]
    joined = ("".join(told), "".join([*filter(None, carried), told[-1]]))
    candidates = (told[-1], *joined) if len(lines) > 1 else (told[0],)
    for text in candidates:
        if key := known.get(header_key(text)):
            return "".join(told), key, header_key(text)
    return "".join(told), "", ""


def _left_of(line, column):
    """The nearest text at or left of a column: a title over several columns, not merged."""
    return next((text for text in reversed(line[: column + 1]) if text), "")


def twice_in(head: TableHead, needed: Sequence[str]) -> str:
    """A sentence when the head names one column twice, as two tables side by side do; or ""."""
    seen: dict[str, int] = {}
    for column, key in head.places.items():
        for name in {head.spelled[column], key if key in needed else ""} - {""}:
            if name in seen:
                both = [cell_name(head.last, place) for place in (seen[name], column)]
                return (
                    f"表头里“{head.titles[column]}”出现了两次（{'、'.join(both)}）。"
                    "两张表并排放的，请改成上下一张表；多余的列请删去。"
                )
            seen[name] = column
    return ""
