"""The tables of a workbook that an import reads, and why the others are not read.

What may not be kept at all (个人信息保护法 articles 6 and 28) is not passed over: the sender takes
it out, and the whole workbook is refused until then.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import tablib

from township.files.cellnames import cell_name
from township.files.workbooks import WorkbookSheet
from township.sensitivewords import (
    LONGEST_HEADER,
    refused_title,
    told_of_columns,
    told_of_sheet,
)
from township.sheets.faults import told_of_not_kept
from township.sheets.table import SheetTable, TableLine, find_table
from township.shorttext import one_line
from township.workflow import Refused
from villages.sheets.columns import SheetResource

EMPTY = "表格里没有内容。"


@dataclass(frozen=True)
class SheetTables:
    """The tables of a workbook that fit an import, and (sheet, reason) of those that do not."""

    tables: tuple[SheetTable, ...]
    unread: tuple[tuple[str, str], ...]
    columns: tuple[str, ...]
    lines: tuple[TableLine, ...]

    @property
    def dataset(self) -> tablib.Dataset:
        rows = [[line.cells.get(name, "") for name in self.columns] for line in self.lines]
        return tablib.Dataset(*rows, headers=self.columns)


def tables_of(resource: SheetResource, sheets: Sequence[WorkbookSheet]) -> SheetTables:
    """What an import reads: every sheet whose head fits.

    Raises Refused for forbidden columns and for a workbook without a table that fits.
    """
    found, unread = [], []
    for sheet in sheets:
        try:
            table = find_table(sheet, resource.shape())
            _refuse_columns(table)
            _refuse_lacking(resource, table)
            found.append((table, resource.told_elsewhere(table)))
        except ValueError as error:
            if told := told_of_sheet(sheet.name, sheet.rows):
                raise Refused(f"表格没有导入：工作表“{sheet.name}”里{told}") from None
            unread.append((sheet.name, str(error)))
    if not found:
        raise Refused([of_sheet(name, reason, sheets) for name, reason in unread] or [EMPTY])
    lines = tuple(
        replace(line, cells=told | {key: cell for key, cell in line.cells.items() if cell})
        for table, told in found
        for line in (named(line, sheets) for line in table.lines)
    )
    columns = dict.fromkeys(
        name for table, told in found for name in (*table.columns, *(told if table.lines else ()))
    )
    tables = tuple(table for table, _ in found)
    return SheetTables(tables, tuple(unread), tuple(columns), lines)


def of_sheet(name, reason, sheets):
    return f"工作表“{name}”：{reason}" if len(sheets) > 1 else reason


def named(line, sheets):
    """A line tells its sheet only where there are several."""
    return line if len(sheets) > 1 else replace(line, sheet="")


def _refuse_columns(table):
    """Raises Refused: what may not be kept is not passed over, the sender has to take it out."""
    first = table.lines[0].number if table.lines else 0
    below = [line.raw for line in table.passed if line.number < first]  # more of the head
    beside = [cell for row in (*table.before, *below) for cell in row]
    headers = [*table.headers, *beside]
    joined = ["".join(column) for column in zip(table.headers, *below, strict=False)]
    refused = told_of_columns([*table.headers, *joined]) or told_of_columns(_short(headers))
    if refused:
        raise Refused(f"表格没有导入：{told}" for told in refused)
    for title in (table.sheet, *beside):
        if word := refused_title(title):
            raise Refused(
                f"表格没有导入：“{one_line(title)}”是按生育、健康情况（“{word}”）列的名单，"
                "本系统不登记这类名单。"
            )


def _refuse_lacking(resource, table):
    lacking = [name for name in resource.NEEDED if name not in table.columns]
    if lacking:
        raise ValueError(f"缺少这些列：{'、'.join(lacking)}。")
    if not table.lines:
        raise ValueError("表头下面没有内容。")


def _short(cells):
    """Cells above the table that may be headers of a merged group, not its title."""
    return [cell for cell in cells if len(cell) <= LONGEST_HEADER]


def forbidden_elsewhere(read, sheets):
    """Cells outside the lines that are imported and yet hold what may not come in."""
    inside = {(table.sheet, line.number) for table in read.tables for line in table.lines}
    return [
        f"{of_sheet(sheet.name, cell_name(number, place), sheets)}格{told}"
        for sheet in sheets
        for number, row in enumerate(sheet.rows)
        for place, cell in enumerate(row)
        if (sheet.name, number + 1) not in inside and (told := told_of_not_kept(cell))
    ]
