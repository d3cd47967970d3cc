"""An import shows its outcome row by row before it writes, and writes all rows or none.

Between the two the sheet travels in the form, encrypted and bound to its purpose: nothing of an
import that is not confirmed stays on the server (个人信息保护法 article 6).
"""

import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone

from township.files.cellnames import cell_name
from township.files.workbooks import WorkbookSheet
from township.history.chain import record
from township.personal.models import OpenPhone
from township.personalnumbers import without_numbers
from township.sheets.faults import told_of_not_kept, told_of_phones
from township.sheets.table import TableLine
from township.shorttext import place_name
from township.users.models import User
from township.workflow import Refused
from township.xlsx import workbook
from villages.acts.organisation import body_of, seat
from villages.acts.roster import enter_seats
from villages.acts.village import register_village
from villages.models import AssociationMember, Person, Village
from villages.models.encrypted import box
from villages.models.person import masked
from villages.rules.bodies import BodyKind
from villages.rules.phones import VeiledPhone
from villages.rules.tables import is_blank
from villages.sheets.catalogue import NAMES, RESOURCES
from villages.sheets.place import UNKNOWN, FiguresResource
from villages.sheets.roster import MemberResource, RepresentativeResource
from villages.sheets.tables import forbidden_elsewhere, named, tables_of

MINUTES = 60
COMMUNITY = re.compile("社区|居委会|居民委员会")
ACTIONS = {
    "new": ("新增", "good"),
    "update": ("修改", "active"),
    "skip": ("不变", "neutral"),
    "invalid": ("有错", "bad"),
    "error": ("有错", "bad"),
}


@dataclass(frozen=True)
class ImportedRow:
    """What becomes of one row: its line in the sheet, a key of ACTIONS, cells as (column, text
    understood), sentences on what is wrong and on what was left out."""

    line: TableLine
    kind: str
    cells: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]
    remarks: tuple[str, ...] = ()

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def action(self) -> Any:
        return ACTIONS[self.kind][0]

    @property
    def tone(self) -> Any:
        return ACTIONS[self.kind][1]


@dataclass(frozen=True)
class ImportPreview:
    """passed: lines that are about nobody; unread: (sheet, why it was not read)."""

    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    rows: tuple[ImportedRow, ...]
    passed: tuple[TableLine, ...] = ()
    unread: tuple[tuple[str, str], ...] = ()

    def count(self, *kinds) -> int:
        return sum(row.kind in kinds for row in self.rows)

    @property
    def wrong(self) -> int:
        return self.count("invalid", "error")

    @property
    def faulty(self) -> list[ImportedRow]:
        return [row for row in self.rows if row.faults]

    @property
    def names_unknown(self) -> bool:
        """Does a row name a village that is not there?"""
        return any(told.startswith(UNKNOWN) for row in self.rows for told in row.faults)

    @property
    def remarked(self) -> list[ImportedRow]:
        return [row for row in self.rows if row.remarks]

    @property
    def changing(self) -> int:
        return self.count("new", "update")

    @property
    def may_be_written(self) -> bool:
        return not self.wrong and self.changing > 0


class _Seating:
    """The rows of a roster are judged one by one and written together at the end."""

    by: User
    create_instances: list[Any]
    update_instances: list[Any]

    def bulk_create(self, using_transactions: bool, dry_run: bool, *args, **kwargs) -> None:
        if not dry_run:
            enter_seats([*self.create_instances, *self.update_instances], by=self.by)
        self.create_instances.clear()
        self.update_instances.clear()

    def bulk_update(self, *args, **kwargs) -> None:
        """Known rows are written with the new ones."""


class _Representatives(_Seating, RepresentativeResource):
    class Meta(RepresentativeResource.Meta):
        use_bulk, batch_size = True, None


