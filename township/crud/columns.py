"""Columns of a list and the cells below them: what a column is called stands there alone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Column:
    """A column of a list; `key` names the ORM path it sorts by, "" if it does not."""

    label: str
    key: str = ""
    is_number: bool = False
    is_exported: bool = True


@dataclass(frozen=True)
class Toned:
    """A value shown as a mark in its tone; `label` where a narrow screen says another word for the
    column."""

    value: Any
    tone: str
    label: str = ""


@dataclass(frozen=True)
class ListCell:
    label: str
    value: Any
    tone: str
    is_number: bool


def cells_of(columns: Sequence[Column], values: Iterable[Any]) -> list[ListCell]:
    """The cells of a row, one for every column."""
    marks = [value if isinstance(value, Toned) else Toned(value, "") for value in values]
    return [
        ListCell(mark.label or column.label, mark.value, mark.tone, column.is_number)
        for column, mark in zip(columns, marks, strict=True)
    ]


def bare(value: Any) -> Any:
    """The value without its tone, as a workbook shows it."""
    return value.value if isinstance(value, Toned) else value
