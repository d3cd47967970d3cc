"""What the papers of applications, acceptance, honours and rewards say (dossier §5 and §6).

The papers of an application come from the values that were or would be frozen for the district
(submitting.py), never from rows that change afterwards; money in words comes from amounts.py.
"""

from datetime import date, datetime
from decimal import Decimal

from django.utils import timezone

from campaigns.models import Acceptance
from campaigns.papers.evaluation import OFFICE, address_of, organ_of
from campaigns.rules.amounts import in_words

CONCLUSIONS = {
    Acceptance.Result.ACCEPTED: "验收合格",
    Acceptance.Result.RETURNED: "退回整改",
    Acceptance.Result.REFUSED: "不合格",
}
COPIES = ("付款单位留存", "收款单位留存")


def day(value):
    """A date of a snapshot, which is text once it was frozen; moments are kept in UTC."""
    if isinstance(value, str) and len(value) > len("2026-01-01"):
        value = datetime.fromisoformat(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).date()
    return date.fromisoformat(value) if isinstance(value, str) and value else value or None


def application_form(content, number="", *, link="", district_opinion="", district_on=None):
    """The context of 申报表. `content` is a snapshot, frozen or of the application as it stands."""
    figures, notice = content["figures"], content["notice"]
    submitted, checked = _step(content, "submit"), _step(content, "approve")
    return {
        key: content[key]
        for key in ("campaign", "year", "village", "kind", "level", "township", "vetoes", "deeds")
    } | {
        **{key: "—" if value is None else value for key, value in figures.items()},
        "district": content["recipient"],
        "current": content["held"],
        "self_score": content["self_points"] or "—",
        "score": content["points"],
        "village_opinion": content["village_opinion"],
        "township_opinion": content["office_opinion"],
        "district_opinion": district_opinion,
        "village_on": submitted and day(submitted["at"]),
        "township_on": checked and day(checked["at"]),
        "district_on": district_on,
        "notice_since": day(notice["since"]),
        "notice_until": day(notice["until"]),
        "number": number,
        "link": link,
        "on": day(content["on"]),
        "author": content["organ"],
    }


def _step(content, act):
    """The newest step `act` of a snapshot, or None."""
    return next((one for one in reversed(content["steps"]) if one["act"] == act), None)


def cover_letter(content, township):
    """The context of 函 or 请示. Its date is the day of sending."""
    genre, number = content["document"]
    notice, approved = content["notice"], _step(content, "approve")
    return {
        "genre": genre,
        "organ": content["organ"],
        "author": content["organ"],
        "number": number,
        "signer": approved["by"] if approved else "",
        "recipient": content["recipient"],
        "campaign": content["campaign"],
        "year": content["year"],
        "basis": content["basis"],
        "villages": [
            {"village": content["village"], "level": content["level"], "score": content["points"]}
        ],
        "notice_since": day(notice["since"]),
        "notice_until": day(notice["until"]),
        "attachments": [f"{content['village']}申报表", f"{content['village']}申报卷宗"],
        "contact": township.setting("office_contact") or OFFICE,
        "phone": township.setting("office_phone"),
        "copies": "",
        "office": content["organ"],
        "on": day(content["on"]),
        "is_issued": bool(number),
    }


def evaluation_sheet(content):
    """The context of 考评表 as it was frozen with the application."""
    sheet = content["sheet"]
    return sheet | {
        "on": day(sheet["on"]),
        "rectifications": [one | {"due_on": day(one["due_on"])} for one in sheet["rectifications"]],
    }


def acceptance(row, checks):
    """The context of 验收表. `checks` are AcceptanceCheck rows of the same submission."""
    content = row.submission.snapshot
    rules = {one["code"]: one["rule"] for one in content["evidence"]}
    said = [text.rstrip("。；") for text in (row.opinion, row.problems) if text]
    return {
        "campaign": content["campaign"],
        "township": content["township"],
        "village": content["village"],
        "level": content["level"],
        "number": content["document"][1],
        "standard": content["standard"],
        "visited_on": row.visited_on,
        "team": [{"name": name} for name in row.team.replace("，", "、").split("、") if name],
        "items": [
            {
                "indicator": f"{one.code}　{one.name}",
                "standard": rules.get(one.code, ""),
                "method": one.get_method_display(),
                "points": one.most,
                "score": one.score,
                "problem": one.problem,
                "due_on": one.rectify_by,
            }
            for one in checks
        ],
        "township_score": content["points"],
        "total": points_after(content, checks),
        "decision": CONCLUSIONS[Acceptance.Result(row.result)],
        "reason": "；".join(said) + "。",
        "on": row.visited_on,
        "author": content["named_by"],
    }


def points_after(content, checks):
    """The township's points, with the team's where it checked an indicator itself."""
    given = {line["code"]: line["points"] for line in content["result"].get("lines", ())}
    changes = (one.score - Decimal(given.get(one.code) or one.score) for one in checks)
    return Decimal(content["points"]) + sum(changes, Decimal())


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
    granted = [one for one in rewards if one.status != "refused"]
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


def reward_list(township, campaign, year, rewards, on):
    """The context of 奖励发放清单: every reward of a year, refused ones listed and not summed."""
    counted = [one for one in rewards if one.status != "refused"]
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
    """The context of 收据: two copies on one sheet, the amount in words."""
    honour = reward.honour
    title = f"《{honour.document_title}》" if honour.document_title else ""
    return {
        "number": f"{honour.awarded_on.year}-{reward.pk:04d}",
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


def notice(row):
    """The context of 拟申报公示, on the sheet for postings."""
    application = row.application
    village, evaluation = application.village, application.evaluation
    organ = organ_of(village.township)
    return {
        "title": f"关于拟申报{application.level_name}的公示",
        "body": f"经村（居）自评和镇级考评，拟推荐{village}申报{application.level_name}。",
        "items": [
            f"村（居）：{village}",
            f"申报级别：{application.level_name}",
            f"考评年度和得分：{evaluation.round.year}年度，{evaluation.points}分",
        ],
        "since": row.since,
        "until": row.until,
        "days": row.days,
        "place": "镇政务公开栏、村（居）务公开栏",
        "organ": organ,
        "author": organ,
        "contact": village.township.setting("office_contact") or OFFICE,
        "phone": village.township.setting("office_phone"),
        "on": row.since,
        "link": address_of("campaigns:public_notice", row.pk),
    }


def volume_name(content):
    return f"{content['village']}申报{content['level']}卷宗"


def link_to(application):
    return address_of("campaigns:application", application.pk)