class _Members(_Seating, MemberResource):
    class Meta(MemberResource.Meta):
        use_bulk, batch_size = True, None

    def before_import(self, dataset: Any, **kwargs) -> None:
        super().before_import(dataset, **kwargs)
        self.lacking: list[tuple[AssociationMember, str]] = []

    def after_save_instance(
        self, instance: AssociationMember, row: Mapping[Any, Any], **kwargs
    ) -> None:
        self.lacking += [(instance, post) for post in self.lacking_offices(instance, row)]

    def bulk_create(self, using_transactions: bool, dry_run: bool, *args, **kwargs) -> None:
        """An office of the association is a post of its body, with a term of its own."""
        super().bulk_create(using_transactions, dry_run, *args, **kwargs)
        if self.lacking and not dry_run:
            body, today = body_of(self.place, BodyKind.ASSOCIATION), timezone.localdate()
            for member, post in self.lacking:
                seat(body, post, member.person, since=today, by=self.by, basis="花名册导入")


class _FiguresOfNew(FiguresResource):
    """Figures whose villages are registered with them, where they are not there yet."""

    class Meta(FiguresResource.Meta):
        pass

    def unknown(self, name: str) -> Village:
        kind = Village.Kind.COMMUNITY if COMMUNITY.search(name) else Village.Kind.VILLAGE
        township = self.by.township_for("village.edit")
        village = Village(township=township, name=place_name(name), kind=kind)
        village.full_clean(exclude=["fonds_code"])
        self.villages[self._key(name)] = register_village(village, by=self.by)
        return village


WRITING = RESOURCES | {
    "representatives": _Representatives,
    "members": _Members,
    "figures_of_new": _FiguresOfNew,
}


def seal(sheets: Sequence[WorkbookSheet], purpose: Sequence[int | str]) -> str:
    """The sheets as a text only this server can open, within the hour, for the same purpose."""
    plain = [purpose, [asdict(sheet) for sheet in sheets]]
    return box().encrypt(json.dumps(plain, ensure_ascii=False).encode()).decode()


def unseal(token: str, purpose: Sequence[int | str]) -> list[WorkbookSheet]:
    """The sealed sheets. Raises Refused when they are too old or meant for something else."""
    try:
        told, sheets = json.loads(box().decrypt(token.encode(), ttl=MINUTES * 60))
    except (InvalidToken, ValueError):
        raise Refused("预览已经超过一小时，请重新选择表格。") from None
    if told != purpose:
        raise Refused("预览的不是这份表格，请重新选择表格。")
    return [WorkbookSheet.from_plain(sheet) for sheet in sheets]


def preview(
    kind: str, sheets: Sequence[WorkbookSheet], *, place: Village | None, by: User
) -> ImportPreview:
    """What an import would do, row by row; nothing is written."""
    return _judged(kind, sheets, place, by, is_tried=True)


@transaction.atomic
def carry_out(
    kind: str, sheets: Sequence[WorkbookSheet], *, place: Village | None, by: User, about: Any
) -> int:
    """Write every row, or none; returns the number of rows that changed something.

    `about` is the row history tells of (the village, or the township for figures of all).
    Raises Refused when a row is wrong.
    """
    # Two entries for one person wait for one another, as those by the form do.
    list(Person.objects.select_for_update(of=("self",)).filter(village=place).values("pk"))
    seen = _judged(kind, sheets, place, by, is_tried=False)
    if seen.wrong:
        raise Refused(f"有{seen.wrong}行有错，全部没有写入。请改好表格后重新导入。")
    record("sheet.import", about, by, f"用表格导入{NAMES[kind]}：{seen.changing}行")
    return seen.changing


def _judged(kind, sheets, place, by, *, is_tried):
    resource = WRITING[kind](place, by)
    read = tables_of(resource, sheets)
    result = resource.import_data(
        read.dataset,
        dry_run=is_tried,
        use_transactions=True,
        rollback_on_validation_errors=True,
    )
    _refuse_base(result)
    open_phones = OpenPhone.objects.of(by.township_for("phone.open"))
    outcomes = [
        _outcome(line, row, resource, read.columns, open_phones, is_shown=is_tried)
        for line, row in zip(read.lines, result.rows, strict=True)
    ]
    ignored = dict.fromkeys(title for table in read.tables for title in table.ignored)
    passed = tuple(named(line, sheets) for table in read.tables for line in table.passed)
    forbidden = forbidden_elsewhere(read, sheets)
    if forbidden:
        raise Refused(forbidden)
    return ImportPreview(read.columns, tuple(ignored), tuple(outcomes), passed, read.unread)


