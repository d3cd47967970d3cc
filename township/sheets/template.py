"""Workbooks that the site made to be filled in: its sheets and columns must still be in place.

Reading never trusts the sheet: what was moved, added or made a formula is told by cell.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from township.files.cellnames import cell_name
from township.files.workbooks import WorkbookSheet, read_workbook
from township.sheets.faults import CellFault, error_cells, forbidden_cells, told_of_phones
from township.shorttext import even, typed_number

NUMBER = re.compile(r"[-+]?\d+(\.\d*)?")


@dataclass(frozen=True)
class TemplateShape:
    """titles: {sheet: its column titles in order}; needed: further sheets that must be there;
    known: sheets that may be there; `what` is how the workbook is called; formerly: what a sheet
    or a title was called in workbooks handed out before, {former: now}."""

    what: str
    titles: Mapping[str, Sequence[str]]
    needed: Collection[str] = ()
    known: Collection[str] = ()
    formerly: Mapping[str, str] = field(default_factory=dict)

    def now(self, name: str) -> str:
        """The present name of a sheet or a title; of its own names and unknown ones, itself."""
        return self.formerly.get(name, name)


@dataclass
class TemplateReading:
    """The sheets by name and what is wrong with them."""

    sheets: Mapping[str, WorkbookSheet] = field(default_factory=dict)
    faults: list[CellFault] = field(default_factory=list)
    # Numbers (digits) of offices, which may stand in any text.
    open_phones: Collection[str] = ()

    def fault(self, sheet: str, row: int, column: int, sentence: str):
        """Note a fault; row and column count from 0."""
        self.faults.append(CellFault(sheet, cell_name(row, column), sentence))


def read_template(path, shape: TemplateShape, *, max_rows: int, max_columns: int):
    """The TemplateReading of a workbook. Raises WorkbookRefused when it cannot be read at all."""
    sheets = read_workbook(path, max_rows=max_rows, max_columns=max_columns)
    sheets = [replace(sheet, name=shape.now(sheet.name)) for sheet in sheets]
    reading = TemplateReading({sheet.name: sheet for sheet in sheets})
    reading.faults += _misplaced(reading.sheets, shape)
    reading.faults += forbidden_cells(sheets)
    reading.faults += error_cells(sheets)
    return reading


def _misplaced(sheets, shape):
    for name in (*shape.needed, *shape.titles):
        if name not in sheets:
            yield CellFault("", "", f"缺少工作表“{name}”，请用系统导出的{shape.what}填写。")
    for name, sheet in sheets.items():
        if name not in (*shape.titles, *shape.needed, *shape.known):
            yield CellFault("", "", f"多了工作表“{name}”，请删去。")
        for cell in sheet.formulas:
            yield CellFault(name, cell, "有公式，请改成数字或文字。")
    for name, titles in shape.titles.items():
        if name in sheets:
            yield from _moved(sheets[name], titles, shape)


def _moved(sheet, titles, shape) -> Iterator[CellFault]:
    for place, title in enumerate(titles):
        told = sheet.cell(0, place)
        if even(shape.now(even(told))) != even(title):
            sentence = f"这一列应是“{title}”，现在是“{told or '空'}”。列的位置不要移动。"
            yield CellFault(sheet.name, cell_name(0, place), sentence)
    extra = sheet.cell(0, len(titles))
    if extra:
        yield CellFault(sheet.name, cell_name(0, len(titles)), f"多了一列“{extra}”，请删去。")
    for number, row in enumerate(sheet.rows):
        for place in range(len(titles) + bool(extra), len(row)):
            if row[place]:
                told = "在表格的列以外，没有读。请移进表格，或者删去。"
                yield CellFault(sheet.name, cell_name(number, place), told)


def _plain_number(text: str) -> str:
    """The number in plain signs; ValueError where it is none."""
    if text.isascii() and NUMBER.fullmatch(text):
        return text  # as most are
    plain = typed_number(text)
    if not NUMBER.fullmatch(plain):
        raise ValueError(text)
    return plain


class TemplateRow:
    """Cells of one row below the head with their checks; faults go to the reading.

    longest: {title: most signs}.
    """

    def __init__(self, reading, sheet: str, number: int, texts, titles, longest=()):
        self.reading, self.sheet, self.number, self.texts = reading, sheet, number, texts
        self.titles, self.longest, self.is_sound = titles, dict(longest), True

    def fault(self, place: int, sentence: str):
        self.is_sound = False
        self.reading.fault(self.sheet, self.number, place, sentence)

    def words(self, place: int) -> str:
        """What is written there; a telephone number in it is told."""
        value = self.texts[place]
        if told := told_of_phones(value, self.reading.open_phones):
            self.fault(place, f"“{self.titles[place]}”{told}")
        return value

    def text(self, place: int, *, is_optional=False) -> str:
        value, title = self.words(place), self.titles[place]
        longest = self.longest.get(title)
        if not value and not is_optional:
            self.fault(place, f"“{title}”没有填写。")
        if longest and len(value) > longest:
            self.fault(place, f"“{title}”最多{longest}个字，现在有{len(value)}个。")
        return value

    def number_at(self, place: int, read: Callable[[str], Decimal], default=None):
        """The number that `read` makes of a cell; full-width digits and 分 are usual."""
        value, title = self.texts[place], self.titles[place]
        if not value:
            if default is None:
                self.fault(place, f"“{title}”没有填写。")
            return default
        try:
            return read(_plain_number(value))
        except ValueError:
            self.fault(place, f"“{title}”应是数字，现在是“{value}”。")
            return None


def rows_of(reading: TemplateReading, sheet: str, titles, longest=()) -> Iterator[TemplateRow]:
    """The rows below the head that hold a word."""
    page = reading.sheets[sheet]
    for number in range(1, len(page.rows)):
        texts = [*page.rows[number][: len(titles)], *[""] * (len(titles) - page.width)]
        if any(texts):
            yield TemplateRow(reading, sheet, number, texts, titles, longest)
