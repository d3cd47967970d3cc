"""The printed list of who signed for what was handed down."""

from django.conf import settings
from django.urls import reverse

from villages.options import organ_of


def signed_for(title, number, issued_on, township, rows):
    """Values of a plan_receipt; `rows`: the receipts of one thing."""
    receipts = list(rows.select_related("village"))
    return {
        "title": title,
        "number": number,
        "organ": organ_of(township),
        "issued_on": issued_on,
        "receipts": [
            {
                "village": receipt.village.name,
                "is_signed": bool(receipt.signed_at),
                "signer": receipt.name,
                "signed_at": receipt.signed_at,
            }
            for receipt in receipts
        ],
        "signed": sum(bool(receipt.signed_at) for receipt in receipts),
        "total": len(receipts),
        "link": settings.SITE_URL + reverse("campaigns:receipts"),
        "on": issued_on,
        "author": organ_of(township),
    }
