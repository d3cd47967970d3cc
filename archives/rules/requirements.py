"""What can be asked of a village's archive, and the answer to it: the words of completeness.

Plain data without a database. A requirement asks, records (Filed) and facts (Event) answer, and a
Cell is the answer for one village and year; `completeness.assess` makes the cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from township.dates import cn_date
from township.enumeration import first_of

# Categories whose records the system files itself, from the act that closes a fact (`receivers`).
BY_FACT = frozenset(
    ("TXZ", "LDZ", "XHH", "ZCH", "ZDU", "GYU", "XYS", "HYJ", "BJL", "GKG", "XCH", "BZC")
)


class Per(StrEnum):
    """How often a requirement asks; METADATA asks of every record its category's own fields.

    PUBLICITY is as often as the law of the place publishes in the ordinary way, and stands for
    QUARTER or YEAR (`completeness.of_place`).
    """

    TERM = "TERM"
    YEAR = "YEAR"
    QUARTER = "QUARTER"
    PUBLICITY = "PUBLICITY"
    EVENT = "EVENT"
    TEXT = "TEXT"
    CAMPAIGN = "CAMPAIGN"
    METADATA = "METADATA"


class ArchiveState(StrEnum):
    PRESENT = "present"
    PARTIAL = "partial"
    MISSING = "missing"
    NOT_DUE = "not_due"

    @property
    def label(self) -> str:
        return {"present": "齐全", "partial": "部分", "missing": "缺", "not_due": "未到期"}[self]


class Holding(StrEnum):
    """What a record must hold that nobody but the village can bring: the system composes a sheet to
    be signed, never the signatures on it."""

    PHOTO = "photo"
    SIGN_IN = "sign_in"

    @property
    def label(self) -> str:
        return {"photo": "照片", "sign_in": "签过名的签到册"}[self]


@dataclass(frozen=True)
class YearSpan:
    """A campaign or a term of office, both days included."""

    start: date
    end: date


@dataclass(frozen=True)
class ArchiveRequirement:
    """`count` records of `category` for each `per`. `key` is unique within the category.

    TEXT asks for one `stage` of the category's text; METADATA for `fields` as (key, shown name). A
    record without what `holds` names is not one that was asked for. `askers`: the campaigns that
    ask for it, in the days of `span`; none where the township itself asks.
    """

    category: str
    key: str
    name: str
    per: Per
    count: int = 1
    stage: str = ""
    fields: tuple[tuple[str, str], ...] = ()
    holds: Holding | None = None
    span: YearSpan | None = None
    askers: tuple[str, ...] = ()


class Filed(NamedTuple):
    """One record in the archive. `source` tells of which fact ("meeting:12") it is.

    `keys`: the requirements it serves, empty for any of its category. `stages`: which stages of a
    text lie in it. `filled`: keys of the category's fields that have a value. `held`: what was
    brought from outside. `record`: its id, for the page that leads there. `is_late_entry`: of a
    time before the system; its delay says nothing. Of what lies wholly in earlier years neither
    title, fields nor the day of filing are asked.
    """

    category: str
    year: int
    on: date
    filed_on: date | None = None
    title: str = ""
    source: str = ""
    keys: frozenset[str] = frozenset()
    stages: frozenset[str] = frozenset()
    filled: frozenset[str] = frozenset()
    held: frozenset[Holding] = frozenset()
    record: int = 0
    is_late_entry: bool = False


@dataclass(frozen=True)
class ArchiveEvent:
    """A fact that must be filed, such as a closed meeting."""

    category: str
    source: str
    title: str
    on: date


@dataclass(frozen=True)
class ArchivePiece:
    """The smallest thing that can be there or not: a quarter, an event, a stage.

    `lacking`: the records are there and want only this; `record` is the first of them.
    """

    name: str
    have: int
    need: int
    due_on: date
    lacking: Holding | None = None
    record: int = 0

    @property
    def shown(self) -> str:
        """第二季度; 2件; 第二季度的照片."""
        what = self.name or f"{self.need - self.have}件"
        return f"{what}的{self.lacking.label}" if self.lacking else what

    @property
    def is_met(self) -> bool:
        return self.have >= self.need


@dataclass(frozen=True)
class ArchiveCell:
    """One requirement for one village and year."""

    requirement: ArchiveRequirement
    pieces: tuple[ArchivePiece, ...]
    today: date
    is_outside: bool = False  # the year lies outside the campaign
    have: int = field(init=False)
    need: int = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "have", sum(piece.have for piece in self.pieces))
        object.__setattr__(self, "need", sum(piece.need for piece in self.pieces))

    @cached_property
    def gaps(self) -> tuple[ArchivePiece, ...]:
        """Unmet pieces whose day has passed."""
        return tuple(p for p in self.pieces if not p.is_met and self.today > p.due_on)

    @cached_property
    def waiting(self) -> tuple[ArchivePiece, ...]:
        """Unmet pieces whose day is still to come."""
        return tuple(p for p in self.pieces if not p.is_met and self.today <= p.due_on)

    @cached_property
    def state(self) -> ArchiveState:
        if self.gaps:
            has_some = any((p.have or p.lacking) and self.today > p.due_on for p in self.pieces)
            return ArchiveState.PARTIAL if has_some else ArchiveState.MISSING
        has_met = any(p.is_met and (self.today > p.due_on or not self.waiting) for p in self.pieces)
        return ArchiveState.PRESENT if has_met else ArchiveState.NOT_DUE

    @cached_property
    def due_on(self) -> date | None:
        """Day of the oldest gap, else of the next piece to come, else None."""
        return min((p.due_on for p in self.gaps or self.waiting), default=None)

    @property
    def sentence(self) -> str:
        name = self.requirement.name
        if self.due_on and self.gaps:
            return f"{name}：缺{listed(self.gaps)}，{cn_date(self.due_on)}已到期。"
        if self.due_on and self.waiting:
            return f"{name}：还差{listed(self.waiting)}，{cn_date(self.due_on)}到期。"
        if self.is_outside:
            return f"{name}：不在创建期内。"
        return f"{name}：齐全。" if self.pieces else f"{name}：目前没有需要归档的事项。"


@dataclass(frozen=True)
class ArchiveCounts:
    present: int
    partial: int
    missing: int
    not_due: int

    def __add__(self, other: "ArchiveCounts") -> "ArchiveCounts":
        return ArchiveCounts(
            self.present + other.present,
            self.partial + other.partial,
            self.missing + other.missing,
            self.not_due + other.not_due,
        )

    @property
    def share(self) -> int | None:
        """Whole per cent of the due that is complete, rounded down; None when nothing is due."""
        due = self.present + self.partial + self.missing
        return self.present * 100 // due if due else None


@dataclass(frozen=True)
class TextRow:
    """One text of the plan's matrix, its stages as cells in the order of the requirements."""

    category: str
    cells: tuple[ArchiveCell, ...]


def listed(pieces: Sequence[ArchivePiece], most: int = 3) -> str:
    """第二季度、第三季度; 2件; “…”等5件."""
    return first_of([piece.shown for piece in pieces], most, "项")
