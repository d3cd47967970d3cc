"""A table of a sheet line by line: what each cell says, and what is no line of it.

A merged title above, 合计 below, signatures, a value merged over several lines: all of it is usual
and none of it is the sender's fault. What is passed over is listed, never dropped.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from township.files.workbooks import WorkbookSheet
from township.sheets.head import TableHead, find_head, header_key, twice_in
from township.shorttext import even, one_line

TOTAL = re.compile(r"^.{0,6}(合计|总计|小计|共计|累计|总数|合\s*计)")
LABEL = re.compile(
    "^(填表|填报|制表|造表|打印|审核|审批|复核|校对|负责人|责任人|联系人|经办|盖章|单位|备注|说明|注|附|日期|时间|签)"
)
ASIDE = re.compile(
    "委员会$|人民政府$|办事处$|盖章|公章|签[字名章]|以下空白|此[表件]|一式|^第?\\d+[/页]|^共\\d+|^※|^\\*"
    "|[\\d〇零一二三四五六七八九]年[\\d一二三四五六七八九十]+月|^(填|制|造)[表报]|\\d[人户名个]|[:：]"
)
# In the place of a name: a label with what belongs to it, or an office and a colon.
SIGNED = re.compile(LABEL.pattern + "(人|员|单位|负责人|日期|时间)*(:|$)|[人员长任记话章字名位]:")
# Says what the line above says.
DITTO = frozenset({"同上", "〃", "″", '"', "''", "”", "“", "々"})
COLUMN_NUMBERS = ("123456789", "甲乙丙丁戊己庚辛壬癸", "一二三四五六七八九", "ABCDEFGHI")
NUMBERING = ("序号", "编号", "签名", "序", "号")


@dataclass(frozen=True)
class TableShape:
    """What is looked for: columns by their spellings, those that must be there, the `main` one,
    `proof`: columns of which one shows that a line is about somebody (none: any column), and `own`:
    columns that belong to one person alone, which no 同上 carries down."""

    aliases: Mapping[str, Sequence[str]]
    needed: Sequence[str]
    main: str
    proof: Sequence[str] = ()
    own: Sequence[str] = ()


@dataclass(frozen=True)
class TableLine:
    """One line: its sheet ("" where there is only one), its number from 1, its cells by column and
    as they stood; where each column stands."""

    sheet: str
    number: int
    cells: Mapping[str, str]
    raw: tuple[str, ...]
    places: Mapping[str, int] = field(default_factory=dict)

    @property
    def place(self):
        return f"“{self.sheet}”第{self.number}行" if self.sheet else f"第{self.number}行"

    @property
    def text(self):
        return "　".join(one_line(cell) for cell in self.raw if cell)


@dataclass(frozen=True)
class SheetTable:
    """columns: the keys that were found; ignored: headers not understood; passed: lines that are
    about nothing; before: the texts above the head."""

    sheet: str = ""
    headers: tuple[str, ...] = ()
    header_line: int = 0
    columns: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    lines: tuple[TableLine, ...] = ()
    passed: tuple[TableLine, ...] = ()
    before: tuple[tuple[str, ...], ...] = field(default=())


def find_table(sheet: WorkbookSheet, shape: TableShape) -> SheetTable:
    """The table of a sheet. ValueError with a sentence when there is none that fits."""
    head = find_head(sheet, shape.aliases)
    if head is None:
        first = "、".join(names[0] for names in shape.aliases.values())
        raise ValueError(f"没有找到表头。表头要有这些列名中的几个：{first}。")
    if told := twice_in(head, (*shape.needed, shape.main)):
        raise ValueError(told)
    columns = _columns(head)
    lines, passed = _read(sheet, head, columns, shape)
    return SheetTable(
        sheet.name,
        head.titles,
        head.last + 1,
        tuple(columns.values()),
        tuple(
            title
            for place, title in enumerate(head.titles)
            if title and place not in columns and header_key(title) not in NUMBERING
        ),
        tuple(lines),
        tuple(passed),
        sheet.rows[: head.first],
    )


def _read(sheet, head, columns, shape):
    """(lines, passed) of what stands below the head."""
    places = {key: place for place, key in columns.items()}
    lines, passed, above = [], [], {}
    for number, row in enumerate(_filled_down(sheet, head.last + 1), head.last + 2):
        if _is_empty(row, columns) or _is_head(row, head):
            continue
        if not lines and _is_column_numbers(row):
            continue
        cells = {key: row[place].strip() for place, key in columns.items()}
        cells |= _repeated(cells, above, (shape.main, *shape.own))
        line = TableLine(sheet.name, number, cells, tuple(row), places)
        if _is_aside(line, columns, shape):
            passed.append(line)
        else:
            lines.append(line)
            above = cells
    return lines, passed


def _repeated(cells, above, own):
    """What a ditto mark stands for, by column; it is never a name, nor another's telephone."""
    return {
        key: above[key]
        for key, cell in cells.items()
        if key not in own and above.get(key) and "".join(cell.split()) in DITTO
    }


def _columns(head: TableHead) -> dict[int, str]:
    """{place: key}, the first place of each key."""
    columns: dict[int, str] = {}
    for place, key in head.places.items():
        if key not in columns.values():
            columns[place] = key
    return columns


def _filled_down(sheet, start):
    """The rows from `start` on; a value merged downwards counts for every row it covers."""
    rows = [list(row) for row in sheet.rows[start:]]
    for top, left, bottom, _ in sheet.merges:
        for number in range(max(top + 1, start), min(bottom + 1, len(sheet.rows))):
            rows[number - start][left] = sheet.cell(top, left)
    return rows


def _is_empty(row, columns):
    """Nothing, or a running number that was written in advance."""
    filled = {place: even(text) for place, text in enumerate(row) if even(text)}
    return not filled or (
        all(text.isdigit() for text in filled.values()) and not filled.keys() & columns.keys()
    )


def _is_head(row, head):
    """The head again, as on a next page, or its second line under merged cells."""
    told = {place: row[place] for place in head.places if even(row[place])}
    return len(told) > 1 and all(
        header_key(text) and header_key(text) in header_key(head.titles[place])
        for place, text in told.items()
    )


def _is_column_numbers(row):
    """The columns numbered, as printed forms do below their head: 1 2 3, 甲 乙 丙."""
    told = [even(text).strip("()") for text in row if even(text)]
    return len(told) > 2 and any(told == list(signs[: len(told)]) for signs in COLUMN_NUMBERS)


def _is_aside(line: TableLine, columns: Mapping[int, str], shape: TableShape) -> bool:
    """A sum, a signature, a remark: a line that is about nothing the table is about."""
    about = (shape.main, *(shape.proof or columns.values()))
    if not any(line.cells.get(key) for key in about):
        return True
    if any(line.cells.get(key) for key in shape.proof):
        return _is_signed(even(line.cells.get(shape.main, "")), line)
    filled = [(place, even(text)) for place, text in enumerate(line.raw) if even(text)]
    if len(filled) > 1 and filled[0][1].isdigit():
        filled = filled[1:]
    place, first = filled[0]
    if TOTAL.match(first):
        return True
    if len(filled) == 1:
        return bool(ASIDE.search(first) or LABEL.match(first))
    is_column = columns.get(place, shape.main) != shape.main
    return bool(LABEL.match(first)) and (":" in first or not is_column)


def _is_signed(main, line):
    """Does a line whose other columns are filled, too, say no more than a sum or who signed?"""
    if main:
        return bool(TOTAL.match(main) or SIGNED.search(main))
    filled = [even(text) for text in line.raw if even(text)]
    return len(filled) == 1 and bool(ASIDE.search(filled[0]))
