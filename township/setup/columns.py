"""Columns of the setup workbook, and the sheet that they make."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from township.sheets.table import TableShape
from township.shorttext import even, one_line, read_short

EXAMPLE, NOTES = "示例", "填写说明"


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
    """A row cannot be taken because of one cell: {title: sentence}."""

    def __init__(self, title, sentence):
        super().__init__(sentence)
        self.title, self.sentence = title, sentence


def text(title: str, longest: int) -> Callable[[str], str | None]:
    """A short text, never cut."""
    return lambda cell: read_short(one_line(cell), title, longest)


def one_of(title: str, words: dict[str, Any]) -> Callable[[str], Any]:
    """The value of one of some words, however it is spaced."""
    known = {even(word): value for word, value in words.items()}

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

    A part lives for one run. `once` refuses what stands in the sheet twice.
    """

    name = ""
    main = ""
    note = ""
    columns: tuple[BookColumn, ...] = ()
    # Villages of the workbook whose own rows are wrong.
    faulty: frozenset[str] = frozenset()

    def __init__(self, township, by, slips):
        self.township, self.by, self.slips, self.seen = township, by, slips, {}

    @classmethod
    def shape(cls):
        aliases = {one.title: (one.title, *one.aliases) for one in cls.columns}
        return TableShape(aliases, tuple(o.title for o in cls.columns if o.is_needed), cls.main)

    def begin(self):
        """Read what the rows are compared with."""

    def choices(self):
        """{title: [words]} for the drop-downs of a new workbook."""
        return {}

    def take(self, values, number):
        """Write a row; "new", "update" or "same". Raises CellRefused, Refused, ValidationError."""
        raise NotImplementedError

    def once(self, key, number, title, sentence):
        before = self.seen.setdefault(key, number)
        if before != number:
            raise CellRefused(title, f"{sentence}，第{before}行已经有了。")