def _refuse_base(result):
    if result.base_errors:
        raise result.base_errors[0].error


def _outcome(line, row, resource, columns, open_phones, *, is_shown):
    faults = _faults(row, resource)
    wordy = [name for name in columns if not resource.is_private(name)]
    faults = [
        *(
            f"{cell_name(line.number - 1, place)}格{told}"
            for place, cell in enumerate(line.raw)
            if (told := told_of_not_kept(cell))
        ),
        *(
            f"{_cell(line, name)}“{name}”{told}"
            for name in wordy
            if (told := told_of_phones(line.cells.get(name, ""), open_phones))
        ),
        *faults,
    ]
    shown = columns if is_shown else ()
    cells = [(name, resource.widget_of(name), line.cells.get(name, "")) for name in shown]
    return ImportedRow(
        line,
        "invalid" if faults else row.import_type,
        tuple((name, _shown(resource, name, widget, cell)) for name, widget, cell in cells),
        tuple(faults),
        () if faults else tuple(told for _, widget, cell in cells if (told := widget.remark(cell))),
    )


def _cell(line, column):
    """Where a column of a line stands, "" when its text stands elsewhere in the sheet."""
    place = line.places.get(column)
    return "" if place is None else f"{cell_name(line.number - 1, place)}格"


def _shown(resource, column, widget, cell):
    """What was understood; where nothing was, what was written."""
    if told_of_not_kept(cell):
        return "（证件号码）"
    try:
        value = widget.clean(cell)
    except ValueError:
        is_number = resource.is_private(column) and any(map(str.isdigit, cell))
        return masked(cell) if is_number else cell
    if isinstance(value, VeiledPhone):
        return value
    if resource.is_private(column):
        return masked(value)
    return without_numbers(widget.render(value)) or ("" if is_blank(cell) else cell)


def _faults(row, resource):
    """Sentences on a row. A validator's, which bears a code, speaks of "this field" and needs the
    column's name; our own are whole.
    """
    if row.validation_error is not None:
        error = row.validation_error
        if not hasattr(error, "error_dict"):
            return error.messages
        names = {field.attribute: field.column_name for field in resource.fields.values()}
        return [
            f"{names[name]}：{message}" if fault.code and name in names else message
            for name, faults in error.error_dict.items()
            for fault in faults
            for message in fault.messages
        ]
    found = []
    for error in row.errors:
        if not isinstance(error.error, Refused):
            raise error.error
        found += error.error.reasons
    return found


def with_errors(
    kind: str, sheets: Sequence[WorkbookSheet], *, place: Village | None, by: User
) -> bytes:
    """The same sheets as .xlsx bytes, with a column that says what is wrong with each row."""
    seen = preview(kind, sheets, place=place, by=by)
    faults = {(row.line.sheet, row.number): "".join(row.faults) for row in seen.rows}
    read = tables_of(RESOURCES[kind](place, by), sheets)
    heads = {table.sheet: table.header_line for table in read.tables}
    stream = io.BytesIO()
    book = workbook(stream)
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "#B3221B"})
    for sheet in sheets:
        page, width = book.add_worksheet(sheet.name or "导入"), max(map(len, sheet.rows), default=0)
        for number, row in enumerate(sheet.rows, 1):
            is_head = number == heads.get(sheet.name)
            for column, cell in enumerate(row):
                page.write_string(number - 1, column, cell, bold if is_head else None)
            told = "错误" if is_head else faults.get((_named_sheet(sheet, sheets), number))
            if told:
                page.write_string(number - 1, width, told, bold if is_head else red)
        page.set_column(0, max(width - 1, 0), 14)
        page.set_column(width, width, 50)
    book.close()
    return stream.getvalue()


def _named_sheet(sheet, sheets):
    return sheet.name if len(sheets) > 1 else ""
