"""What scanned pages are of: groups that may be filed, and the box of those that wait for a look.

A page says by its code which sheet of which thing it is; which things there are is answered by the
nouns themselves (`SHEETS`), through the querysets of their pages: what somebody may not open is
told like what is not there.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils import timezone

from archives.models import Part, Record, ScanBatch, ScanPage, ScanReading
from archives.rules.page_likeness import Likeness, likeness
from township.access import is_within_reach
from township.papers import marks
from township.prepared_query import PreparedQuery
from township.registry import Registry
from township.users.models import User
from villages.models import Village

# {name of a sheet: ScanSheet}
SHEETS = Registry("What a sheet that comes back is of", *marks.SHEETS)
OTHER = "other"  # a paper without a code that a person puts to a record
NOT_HERE = "二维码指的事项不在了，或者不归您办。请核对后手工指定，或者交给办这件事的人。"
NO_CODE = "没有认出二维码，请手工指定归到哪里。"
AFTER_ALL = 9999
MOST_CHOICES = 30


@dataclass(frozen=True)
class ScanSheet:
    """A kind of sheet: of which rows, who may see these, and which record keeps what comes back.

    record: (row, by) → Record; closed: row → why nothing is filed for it any more, "";
    offer: (row, user) → (label, address) of what is entered from the sheet, None; select: what the
    names of its rows say beside their village.
    """

    label: str
    model: Any
    permission: str
    village: str
    record: Callable[[Any, User], Record]
    kind: str = Part.Kind.ATTACHMENT
    closed: Callable[[Any], str] = lambda row: ""
    offer: Callable[[Any, User], tuple[str, str] | None] = lambda row, user: None
    select: tuple[str, ...] = ()

    def rows(self, user: User) -> Any:
        rows = self.model.objects.for_user(user, self.permission)
        path = f"{self.village}__township" if self.village else "township"
        return rows.select_related(path, *self.select)

    def village_of(self, row: Any) -> Village:
        for name in filter(None, self.village.split("__")):
            row = getattr(row, name)
        return row


def _record_of_record(row: Record, by: User) -> Record:
    return row


OTHERS = ScanSheet("其他材料", Record, "record.edit", "village", _record_of_record)


def sheet_of(name: str) -> ScanSheet | None:
    """The sheet of a name; None where no version of the product had it."""
    return OTHERS if name == OTHER else SHEETS.get(name)


def thing_of(name: str, thing: int | None, user: User) -> Any:
    """The row that a sheet is of; None where it is not there or not this person's affair."""
    sheet = sheet_of(name)
    if sheet is None or thing is None:
        return None
    row = sheet.rows(user).filter(pk=thing).first()
    if row is None or not is_within_reach(sheet.village_of(row), user, "scan.file"):
        return None
    return row


@dataclass
class ScanGroup:
    """Pages of one sheet of one thing, in their order."""

    sheet: str
    row: Any
    pages: list[ScanPage] = field(default_factory=list)

    @property
    def key(self) -> str:
        return f"{self.sheet}-{self.row.pk}"

    @property
    def label(self) -> str:
        return _sheet(self.sheet).label

    @property
    def village(self) -> Village:
        return _sheet(self.sheet).village_of(self.row)

    @property
    def closed(self) -> str:
        return _sheet(self.sheet).closed(self.row)

    @property
    def missing(self) -> list[int]:
        """Pages of the sheet that lie between those that came."""
        there = {page.place for page in self.pages if page.place}
        return sorted(set(range(1, max(there, default=0))) - there)

    def offer(self, user: User) -> tuple[str, str] | None:
        return _sheet(self.sheet).offer(self.row, user)


def _sheet(name: str) -> ScanSheet:
    found = sheet_of(name)
    if found is None:
        raise LookupError(name)
    return found


@dataclass(frozen=True)
class Sorted:
    """The pages of a batch: proposed, waiting for a look with (page, sentence), filed, dropped."""

    proposed: list[ScanGroup]
    box: list[tuple[ScanPage, str]]
    filed: list[ScanGroup]
    dropped: list[ScanPage]

    @property
    def blanks(self) -> list[ScanPage]:
        return [page for page, _ in self.box if page.is_blank]


