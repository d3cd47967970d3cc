"""归档 and 移交 of a village's whole year: every record by its own transition, none left out
silently (电子文件归档与电子档案管理规范 GB/T 18894).
"""

from dataclasses import dataclass, field

from django.db import transaction

from archives.acts import fixity
from archives.acts import paper as paper_acts
from archives.models import Record
from archives.workflows.record import RECORD
from township.history.chain import record as write_history
from township.users.models import User
from township.workflow import Refused
from villages.models import Village

FEW = 5  # findings told in the refusal; the record of the check has them all


@dataclass
class SealOutcome:
    done: int = 0
    refused: list = field(default_factory=list)  # (Record, [sentence])


def seal_year(village: Village, year: int, *, by: User) -> SealOutcome:
    """Seal every open record of the year that may be sealed; returns what was and what was not.

    Each record is its own transaction: one that cannot be sealed does not hold up the others.
    """
    outcome = SealOutcome()
    set_papers(village, year)
    rows = Record.objects.for_user(by, "record.seal").filter(
        village=village, year=year, status=Record.Status.OPEN
    )
    for record in rows.order_by("category__order", "on", "id"):
        try:
            RECORD.perform("seal", record, by=by)
            outcome.done += 1
        except Refused as refusal:
            outcome.refused.append((record, refusal.reasons))
    return outcome


def set_papers(village: Village, year: int) -> None:
    """What is sealed or handed over is there with all its files."""
    paper_acts.set_waiting(Record.objects.filter(village=village, year=year).values("pk"))


def hand_over_year(village: Village, year: int, *, by: User) -> int:
    """Hand all sealed records of the year to the township; returns their number.

    Raises Refused when the integrity check of the year fails, or when records are still open.
    """
    rows = Record.objects.for_user(by, "record.hand_over").filter(village=village, year=year)
    if waiting := rows.filter(status=Record.Status.OPEN).count():
        raise Refused(f"还有{waiting}件没有归档，归档以后才能移交。")
    set_papers(village, year)
    sealed = list(rows.filter(status=Record.Status.SEALED))
    if not sealed:
        raise Refused("没有可以移交的档案。")
    run = fixity.run(village, year, occasion=fixity.Occasion.HAND_OVER, by=by)
    if not run.is_passed:
        told, more = [one["sentence"] for one in run.findings[:FEW]], len(run.findings) - FEW
        raise Refused([*told, *([f"另有{more}处，见四性检测的记录。"] if more > 0 else [])])
    with transaction.atomic():
        for record in sealed:
            RECORD.perform("hand_over", record, by=by, is_checked=True)
        write_history("record.hand_over_year", village, by, f"移交{village}{year}年档案")
    return len(sealed)
