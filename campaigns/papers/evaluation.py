"""What the papers of a round say: the context of each template, from settled results.

Serves the plan's written evaluation: what is on paper is what was settled, never a second count.
"""

from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from campaigns.queries.evaluation import self_points
from township.enumeration import together
from township.papers.marking import mark_of
from villages.options import organ_of


def address_of(name, *args):
    """An absolute address for the paper's QR code."""
    return f"{settings.SITE_URL}{reverse(name, args=args)}"


def evaluation_sheet(evaluation, *, on=None, self_scores=None):
    """The context of 考评表 for a settled evaluation (two queries, one with `self_scores`).

    self_scores: {indicator code: points} of the village's own sheet, looked up when None.
    """
    result = evaluation.result
    if self_scores is None:
        self_scores = self_points([evaluation.round], [evaluation.village_id]).get(
            evaluation.village_id, {}
        )
    return {
        "village": str(evaluation.village),
        "year": evaluation.round.year,
        "level": evaluation.level_name or "没有下达目标",
        "standard": evaluation.standard_cited,
        "evaluators": [one["scorer"] for one in result.get("sheets", ())],
        "method": result.get("method", ""),
        "on": on or evaluation.settled_on,
        "author": organ_of(evaluation.village.township),
        "is_final": evaluation.status == evaluation.Status.FINAL or on is not None,
        "categories": _categories(evaluation, self_scores),
        "total": evaluation.points,
        "full": sum((Decimal(one["most"]) for one in result.get("categories", ())), Decimal(0)),
        "self_total": result.get("self_total") or "",
        "vetoes": result.get("vetoes", []),
        "outcomes": evaluation.outcomes,
        "rectifications": [
            {"text": row.demand, "due_on": row.due_on}
            for row in evaluation.round.rectifications.issued()
            if row.village_id == evaluation.village_id
        ],
        "link": address_of("campaigns:evaluation", evaluation.pk),
    }


def sheet_to_sign(evaluation, **how):
    """The same on paper, to be signed and to come back."""
    mark = mark_of("evaluation", evaluation, evaluation.village.township)
    return evaluation_sheet(evaluation, **how) | {"mark": mark}


def _categories(evaluation, self_scores):
    """Each category with its indicators, as they were settled."""
    result, lines = evaluation.result, {}
    for line in result.get("lines", ()):
        lines.setdefault(line["category"], []).append(line)
    return [
        {
            "name": one["name"],
            "points": one["most"],
            "score": one["points"],
            "percent": one["percent"],
            "indicators": [
                {
                    "code": line["code"],
                    "name": line["name"],
                    "points": line["full"],
                    "self_score": self_scores.get(line["code"], ""),
                    "score": line["points"],
                    "reason": together(line["reasons"]),
                    "evidence": _cited(evaluation, line["code"]),
                }
                for line in lines.get(one["code"], ())
            ],
        }
        for one in result.get("categories", ())
    ]


def _cited(evaluation, code):
    return [
        row["reference_code"] or row["title"] for row in evaluation.evidence if code in row["cited"]
    ]
