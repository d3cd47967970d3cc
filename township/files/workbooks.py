"""Reading a workbook that came from outside: cells as text, within bounds, in a child process.

For every import of the site: the parent never parses what somebody sent.
"""

import json
from dataclasses import dataclass, field
from string import ascii_uppercase

from township.files.sandbox import ChildFailed, run

MAX_ROWS, MAX_COLUMNS = 5000, 100
SECONDS = 15


class WorkbookRefused(Exception):
    """The workbook cannot be read; `sentence` says why and what to do."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class WorkbookSheet:
    """One sheet: `rows` of texts from cell A1 on, all equally long; `formulas` as cell names."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    formulas: tuple[str, ...] = field(default=())

    def cell(self, row, column):
        """The text at (row, column), counted from 0; "" outside."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


def cell_name(row, column):
    """ "C5" of (4, 2): row and column counted from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = ascii_uppercase[rest] + letters
    return f"{letters}{row + 1}"


def read_workbook(path, *, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS):
    """The sheets of the workbook at `path`, in their order.

    Raises: WorkbookRefused when it is damaged, too large or takes too long.
    """
    try:
        answer = json.loads(
            run("township.files.cells", path, max_rows, max_columns, wall_seconds=SECONDS)
        )
    except ChildFailed as failure:
        if failure.is_over_limit:
            raise WorkbookRefused(
                "表格太大或太复杂，没有读完。请只保留要导入的内容，另存为新表格再试。"
            ) from failure
        raise WorkbookRefused("表格打不开，可能已损坏。请另存为 .xlsx 后再试。") from failure
    for sheet in answer["sheets"]:
        if sheet["height"] > max_rows or sheet["width"] > max_columns:
            raise WorkbookRefused(
                f"工作表“{sheet['name']}”有{sheet['height']}行、{sheet['width']}列，"
                f"最多{max_rows}行、{max_columns}列。请删去多余的空行空列，或者分几次导入。"
            )
    return tuple(
        WorkbookSheet(
            sheet["name"],
            tuple(tuple(row) for row in sheet["rows"]),
            tuple(sheet["formulas"]),
        )
        for sheet in answer["sheets"]
    )
