"""Papers of a whole round and of single findings: 汇总表, 公示, 整改通知书, 入户访谈表.

Serves the plan's written evaluation; figures are those that were settled.
"""

from django.utils import timezone

from campaigns.papers.evaluation import address_of
from campaigns.queries import evaluation as evaluation_queries
from campaigns.queries import site_visit as site_visit_queries
from campaigns.rules.criteria import one_place
from township.papers.marking import mark_of
from villages.models import Group
from villages.options import contact_of, organ_of

QUESTION_AWARE = "知道本村（社区）在开展创建活动"
QUESTION_SATISFIED = "对本村（社区）的自治和服务是否满意"


def summary(round, evaluations, *, on=None):
    """The context of 考评汇总表 (no query)."""
    columns = evaluation_queries.category_columns(evaluations)
    given = [one.points for one in evaluations if one.points is not None]
    return {
        "organ": organ_of(round.campaign.township),
        "author": organ_of(round.campaign.township),
        "year": round.year,
        "campaign": round.campaign.short_name or round.campaign.name,
        "standard": "、".join(dict.fromkeys(one.standard_cited for one in evaluations)),
        "on": on or round.finalised_on or timezone.localdate(),
        "categories": columns,
        "villages": [
            _summary_row(rank, one, columns) for rank, one in evaluation_queries.placed(evaluations)
        ],
        "average": one_place(sum(given) / len(given)) if given else "",
        "highest": max(given, default=""),
        "lowest": min(given, default=""),
        "reached": sum(bool(one.reached) for one in evaluations),
    }


def _summary_row(rank, evaluation, columns):
    return {
        "place": rank.place or "",
        "name": str(evaluation.village),
        "target": evaluation.level_name,
        "scores": [
            one["points"] or "" for one in evaluation_queries.category_scores(evaluation, columns)
        ],
        "total": evaluation.points if evaluation.points is not None else "未评分",
        "vetoes": [one["name"] for one in evaluation.result.get("vetoes", ())],
        "outcome": outcome_of(evaluation),
        "note": "复核后重新评分" if evaluation.number > 1 else "",
    }


def outcome_of(evaluation):
    """The level the result is told by, 未达标, or nothing before settling."""
    if evaluation.recognised:
        return f"达到{evaluation.recognised}标准"
    return "未达标" if evaluation.result else ""


def over_years(campaign, told, on):
    """The context of 历年考评得分表, of what campaigns.queries.trends.over_years tells."""
    return {
        "organ": organ_of(campaign.township),
        "author": organ_of(campaign.township),
        "campaign": campaign.short_name or campaign.name,
        "on": on,
        "years": told["years"],
        "averages": told["averages"],
        "entered": told["entered"],
        "villages": [
            {
                "name": row["village"],
                "points": row["points"],
                "change": "" if row["change"] is None else f"{row['change']:+}",
            }
            for row in told["rows"]
        ],
    }


def announcement(round, evaluations):
    """The context of 考评结果公示 (no query)."""
    days = (round.announced_until - round.announced_on).days + 1
    return {
        "organ": organ_of(round.campaign.township),
        "author": organ_of(round.campaign.township),
        "year": round.year,
        "campaign": round.campaign.short_name or round.campaign.name,
        "since": round.announced_on,
        "until": round.announced_until,
        "days": days,
        "results": [
            {
                "village": str(one.village),
                "total": one.points,
                "outcome": outcome_of(one),
                "proposed": one.level_name if one.level_name in one.reached else "",
            }
            for _, one in evaluation_queries.placed(evaluations)
        ],
        **contact_of(round.campaign.township),
        "on": round.announced_on,
        "link": address_of("campaigns:public_round", round.pk),
    }


def rectification(row):
    """The context of 整改通知书 (no query)."""
    village = row.village
    return {
        "committee": f"{village}{village.committee}",
        "year": row.made_on.year,
        "source": str(row.round) if row.round_id else "日常检查",
        "problems": [
            {
                "indicator": str(row.indicator or "—"),
                "fact": row.fact,
                "demand": row.demand,
                "due_on": row.due_on,
            }
        ],
        "proof": "整改情况和照片、文件等佐证",
        **contact_of(village.township),
        "organ": organ_of(village.township),
        "author": organ_of(village.township),
        "on": row.made_on,
    }


def site_visit(evaluation):
    """The context of 入户访谈表: empty to take along, or what was counted (two queries)."""
    village, round = evaluation.village, evaluation.round
    counts = site_visit_queries.totals(round, [village.pk]).get(village.pk, {})
    aware, respondents = counts.get("aware"), counts.get("respondents")
    return {
        "village": str(village),
        "year": round.year,
        "visited_on": None,
        "visitors": [],
        "groups": [
            {"name": name, "households": ""}
            for name in Group.objects.filter(village=village).values_list("name", flat=True)
        ],
        "awareness": [
            {
                "question": QUESTION_AWARE,
                "yes": aware,
                "no": None if aware is None else respondents - aware,
            }
        ],
        "satisfaction": [
            {
                "question": QUESTION_SATISFIED,
                "good": counts.get("satisfied"),
                "fair": counts.get("fairly"),
                "poor": counts.get("dissatisfied"),
            }
        ],
        "respondents": respondents,
        "awareness_rate": f"{counts['awareness']}%" if counts else "",
        "satisfaction_rate": f"{counts['satisfaction']}%" if counts else "",
        "remarks": [],
        "on": timezone.localdate(),
        "author": organ_of(village.township),
        "mark": mark_of("site_visit", evaluation, village.township),
    }
