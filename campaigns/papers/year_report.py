"""The values of 年度创建工作总结 and of the page of one village's year."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from campaigns.models import YearReport
from campaigns.papers.round import outcome_of
from campaigns.queries.evaluation import placed
from campaigns.queries.progress import TargetState
from campaigns.queries.year_report import CampaignYear, VillageFigures
from campaigns.rules.criteria import one_place
from villages.options import contact_of, organ_of

# More gaps of one village than this are counted, not listed.
GAPS_SHOWN = 8
DONE = {
    "meetings": "召开会议（次）",
    "motions": "表决通过（项）",
    "filings": "予以备案（件）",
    "activities": "活动和培训（次）",
    "records": "归集档案（件）",
    "commended": "表彰（件）",
    "sanctioned": "惩戒（件）",
    "rectifications": "要求整改（项）",
    "rectified": "完成整改（项）",
}


def report(row: YearReport, told: CampaignYear, on: date) -> dict[str, Any]:
    """The context of `year_report`: figures as they stand, words as the office wrote them."""
    township = told.campaign.township
    results = [one.evaluation for one in told.villages if one.evaluation]
    reached = [one for one in told.standings if one.state == TargetState.MET]
    return {
        "organ": organ_of(township),
        "author": organ_of(township),
        "campaign": told.campaign.called,
        "year": told.year,
        "villages": len(told.villages),
        "done": {name: told.total(name) for name in DONE},
        "texts": _texts(told, told.copies),
        "until": told.until,
        "practice": paragraphs(row.practice),
        "problems": paragraphs(row.problems),
        "plans": paragraphs(row.plans),
        "results": [
            {
                "place": rank.place or "",
                "village": str(one.village),
                "target": one.level_name,
                "points": one.points,
                "outcome": outcome_of(one),
            }
            for rank, one in placed(results)
        ],
        "average": told.average,
        "change": change(told),
        "targets": [_target(one) for one in told.standings],
        "targets_reached": len(reached),
        "honours": [_honour(one) for one in told.honours],
        "paid": f"{told.paid:.2f}" if told.paid else "",
        "owed": f"{told.owed:.2f}" if told.owed else "",
        "gap_topics": [{"topic": topic, "villages": count} for topic, count in told.gap_topics],
        **contact_of(township),
        "on": on,
    }


def change(told: CampaignYear) -> str:
    """How the average stands to the year before, "" where one of both is missing."""
    if told.average is None or told.average_before is None:
        return ""
    by = one_place(told.average - told.average_before)
    if not by:
        return "与上年持平"
    return f"比上年提高{by}分" if by > 0 else f"比上年下降{-by}分"


def paragraphs(text: str) -> list[str]:
    return [one.strip() for one in text.splitlines() if one.strip()]


def _texts(told, copies):
    """The kinds of text that the campaign asks for, with how many of each are in force."""
    return [{"name": kind.label, "copies": copies(kind)} for kind, _ in told.campaign.texts_asked]


def _target(standing):
    target = standing.target
    return {
        "village": str(target.village),
        "level": target.level_name,
        "commitment": target.Commitment(target.commitment).short,
        "state": standing.label,
    }


def _honour(honour):
    return {
        "village": str(honour.village),
        "level": honour.level_name,
        "issuer": honour.issuer_name,
        "document": honour.document_number,
        "awarded_on": honour.awarded_on,
        "plaque": honour.plaque_number,
    }


def village_year(told: CampaignYear, one: VillageFigures, on: date) -> dict[str, Any]:
    """The context of `village_year`: one sheet of A4 for one village."""
    result = one.evaluation
    return {
        "organ": organ_of(told.campaign.township),
        "author": organ_of(told.campaign.township),
        "campaign": told.campaign.called,
        "year": told.year,
        "village": str(one.village),
        "points": result.points if result else None,
        "outcome": outcome_of(result) if result else "",
        "categories": _categories(result.result if result else {}),
        "targets": [_target(standing) for standing in one.standings],
        "texts": _texts(told, one.texts.__getitem__),
        "done": [{"name": label, "number": one.counts[name]} for name, label in DONE.items()],
        "honours": [_honour(honour) for honour in one.honours],
        "gaps": [gap.sentence for gap in one.gaps[:GAPS_SHOWN]],
        "gaps_more": max(len(one.gaps) - GAPS_SHOWN, 0),
        "on": on,
    }


def _categories(result: Mapping[str, Any]) -> list[dict[str, Any]]:
    return [
        {"name": one["name"], "points": one["points"], "most": one["most"]}
        for one in result.get("categories", ())
    ]
