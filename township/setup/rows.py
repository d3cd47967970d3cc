"""The rows of a setup workbook as they stand in its sheets, each cell read by its column."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from township.files.cellnames import cell_name
from township.files.workbooks import WorkbookSheet
from township.sensitivewords import told_of_columns, told_of_name, told_of_sheet
from township.setup.columns import EXAMPLE, NOTES, SetupPart
from township.sheets.faults import (
    CellFault,
    error_in,
    told_of_not_kept,
    told_of_phones,
)
from township.sheets.table import TableLine, find_table
from township.shorttext import even


@dataclass
class SetupRow:
    """One line for a part: `values` by title where all cells could be read; its faults by cell,
    the titles of those cells, `lead` (label, address) to where one is mended, `remarks` on what is
    no fault."""

    part: str
    line: TableLine
    values: dict[str, Any] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    outcome: str = ""
    lead: tuple[str, str] | None = None

    def fault(self, title: str, sentence: str) -> None:
        cell = cell_name(self.line.number - 1, self.line.places.get(title, 0))
        self.faults.append(CellFault(self.line.sheet, cell, sentence))
        self.faulty.add(title)


@dataclass(frozen=True)
class SetupSheet:
    """A sheet that a part reads: its rows, the lines passed over, headers not understood."""

    part: type[SetupPart]
    rows: tuple[SetupRow, ...]
    passed: tuple[TableLine, ...]
    ignored: tuple[str, ...]


@dataclass
class SetupBook:
    """The sheets by part, those that are none of ours, and what is wrong with those that are."""

    sheets: dict[str, SetupSheet] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)
    faults: list[CellFault] = field(default_factory=list)


def read_setup(
    sheets: Sequence[WorkbookSheet],
    parts: Mapping[str, type[SetupPart]],
    open_phones: Collection[str] = (),
) -> SetupBook:
    """Sheets are known by name, else by head; one of ours that cannot be read is a fault.

    `open_phones` are the numbers (digits) of offices, which may stand in any cell.
    """
    book = SetupBook()
    for sheet in sheets:
        if even(sheet.name) == NOTES:
            continue
        named = [key for key, part in parts.items() if even(part.name) == even(sheet.name)]
        fitting = [key for key in named or parts if not _against(sheet, parts[key])]
        if fitting and fitting[0] not in book.sheets:
            book.sheets[fitting[0]] = _read(sheet, fitting[0], parts[fitting[0]], open_phones)
        elif fitting:
            told = f"“{parts[fitting[0]].name}”在工作簿里有两张，请合成一张。"
            book.faults.append(CellFault(sheet.name, "A1", told))
        elif named:
            book.faults.append(CellFault(sheet.name, "A1", _against(sheet, parts[named[0]])))
        elif told := told_of_sheet(sheet.name, sheet.rows):
            book.faults.append(CellFault(sheet.name, "A1", f"这张表里{told}"))
        else:
            book.unread.append(sheet.name)
    book.faults += _refused_columns(book)
    return book


def _refused_columns(book):
    for one in book.sheets.values():
        for told in told_of_columns(one.ignored):
            yield CellFault(one.part.name, "", told)


def _against(sheet, part):
    """Why a sheet is not the part's, as a sentence, or ""."""
    try:
        table = find_table(sheet, part.shape())
    except ValueError as error:
        return str(error)
    lacking = [one for one in part.shape().needed if one not in table.columns]
    return f"缺少这些列：{'、'.join(lacking)}。" if lacking else ""


def _read(sheet, key, part, open_phones):
    table = find_table(sheet, part.shape())
    rows = [
        SetupRow(key, line)
        for line in table.lines
        if not even(next(filter(None, line.raw), "")).startswith(EXAMPLE)
    ]
    for row in rows:
        _read_cells(row, part, open_phones)
    passed = [line for line in table.passed if not even(line.text).startswith(EXAMPLE)]
    return SetupSheet(part, tuple(rows), tuple(passed), table.ignored)


def _read_cells(row, part, open_phones):
    for fault in _forbidden(row):
        row.faults.append(fault)
    for column in part.columns:
        cell = row.line.cells.get(column.title, "")
        if told := told_of_phones(cell, open_phones):
            row.fault(column.title, f"“{column.title}”{told}")
        if told := told_of_name(cell):
            row.fault(column.title, f"“{column.title}”{told}")
        if told := error_in(cell):
            row.fault(column.title, f"“{column.title}”{told}")
            continue
        try:
            value = column.read(cell)
        except ValueError as error:
            row.fault(column.title, str(error))
            continue
        if column.is_needed and value in (None, ""):
            row.fault(column.title, f"“{column.title}”没有填写。")
        row.values[column.title] = value


def _forbidden(row) -> Iterator[CellFault]:
    for place, cell in enumerate(row.line.raw):
        if told := told_of_not_kept(cell):
            yield CellFault(row.line.sheet, cell_name(row.line.number - 1, place), told)
