"""Columns of the setup workbook, and the sheet that they make."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from township.setup.sent import SentBeside
from township.sheets.table import TableShape
from township.shorttext import even, one_line, read_short
from township.today import after_today
from villages.rules.written_days import read_day

EXAMPLE, NOTES = "示例", "填写说明"
AMOUNT = re.compile(r"(\d{1,9}(?:\.\d{1,20})?)[元分]?")


@dataclass(frozen=True)
class BookColumn:
    """`read` makes the value of a text (None: blank) or raises ValueError with a sentence."""

    title: str
    width: int
    example: str
    read: Callable[[str], Any]
    is_needed: bool = False
    aliases: tuple[str, ...] = ()


class CellRefused(Exception):
    """A row cannot be taken because of one cell. `lead`: (label, address) of where it is mended."""

    def __init__(self, title, sentence, lead=None):
        super().__init__(sentence)
        self.title, self.sentence, self.lead = title, sentence, lead


def text(title: str, longest: int) -> Callable[[str], str | None]:
    """A short text, never cut."""
    return lambda cell: read_short(one_line(cell), title, longest)


def past_day(title: str) -> Callable[[str], date | None]:
    """The day of something that has happened."""

    def read(cell):
        day = read_day(cell, title)
        for fault in after_today(day, title):
            raise ValueError(fault)
        return day

    return read


def amount(title: str, most: int, places: int) -> Callable[[str], Decimal | None]:
    """A number of so many places, up to `most`: 87.5, 10000元, 1,200."""

    def read(cell):
        plain = even(cell).replace(",", "")
        if not plain:
            return None
        found = AMOUNT.fullmatch(plain)
        if not found:
            raise ValueError(f"{title}“{cell[:20]}”不是一个数，请写成87.5这样的数字。")
        number = Decimal(found[1])
        if number > most:
            raise ValueError(f"{title}“{cell[:20]}”太大，最多{most}。")
        if number != round(number, places):
            raise ValueError(f"{title}“{cell[:20]}”最多{places}位小数。")
        return round(number, places)

    return read


def one_of(
    title: str, words: dict[str, Any], also: dict[str, Any] | None = None
) -> Callable[[str], Any]:
    """The value of one of some words, however it is spaced; `also` are understood, not offered."""
    known = {even(word): value for word, value in (words | (also or {})).items()}

    def read(cell):
        if not even(cell):
            return None
        if even(cell) not in known:
            told = "、".join(words)
            raise ValueError(f"{title}只能填{told}，现在是“{cell[:20]}”。")
        return known[even(cell)]

    return read


class WaitsForVillage(Exception):
    """A row names a village whose own row is wrong: it is told there."""


class SetupPart:
    """One sheet: `columns`, the first of which bears the example's mark; `take` writes a row.

    A part lives for one run. `once` refuses what stands in the sheet twice; `remarks` are told of
    the row that is being taken, and are no faults.
    """

    name = ""
    main = ""
    note = ""
    columns: tuple[BookColumn, ...] = ()
    # Do rows name files that are sent beside the workbook?
    takes_files = False
    # Villages of the workbook whose own rows are wrong.
    faulty: frozenset[str] = frozenset()

    def __init__(self, township, by, slips=None, sent=None):
        self.township, self.by, self.seen = township, by, {}
        self.slips = [] if slips is None else slips
        self.sent = sent or SentBeside()
        self.remarks = []

    @classmethod
    def shape(cls):
        aliases = {one.title: (one.title, *one.aliases) for one in cls.columns}
        return TableShape(aliases, tuple(o.title for o in cls.columns if o.is_needed), cls.main)

    def prepare(self, rows):
        """What takes long and is needed once `rows` are written; before anything is locked."""

    def begin(self):
        """Read what the rows are compared with."""

    def choices(self):
        """{title: [words]} for the drop-downs of a new workbook."""
        return {}

    def rank(self, values):
        """Rows of a lower rank are taken first, whatever their order in the sheet."""
        return 0

    def take(self, values, number):
        """Write a row; "new", "update" or "same". Raises CellRefused, Refused, ValidationError."""
        raise NotImplementedError

    def refuse_other(self, titles, known, values, where):
        """Refuse a cell that says otherwise than the row that is there; an empty one says nothing.

        `known`: the kept values by title; `titles`: how a value is told, by title.
        """
        for title, told in titles.items():
            if values[title] is not None and values[title] != known[title]:
                here = told(known[title]) if known[title] not in (None, "") else "空着"
                raise CellRefused(title, f"系统里已经有了，{title}是{here}。要改的，{where}。")

    def once(self, key, number, title, sentence):
        before = self.seen.setdefault(key, number)
        if before != number:
            raise CellRefused(title, f"{sentence}，第{before}行已经有了。")
