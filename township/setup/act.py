"""Moving in by workbook: all sheets in one transaction, every row or none.

The preview is the same run, taken back: what it shows is what would be written. Everybody else who
writes waits meanwhile: what needs no lock is done before, history and papers are written together
at the end, and a preview writes neither.
"""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction

from township.accounts.password_acts import Slip
from township.files.models import StoredFile
from township.files.workbooks import WorkbookSheet
from township.history.chain import record
from township.personal.models import OpenPhone
from township.setup.columns import CellRefused, WaitsForVillage
from township.setup.parts import PARTS
from township.setup.parts.village_names import VILLAGE
from township.setup.rows import SetupBook, SetupRow, SetupSheet, read_setup
from township.setup.sent import SentBeside
from township.sheets.faults import CellFault
from township.shorttext import place_name
from township.users.models import Township, User
from township.workflow import Refused, whole_act
from township.workflow.announcing import only_tried

Files = Sequence[tuple[StoredFile, str]]
ACTIONS = {
    "new": ("新增", "good"),
    "update": ("修改", "active"),
    "same": ("不变", "neutral"),
    "waits": ("等村（居）改好", "warn"),
    "": ("有错", "bad"),
}
NOTHING = "这份表格里没有能读的内容。请用“下载工作簿”得到的表填写。"


@dataclass(frozen=True)
class SetupOutcome:
    """What a workbook does, or did: by sheet in the order of writing; the files `sent` beside it,
    `slips` of new accounts."""

    book: SetupBook
    sent: SentBeside = field(default_factory=SentBeside)
    slips: list[Slip] = field(default_factory=list)

    @property
    def sheets(self) -> dict[str, SetupSheet]:
        return {key: self.book.sheets[key] for key in PARTS if key in self.book.sheets}

    @property
    def rows(self) -> list[SetupRow]:
        return [row for sheet in self.sheets.values() for row in sheet.rows]

    @property
    def faults(self) -> list[CellFault]:
        return [*self.book.faults, *(fault for row in self.rows for fault in row.faults)]

    def count(self, *outcomes: str) -> int:
        return sum(row.outcome in outcomes for row in self.rows)

    @property
    def changing(self) -> int:
        return self.count("new", "update")

    @property
    def may_be_written(self) -> bool:
        return not self.faults and self.changing > 0


def preview(
    sheets: Sequence[WorkbookSheet], township: Township, *, by: User, files: Files = ()
) -> SetupOutcome:
    """What the workbook would do; nothing is written. Raises Refused when nothing can be read."""
    outcome = _read(sheets, township, files)
    with suppress(_TakenBack), whole_act(), only_tried():
        _run(outcome, _parts(outcome, township, by))
        raise _TakenBack
    return outcome


def move_in(
    sheets: Sequence[WorkbookSheet], township: Township, *, by: User, files: Files = ()
) -> SetupOutcome:
    """Write the workbook with the files [(StoredFile, name)] that its rows name; the same one again
    changes nothing. Raises Refused for any fault."""
    outcome = _read(sheets, township, files)
    parts = _parts(outcome, township, by)
    for part, sheet in parts:
        part.prepare(sheet.rows)
    with whole_act() as settle:
        _run(outcome, parts)
        if outcome.faults:
            raise Refused(map(str, outcome.faults))
        settle()
        if outcome.changing:
            told = "、".join(
                f"{sheet.part.name}{count}行"
                for sheet in outcome.sheets.values()
                if (count := sum(row.outcome in ("new", "update") for row in sheet.rows))
            )
            record("sheet.import", township, by, f"用工作簿写入：{told}")
    return outcome


class _TakenBack(Exception):
    """What was tried is undone, rows and all that was to be told of them."""


def _read(sheets, township, files):
    open_phones = OpenPhone.objects.of(township)
    outcome = SetupOutcome(read_setup(sheets, PARTS, open_phones), SentBeside(files))
    if not outcome.sheets:
        raise Refused(map(str, outcome.faults) if outcome.faults else [NOTHING])
    return outcome


def _parts(outcome, township, by):
    """[(part, its sheet)] in the order of writing."""
    return [
        (sheet.part(township, by, outcome.slips, outcome.sent), sheet)
        for sheet in outcome.sheets.values()
    ]


def _run(outcome, parts):
    for part, sheet in parts:
        part.faulty = _faulty_villages(outcome.sheets)
        part.begin()
        sound = [row for row in sheet.rows if not row.faults]
        for row in sorted(sound, key=lambda row: part.rank(row.values)):
            _take(part, row)


def _faulty_villages(sheets):
    rows = sheets["villages"].rows if "villages" in sheets else ()
    return frozenset(place_name(row.line.cells[VILLAGE]) for row in rows if row.faults)


def _take(part, row):
    part.remarks = row.remarks
    try:
        with transaction.atomic():
            row.outcome = part.take(row.values, row.line.number)
    except WaitsForVillage:
        row.outcome = "waits"
    except CellRefused as refused:
        row.fault(refused.title, refused.sentence)
        row.lead = refused.lead
    except Refused as refused:
        row.fault(part.main, "".join(map(str, refused.reasons)))
    except ValidationError as error:
        row.fault(part.main, "".join(error.messages))
