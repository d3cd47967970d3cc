"""An import shows its outcome row by row before it writes, and writes all rows or none.

Between the two the sheet travels in the form, encrypted and bound to its purpose: nothing of an
import that is not confirmed stays on the server (个人信息保护法 article 6).
"""

import io
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import tablib
import xlsxwriter
from cryptography.fernet import InvalidToken
from django.db import transaction
from django.utils import timezone

from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from villages.acts.organisation import body_of, seat
from villages.acts.roster import enter_seat
from villages.models import AssociationMember, Representative
from villages.models.encrypted import box
from villages.models.person import masked
from villages.rules.bodies import BodyKind
from villages.rules.legality import refused_columns
from villages.rules.tables import SheetTable, find_table, identity_fault
from villages.sheets.catalogue import NAMES, RESOURCES
from villages.sheets.roster import MemberResource, RepresentativeResource

MINUTES = 60
ACTIONS = {
    "new": ("新增", "good"),
    "update": ("修改", "active"),
    "skip": ("不变", "neutral"),
    "invalid": ("有错", "bad"),
    "error": ("有错", "bad"),
}


@dataclass(frozen=True)
class ImportedRow:
    """What becomes of one row: its number in the sheet, a key of ACTIONS, cells as (column, text),
    sentences on what is wrong."""

    number: int
    kind: str
    cells: tuple[tuple[str, str], ...]
    faults: tuple[str, ...]

    @property
    def action(self) -> Any:
        return ACTIONS[self.kind][0]

    @property
    def tone(self) -> Any:
        return ACTIONS[self.kind][1]


@dataclass(frozen=True)
class ImportPreview:
    columns: tuple[str, ...]
    ignored: tuple[str, ...]
    rows: tuple[ImportedRow, ...]

    def count(self, *kinds) -> int:
        return sum(row.kind in kinds for row in self.rows)

    @property
    def wrong(self) -> int:
        return self.count("invalid", "error")

    @property
    def faulty(self) -> list[ImportedRow]:
        return [row for row in self.rows if row.faults]

    @property
    def changing(self) -> int:
        return self.count("new", "update")

    @property
    def may_be_written(self) -> bool:
        return not self.wrong and self.changing > 0


class _Seating:
    """A row of a roster is saved as its form saves it: by the same act, under the same rules."""

    by: User

    def do_instance_save(
        self, instance: AssociationMember | Representative, is_create: bool
    ) -> None:
        enter_seat(instance, by=self.by, person=instance.person)


class _Representatives(_Seating, RepresentativeResource):
    class Meta(RepresentativeResource.Meta):
        pass


class _Members(_Seating, MemberResource):
    class Meta(MemberResource.Meta):
        pass

    def after_save_instance(
        self, instance: AssociationMember, row: Mapping[Any, Any], **kwargs
    ) -> None:
        """An office of the association is a post of its body, with a term of its own."""
        if self.lacks_office(instance, row):
            body = body_of(self.place, BodyKind.ASSOCIATION)
            today = timezone.localdate()
            post = self.office_of(row)
            seat(body, post, instance.person, since=today, by=self.by, basis="花名册导入")


WRITING = RESOURCES | {"representatives": _Representatives, "members": _Members}


def seal(rows: Sequence[Sequence[str]], purpose: Sequence[int | str]) -> str:
    """The sheet as a text only this server can open, within the hour, for the same purpose."""
    return box().encrypt(json.dumps([purpose, rows], ensure_ascii=False).encode()).decode()


def unseal(token: str, purpose: Sequence[int | str]) -> list[list[str]]:
    """The rows of a sealed sheet. Raises Refused when it is too old or meant for something else."""
    try:
        told, rows = json.loads(box().decrypt(token.encode(), ttl=MINUTES * 60))
    except (InvalidToken, ValueError):
        raise Refused("预览已经超过一小时，请重新选择表格。") from None
    if told != purpose:
        raise Refused("预览的不是这份表格，请重新选择表格。")
    return rows


