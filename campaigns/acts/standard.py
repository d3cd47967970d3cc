"""A standard's versions, and its workbook: look first, then write all or nothing.

The workbook is kept; the preview hands its row on in a signed token, so that what was looked at is
what is written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.db import transaction

from archives.models import Category
from campaigns.acts.next_version import next_number
from campaigns.models import Level, Standard, StandardVersion
from campaigns.queries import standard as standard_queries
from campaigns.rules import standard_changes
from campaigns.rules.criteria import Criteria
from campaigns.sheets.standard_reader import StandardReading, read_book
from township.files.models import StoredFile
from township.history.chain import record
from township.personal.models import OpenPhone
from township.users.models import User
from township.workflow import Refused


@dataclass(frozen=True)
class StandardPreview:
    reading: StandardReading
    differences: list
    name: str


def preview(version: StandardVersion, upload: tuple[StoredFile, str]) -> StandardPreview:
    """What the workbook says and what it would change. Raises WorkbookRefused."""
    file, name = upload
    standard = version.standard
    levels = {level.code: level.name for level in standard.levels.order_by("rank")}
    archive_codes = Category.objects.in_use().filter(township=standard.campaign.township_id)
    reading = read_book(
        file.path,
        code=standard.code,
        name=standard.name,
        levels=levels,
        archive_codes=archive_codes.values_list("code", flat=True),
        open_phones=OpenPhone.objects.of(standard.campaign.township),
    )
    if reading.faults:
        return StandardPreview(reading, [], name)
    return StandardPreview(
        reading, standard_changes.differences(current(version), reading.standard), name
    )


def draft(standard: Standard, *, by: User) -> StandardVersion:
    """A drafted version of a standard with everything of the last one."""
    rows = list(standard.versions.all())
    row = StandardVersion.objects.create(
        standard=standard,
        number=next_number(rows),
        is_proposal=bool(rows) and rows[0].is_proposal,
    )
    if rows:
        standard_queries.copy_parts(rows[0], row)
    record("standard.create", row, by, f"拟订标准：{row}")
    return row


def current(version: StandardVersion) -> Criteria:
    """What a version asks now; a version without indicators asks nothing."""
    return standard_queries.definition(StandardVersion.objects.with_parts().get(pk=version.pk))


def write(version: StandardVersion, upload: tuple[StoredFile, str], *, by: User) -> int:
    """Write a previewed workbook into a drafted version. Returns the number of changes."""
    found = preview(version, upload)
    if found.reading.faults or found.reading.standard is None:
        raise Refused([str(fault) for fault in found.reading.faults])
    with transaction.atomic():
        row = StandardVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
        _refuse_handed_in(row)
        if not found.differences:
            return 0
        standard_queries.write(row, found.reading.standard)
        changes = {
            f"{one.kind}{one.what}{one.field}": [one.old, one.new] for one in found.differences
        }
        told = f"导入“{found.name}”：{row}，改动{len(found.differences)}处"
        record("standard.edit", row, by, told, changes)
    return len(found.differences)


def against_change(version: StandardVersion) -> Iterator[str]:
    """Why a version that left the office's desk cannot be changed."""
    if version.is_issued:
        yield "标准已经下发，修订请另起新版。"
    elif not version.is_draft:
        yield "标准已经送领导签发，要改的先取回。"


def _refuse_handed_in(version):
    if faults := list(against_change(version)):
        raise Refused(faults)


@transaction.atomic
def set_pass_marks(
    version: StandardVersion, marks: Mapping[Level, tuple[Decimal, Decimal]], *, by: User
) -> None:
    """Set what each level asks of a drafted version: its total and the share of each category."""
    row = StandardVersion.objects.select_for_update(of=("self",)).get(pk=version.pk)
    _refuse_handed_in(row)
    before = {one.level_id: one for one in row.thresholds.all()}
    changes = {}
    for level, (total, percent) in marks.items():
        old = before.get(level.pk)
        if old and (old.total, old.category_percent) == (total, percent):
            continue
        told = [f"{old.total}分、{old.category_percent}%" if old else None]
        changes[str(level)] = [*told, f"{total}分、{percent}%"]
        row.thresholds.update_or_create(
            level=level, defaults={"total": total, "category_percent": percent}
        )
    if changes:
        record("standard.edit", row, by, f"修改达标分数：{row}", changes)
