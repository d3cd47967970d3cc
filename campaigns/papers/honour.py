"""What the papers of honours say: the commendation of a year (表彰通报; dossier §5), the ledger."""

from township.document_number import in_order, joined
from villages.options import organ_of


def commendation(township, campaign, year, honours, number="", on=None):
    """The context of 表彰通报 on the honours that a year's evaluation led to, with rewards."""
    rewards = [one.reward for one in honours if hasattr(one, "reward")]
    granted = [one for one in rewards if one.is_granted]
    return {
        "organ": organ_of(township),
        "author": organ_of(township),
        "number": number,
        "recipients": "各村（居）民委员会",
        "year": year,
        "campaign": campaign.short_name or campaign.name,
        "basis": _by_issuer(honours),
        "honours": [
            {"village": str(one.village), "level": one.level_name, "plaque": one.plaque_number}
            for one in honours
        ],
        "rewards": "按照奖励标准，对" + "，".join(_reward_line(one) for one in granted) + "。"
        if granted
        else "",
        "is_issued": bool(number),
        "copies": "",
        "office": organ_of(township),
        "on": on or max((one.awarded_on for one in honours), default=None),
    }


def ledger(township, campaign, year, honours, on):
    """The context of 荣誉台账: whatever was named up to a year, what was taken back too."""
    return {
        "organ": organ_of(township),
        "author": organ_of(township),
        "campaign": campaign.short_name or campaign.name,
        "year": year,
        "on": on,
        "held": sum(one.is_held for one in honours),
        "honours": [
            {
                "village": str(one.village),
                "level": one.level_name,
                "year": one.year,
                "issuer": one.issuer_name,
                "document": one.document_number,
                "awarded_on": one.awarded_on,
                "plaque": one.plaque_number,
                "review_on": one.review_on,
                "state": one.get_status_display(),
                "note": "补录" if one.is_entered_later else "",
            }
            for one in honours
        ],
    }


def _by_issuer(honours):
    """The naming documents of each issuer once: those with a title, and the numbers of the rest."""
    titles = {}
    for one in honours:
        issued = titles.setdefault(one.issuer_name, {})
        issued[one.document_number] = issued.get(one.document_number) or one.document_title
    return [
        {
            "issuer": issuer,
            "titled": [{"title": t, "number": n} for n, t in issued.items() if t],
            "numbers": joined(sorted((n for n, t in issued.items() if not t), key=in_order)),
        }
        for issuer, issued in titles.items()
    ]


def _reward_line(reward):
    return f"{reward.honour.village}奖励{reward.amount:.2f}元（{reward.payer_name}支付）"
