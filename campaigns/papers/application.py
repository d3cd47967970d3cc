"""What the papers of applications, acceptance, honours and rewards say (dossier §5 and §6).

The papers of an application come from the values that were or would be frozen for the district
(submitting.py), never from rows that change afterwards; money in words comes from amounts.py.
"""

from datetime import date, datetime

from django.utils import timezone

from campaigns.papers.evaluation import address_of
from villages.options import contact_of
from villages.rules.organs import own_word

OF_ASSOCIATION = ("directors", "association_groups", "members", "venue")


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
    # A campaign that asks for no association asks nothing about it; a township's own form may.
    has_association = "directors" in figures
    figures = dict.fromkeys(OF_ASSOCIATION) | figures
    submitted, checked = _step(content, "submit"), _step(content, "approve")
    return {
        key: content[key]
        for key in ("campaign", "year", "village", "kind", "level", "township", "vetoes", "deeds")
    } | {
        **{key: "—" if value is None else value for key, value in figures.items()},
        "has_association": has_association,
        "district": content["recipient"],
        "organ": content["organ"],
        "current": content["held"],
        "self_score": content["self_points"] or "—",
        "score": content["points"],
        "village_opinion": content["village_opinion"],
        "township_opinion": content["office_opinion"],
        "district_opinion": district_opinion,
        "village_on": submitted and day(submitted["on"]),
        "township_on": checked and day(checked["on"]),
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
        "we": own_word(township.name),
        "genre": genre,
        "is_request": content["is_request"],
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
        **contact_of(township),
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


def volume_name(content):
    return f"{content['village']}申报{content['level']}卷宗"


def link_to(application):
    return address_of("campaigns:application", application.pk)