def table_of(kind: str, rows: Sequence[Sequence[str]]) -> SheetTable:
    """The table of a sheet. Raises Refused for forbidden columns and sheets without a table."""
    resource = RESOURCES[kind]
    try:
        table = find_table(rows, resource.ALIASES)
    except ValueError as error:
        raise Refused(str(error)) from None
    headers = [*table.headers, *(cell for row in table.before for cell in row)]
    refused = refused_columns(table.headers) or refused_columns(_short(headers))
    if refused:
        raise Refused(f"表格没有导入：“{header}”这一列，{why}。" for header, why in refused)
    lacking = [name for name in resource.NEEDED if name not in table.columns]
    if lacking:
        raise Refused(f"表格里缺少这些列：{'、'.join(lacking)}。")
    if not table.lines:
        raise Refused("表头下面没有内容。")
    return table


def _short(cells):
    """Cells above the table that may be headers of a merged group, not its title."""
    return [cell for cell in cells if len(cell) <= 8]


def preview(kind: str, rows: Sequence[Sequence[str]], *, place: str, by: User) -> ImportPreview:
    """What an import would do, row by row; nothing is written. Returns a Preview."""
    table = table_of(kind, rows)
    resource = WRITING[kind](place, by)
    result = resource.import_data(_dataset(table), dry_run=True, use_transactions=True)
    _refuse_base(result)
    outcomes = [
        _outcome(line, row, resource, table.columns)
        for line, row in zip(table.lines, result.rows, strict=True)
    ]
    return ImportPreview(table.columns, table.ignored, tuple(outcomes))


def carry_out(kind: str, rows: Sequence[Sequence[str]], *, place: str, by: User, about: Any) -> int:
    """Write every row, or none; returns the number of rows that changed something.

    `about` is the row history tells of (the village, or the township for figures of all).
    """
    seen = preview(kind, rows, place=place, by=by)
    if seen.wrong:
        raise Refused(f"有{seen.wrong}行有错，全部没有写入。请改好表格后重新导入。")
    table = table_of(kind, rows)
    with transaction.atomic():
        resource = WRITING[kind](place, by)
        result = resource.import_data(
            _dataset(table), use_transactions=True, rollback_on_validation_errors=True
        )
        _refuse_base(result)
        if result.has_errors() or result.has_validation_errors():
            raise Refused("写入时有行出错，全部没有写入。请重新预览。")
        changed = result.totals["new"] + result.totals["update"]
        record("sheet.import", about, by, f"用表格导入{NAMES[kind]}：{changed}行")
    return changed


def _dataset(table):
    rows = [[line.cells.get(name, "") for name in table.columns] for line in table.lines]
    return tablib.Dataset(*rows, headers=table.columns)


def _refuse_base(result):
    if result.base_errors:
        raise result.base_errors[0].error


def _outcome(line, row, resource, columns):
    faults = _faults(row, resource)
    if fault := identity_fault(line.raw):
        faults = [fault, *faults]
    cells = tuple((name, _shown(resource, name, line.cells.get(name, ""))) for name in columns)
    return ImportedRow(line.number, "invalid" if faults else row.import_type, cells, tuple(faults))


def _shown(resource, column, cell):
    return masked(cell) if resource.is_private(column) else cell


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


def with_errors(kind: str, rows: Sequence[Sequence[str]], *, place: str, by: User) -> bytes:
    """The same sheet as .xlsx bytes, with a column that says what is wrong with each row."""
    seen = {row.number: row.faults for row in preview(kind, rows, place=place, by=by).rows}
    header = table_of(kind, rows).header_line
    width = max((len(row) for row in rows), default=0)
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet("导入")
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "#B3221B"})
    for number, row in enumerate(rows, 1):
        for place_, cell in enumerate(row):
            sheet.write_string(number - 1, place_, cell, bold if number == header else None)
        if number == header:
            sheet.write_string(number - 1, width, "错误", bold)
        elif faults := seen.get(number):
            sheet.write_string(number - 1, width, "".join(faults), red)
    sheet.set_column(0, width - 1, 14)
    sheet.set_column(width, width, 50)
    book.close()
    return stream.getvalue()