def own_batches(user: User) -> list[tuple[int, str, int]]:
    """(pk, stage, pages left) of what a person sent and is not settled: the worker reads a batch,
    and writes no entry."""
    return _own_batches(user.pk)


@PreparedQuery
def _own_batches(user):
    rows = ScanBatch.objects.filter(made_by=user).unsettled().order_by("pk")
    return rows.values_list("pk", "stage", "left")


def sort_pages(batch: ScanBatch, user: User) -> Sorted:
    """The pages of a batch as `user` may see them."""
    rows = _Rows(user)
    proposed: dict[tuple, ScanGroup] = {}
    filed: dict[tuple, ScanGroup] = {}
    box, dropped = [], []
    for page in batch.pages.select_related("file", "part__record"):
        if page.outcome == ScanPage.Outcome.DROPPED:
            dropped.append(page)
            continue
        row = rows.of(page)
        if page.outcome == ScanPage.Outcome.FILED and row is not None:
            _into(filed, page, row)
        elif page.outcome == ScanPage.Outcome.FILED:
            continue
        elif page.fault or row is None:
            box.append((page, page.fault or (NOT_HERE if page.sheet else NO_CODE)))
        else:
            _into(proposed, page, row)
    return Sorted(_in_order(proposed), box, _in_order(filed), dropped)


class _Rows:
    """Each thing is looked up once."""

    def __init__(self, user: User):
        self.user = user
        self.known: dict[tuple, Any] = {}

    def of(self, page: ScanPage) -> Any:
        key = page.sheet, page.thing
        if key not in self.known:
            self.known[key] = thing_of(page.sheet, page.thing, self.user)
        return self.known[key]


def _into(groups: dict[tuple, ScanGroup], page: ScanPage, row: Any) -> None:
    key = page.sheet, page.thing
    groups.setdefault(key, ScanGroup(page.sheet, row)).pages.append(page)


def _in_order(groups: dict[tuple, ScanGroup]) -> list[ScanGroup]:
    for group in groups.values():
        group.pages.sort(key=lambda page: (page.place or AFTER_ALL, page.order))
    return list(groups.values())


def choices_for(village: Village, user: User) -> list[tuple[str, list[tuple[str, str]]]]:
    """Where a page without a code may go: the newest things of a village, by sheet."""
    found = [
        (sheet.label, list(_choices(name, sheet, village, user))) for name, sheet in _all_sheets()
    ]
    return [(label, choices) for label, choices in found if choices]


def _all_sheets() -> Sequence[tuple[str, ScanSheet]]:
    return [*((name, SHEETS[name]) for name in marks.SHEETS), (OTHER, OTHERS)]


def _choices(
    name: str, sheet: ScanSheet, village: Village, user: User
) -> Iterator[tuple[str, str]]:
    if not user.may(sheet.permission):
        return
    rows = sheet.rows(user).filter(**{sheet.village: village}).order_by("-pk")
    for row in rows[:MOST_CHOICES]:
        if not sheet.closed(row):
            yield f"{name}-{row.pk}", f"{row}（{sheet.label}）"


def proposed_titles(pages: Iterable[ScanPage]) -> dict[int, str]:
    """{page id: what a page without a code calls itself}, of those that were read: proposals."""
    return {pk: found.title for pk, found in likenesses(pages).items()}


def likenesses(pages: Iterable[ScanPage]) -> dict[int, Likeness]:
    """{page id: what a page without a code looks like}."""
    codeless = [page for page in pages if page.file_id and not page.sheet]
    rows = ScanReading.objects.in_bulk({page.file_id for page in codeless}) if codeless else {}
    today, told = timezone.localdate(), {}
    for page in codeless:
        reading = rows.get(page.file_id)
        if reading and (found := likeness(reading.lines_of(page.number), today)):
            told[page.pk] = found
    return told
