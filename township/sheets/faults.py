"""What is wrong with a cell, told by sheet, row and column; what no import takes in any cell."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from township.files.cellnames import cell_name
from township.files.workbooks import WorkbookSheet
from township.personalnumbers import masked, not_kept, phones_told, telephones

ERROR_CELL = re.compile(
    r"#(N/A|REF!|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|BLOCKED!|CONNECT!|BUSY!"
    r"|GETTING_DATA|UNKNOWN!|未计算)|Err:\d{3}|#{3,}",
    re.IGNORECASE,
)
SHORTEST = 7


@dataclass(frozen=True)
class CellFault:
    """One thing wrong with a workbook; `cell` is "" when it is not about one cell."""

    sheet: str
    cell: str
    sentence: str

    def __str__(self):
        place = f"“{self.sheet}”{self.cell}：" if self.sheet else ""
        return f"{place}{self.sentence}"


def folded(faults: Iterable[CellFault]) -> list[str]:
    """What is wrong, in sentences: the same down a column is told once."""
    told: dict[tuple[str, str, str], list[CellFault]] = {}
    for one in faults:
        told.setdefault((one.sheet, one.cell.rstrip("0123456789"), one.sentence), []).append(one)
    return [_told_of(same) for same in told.values()]


def _told_of(same):
    first, last = same[0], same[-1]
    if first is last:
        return str(first)
    cells = f"{first.cell}到{last.cell}共{len(same)}处" if first.cell else f"共{len(same)}处"
    return str(replace(first, cell=cells))


def error_in(text: str) -> str:
    """A sentence when the cell shows the error of a formula, or ""."""
    if not ERROR_CELL.fullmatch(text.strip()):
        return ""
    if text.strip() == "#未计算":
        return "是公式，还没有算出结果，请打开表格保存一次，或者改成数字、文字。"
    return f"是出错的公式（{text.strip()}），请改成数字或文字。"


def told_of_not_kept(text: str) -> str:
    """A sentence when something like the number of a paper or a bank card stands in the cell."""
    kind = not_kept(text) if len(text) >= SHORTEST else None
    return f"像{kind.value}，本系统不登记证件号码和银行卡号，请删去后再导入。" if kind else ""


def told_of_phones(text: str, open_ones: Collection[str]) -> str:
    """A sentence when telephone numbers stand in a cell that is not meant for one, or "". Those in
    `open_ones` (digits) are an office's. Told masked: who imports need not be who may read them."""
    if len(text) < SHORTEST:
        return ""
    found = [masked(one.digits) for one in telephones(text) if one.digits not in open_ones]
    return phones_told(found, may_open=False) if found else ""


def forbidden_cells(sheets: Iterable[WorkbookSheet]) -> Iterator[CellFault]:
    """Cells with something like the number of a paper or a bank card, wherever they stand. What
    stands in many cells (a rule beside each village) is read once."""
    told_of = cache(told_of_not_kept)
    for sheet in sheets:
        for row, cells in enumerate(sheet.rows):
            for column, text in enumerate(cells):
                if told := told_of(text):
                    yield CellFault(sheet.name, cell_name(row, column), told)


def error_cells(sheets: Iterable[WorkbookSheet]) -> Iterator[CellFault]:
    """Cells that show the error of a formula."""
    told_of = cache(error_in)
    for sheet in sheets:
        for row, cells in enumerate(sheet.rows):
            for column, text in enumerate(cells):
                if told := told_of(text):
                    yield CellFault(sheet.name, cell_name(row, column), told)
