"""What the township hands down goes to every village against a receipt.

Serves the plan's tasks one and five (clauses 32–33, 51): plan, standards and yearly assignments are
issued to all villages, and each signs for what it got.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone

from campaigns.models import Assignment, PlanVersion, Receipt, StandardVersion
from campaigns.workflows.receipt import RECEIPT
from township.users.models import Township, User
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
