"""Reading a table that came from outside: cells as text, within bounds, in a child process.

For every import of the site: the parent never parses what somebody sent. Hidden sheets and what
stands beside the cells are not imported, but what may not be kept is refused there too: the file
goes on from hand to hand.
"""

import itertools
import json
from dataclasses import dataclass, field

from township.files.sandbox import ChildFailed, run
from township.personalnumbers import not_kept
from township.sensitivewords import refused_note, told_of_sheet

MAX_ROWS, MAX_COLUMNS = 5000, 100
SECONDS = 15
NUMBER_FOUND = "有像{0.value}的数字，本系统不登记证件号码和银行卡号。"


class WorkbookRefused(Exception):
    """The workbook cannot be read; `sentence` says why and what to do."""

    def __init__(self, sentence):
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class WorkbookSheet:
    """One visible sheet: `rows` of texts from cell A1 on, all equally long; `formulas` as cell
    names; `merges` as (first row, first column, last row, last column) from 0."""

    name: str
    rows: tuple[tuple[str, ...], ...]
    formulas: tuple[str, ...] = field(default=())
    merges: tuple[tuple[int, int, int, int], ...] = field(default=())

    @classmethod
    def from_plain(cls, plain):
        """The sheet that `dataclasses.asdict`, or the child, wrote as lists and texts."""
        return cls(
            plain["name"],
            tuple(map(tuple, plain["rows"])),
            tuple(plain["formulas"]),
            tuple(map(tuple, plain["merges"])),
        )

    @property
    def width(self):
        return len(self.rows[0]) if self.rows else 0

    def cell(self, row, column):
        """The text at (row, column), counted from 0; "" outside."""
        if row >= len(self.rows) or column >= len(self.rows[row]):
            return ""
        return self.rows[row][column]


def read_workbook(path, *, max_rows=MAX_ROWS, max_columns=MAX_COLUMNS):
    """The visible sheets of the workbook at `path`, in their order.

    Raises: WorkbookRefused when it is damaged, too large or takes too long.
    """
    try:
        answer = json.loads(
            run(
                "township.files.cells",
                path,
                max_rows,
                max_columns,
                reads=[path],
                wall_seconds=SECONDS,
            )
        )
    except ChildFailed as failure:
        if failure.is_over_limit:
            raise WorkbookRefused(
                "表格太大或太复杂，没有读完。请只保留要导入的内容，另存为新表格再试。"
            ) from failure
        raise WorkbookRefused("表格打不开，可能已损坏。请另存为 .xlsx 后再试。") from failure
    hidden = answer["hidden"]
    for sheet in (*answer["sheets"], *hidden):
        if sheet["height"] > max_rows or sheet["width"] > max_columns:
            raise WorkbookRefused(
                f"工作表“{sheet['name'] or '1'}”有{sheet['height']}行、{sheet['width']}列，"
                f"最多{max_rows}行、{max_columns}列。请删去多余的空行空列，或者分几次导入。"
            )
    _refuse_unseen(map(WorkbookSheet.from_plain, hidden), answer["notes"])
    return tuple(map(WorkbookSheet.from_plain, answer["sheets"]))


def _refuse_unseen(hidden, notes):
    """What no table shows: sheets that are hidden, what stands beside the cells."""
    for sheet in hidden:
        words = filter(None, map(not_kept, itertools.chain(*sheet.rows)))
        told = told_of_sheet(sheet.name, sheet.rows) or next(map(NUMBER_FOUND.format, words), "")
        if told:
            raise WorkbookRefused(
                f"表格没有读：隐藏的工作表“{sheet.name}”里{told}请取消隐藏，删去后再试。"
            )
    for note in notes:
        kind, word = not_kept(note), refused_note(note)
        if kind or word:
            told = (
                NUMBER_FOUND.format(kind) if kind else f"有“{word}”，属于生育、健康情况，不登记。"
            )
            raise WorkbookRefused(
                f"表格没有读：批注、文本框、页眉页脚或者文件属性（“文件”里的“信息”）里{told}请删去再试。"
            )
