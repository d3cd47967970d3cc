"""What the commendation of a year's honours says (表彰通报; dossier §5)."""

from villages.options import organ_of


def commendation(township, campaign, year, honours, number="", on=None):
    """The context of 表彰通报 on the honours that a year's evaluation led to, with rewards."""
    basis = {
        one.document_number: {
            "issuer": one.issuer_name,
            "title": one.document_title,
            "number": one.document_number,
        }
        for one in honours
    }
    rewards = [one.reward for one in honours if hasattr(one, "reward")]
    granted = [one for one in rewards if one.is_granted]
    return {
        "organ": organ_of(township),
        "author": organ_of(township),
        "number": number,
        "recipients": "各村（居）民委员会",
        "year": year,
        "campaign": campaign.short_name or campaign.name,
        "basis": list(basis.values()),
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


def _reward_line(reward):
    return f"{reward.honour.village}奖励{reward.amount:.2f}元（{reward.payer_name}支付）"
