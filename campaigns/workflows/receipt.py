"""Signing for what the township handed down: once, by the village itself."""

from django.utils import timezone

from campaigns.models import Receipt
from township.workflow import Transition, Workflow

STATUS = Receipt.Status


def sign(receipt, by, signer="", at=None):
    """`at` is the moment on paper of one that was signed before it is entered; now unless told."""
    receipt.signed_by, receipt.signed_at = by, at or timezone.now()
    receipt.name = signer or str(by)
    receipt.save(update_fields=["signed_by", "signed_at", "name"])


RECEIPT = Workflow(
    Receipt,
    "receipt",
    (
        Transition(
            "sign",
            "签收",
            (STATUS.PENDING,),
            STATUS.SIGNED,
            "receipt.sign",
            effect=sign,
            confirm="签收表示已经收到并看过，签收后不能撤回。",
        ),
    ),
)
