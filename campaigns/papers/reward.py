"""What the papers of rewards say: the list to pay from and the receipt (dossier §6)."""

from decimal import Decimal

from campaigns.rules.amounts import in_words
from township.document_number import serial
from township.papers.marking import mark_of
from villages.options import organ_of

COPIES = ("付款单位留存", "收款单位留存")


def reward_list(township, campaign, year, rewards, on):
    """The context of 奖励发放清单: every reward of a year, refused ones listed and not summed."""
    counted = [one for one in rewards if not one.is_refused]
    total = sum((one.amount for one in counted), Decimal())
    payers = {}
    for one in counted:
        payers[one.payer_name] = payers.get(one.payer_name, Decimal()) + one.amount
    return {
        "organ": organ_of(township),
        "author": organ_of(township),
        "year": year,
        "campaign": campaign.short_name or campaign.name,
        "on": on,
        "rewards": [
            {
                "village": str(one.honour.village),
                "level": one.honour.level_name,
                "basis": one.honour.document_number,
                "amount": f"{one.amount:.2f}",
                "payer": one.payer_name,
                "state": one.get_status_display(),
                "voucher": one.voucher_number,
                "paid_on": one.paid_on,
                "note": "",
            }
            for one in rewards
        ],
        "total": f"{total:.2f}",
        "total_words": in_words(total),
        "payers": [{"name": name, "amount": f"{amount:.2f}"} for name, amount in payers.items()],
    }


def reward_receipt(reward):
    """The context of 领款签收单: two copies on one sheet, the amount in words."""
    honour = reward.honour
    title = f"《{honour.document_title}》" if honour.document_title else ""
    return {
        "mark": mark_of("reward_receipt", reward, honour.village.township),
        "number": serial(honour.awarded_on.year, reward.pk),
        "village": f"{honour.village}{honour.village.committee}",
        "payer": reward.payer_name,
        "amount": f"{reward.amount:.2f}",
        "amount_words": in_words(reward.amount),
        "purpose": f"{honour.level_name}奖励",
        "basis": f"{honour.issuer_name}{title}（{honour.document_number}）",
        "voucher": reward.voucher_number,
        "account": "",
        "on": reward.paid_on,
        "author": organ_of(honour.village.township),
        "copies": COPIES,
    }
