"""What the township hands down goes to every village against a receipt.

Serves the plan's tasks one and five (clauses 32–33, 51): plan, standards and yearly assignments are
issued to all villages, and each signs for what it got.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.utils import timezone

from campaigns.models import Assignment, Campaign, PlanVersion, Receipt, Standard, StandardVersion
from campaigns.queries.standard import copy_parts
from campaigns.workflows.receipt import RECEIPT
from township.history.chain import record
from township.users.models import Township, User
from township.workflow import Refused
from villages.models import Village


def send(township: Township, **subject) -> None:
    """A receipt for every village in use; `subject`: plan=, standard_version= or assignment=."""
    villages = Village.objects.in_use().filter(township=township)
    Receipt.objects.bulk_create(Receipt(village=village, **subject) for village in villages)


def issue(
    row: Assignment | PlanVersion | StandardVersion,
    field: str,
    township: Township,
    on: date | None = None,
) -> None:
    """Effect of issuing: its day is written before the row freezes, and receipts go out."""
    row.issued_on = on or timezone.localdate()
    row.save(update_fields=["issued_on"])
    send(township, **{field: row})


def sign_all(
    rows: Iterable[Receipt], *, by: User, signer: str
) -> tuple[list[Receipt], list[tuple[Receipt, str]]]:
    """Sign for those of `rows` that still wait, all in one transaction.

    Returns (signed, [(row, why not)]): somebody else may have signed for one meanwhile.
    """
    with transaction.atomic():
        mine = Receipt.objects.filter(pk__in=[row.pk for row in rows]).with_subject()
        locked = list(mine.order_by("pk").select_for_update(of=("self",)))
        waiting = mine.filter(pk__in=[row.pk for row in locked], status=Receipt.Status.PENDING)
        waiting = waiting.select_related("village__township")
        signed = RECEIPT.perform_all("sign", waiting, by=by, signer=signer)
    done = {row.pk for row in signed}
    refused = [(row, f"已经由{row.name}签收") for row in locked if row.pk not in done]
    return signed, refused


def is_signed_for(row: Assignment | PlanVersion | StandardVersion) -> bool:
    """Has a village signed for it already?"""
    return row.receipts.filter(status=Receipt.Status.SIGNED).exists()


def take_back(row: Assignment | PlanVersion | StandardVersion) -> None:
    """Effect of taking back what was issued: a draft again, and no village is asked to sign."""
    row.receipts.all().delete()
    row.issued_on = None
    row.save(update_fields=["issued_on"])


def next_number(rows: Sequence[PlanVersion | StandardVersion]) -> int:
    """The version number after the highest of `rows`."""
    return max((row.number for row in rows), default=0) + 1


def _refuse_second_draft(rows):
    for row in rows:
        if row.status == row.Status.DRAFT:
            raise Refused(f"第{row.number}版还是草稿，先把它下发或改好。")
        if row.status != row.Status.ISSUED:
            raise Refused(f"第{row.number}版在等领导签发，先办完这一版。")


def new_plan(campaign: Campaign, *, by: User) -> PlanVersion:
    """A drafted version of the plan, beginning with the text of the last one."""
    rows = list(campaign.plans.all())
    _refuse_second_draft(rows)
    last = rows[0] if rows else None
    row = PlanVersion.objects.create(
        campaign=campaign,
        number=next_number(rows),
        title=last.title if last else f"{campaign.name}方案",
        text=last.text if last else "",
    )
    record("plan.create", row, by, f"拟订方案：{row}")
    return row


def new_standard_version(standard: Standard, *, by: User) -> StandardVersion:
    """A drafted version of a standard with everything of the last one."""
    rows = list(standard.versions.all())
    _refuse_second_draft(rows)
    row = StandardVersion.objects.create(
        standard=standard,
        number=next_number(rows),
        is_proposal=bool(rows) and rows[0].is_proposal,
    )
    if rows:
        copy_parts(rows[0], row)
    record("standard.create", row, by, f"拟订标准：{row}")
    return row
