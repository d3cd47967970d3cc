"""Results of evaluations side by side: places, categories, points of the villages' own sheets."""

from collections.abc import Hashable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Q

from campaigns.models import Evaluation, Round, Score, Sheet
from campaigns.rules import ranking
from campaigns.rules.ranking import Rank
from township.prepared_query import PreparedQuery

# Scores of a village's own sheet count once it was handed in.
HANDED_IN = Q(sheet__kind=Sheet.Kind.SELF, sheet__status=Sheet.Status.SUBMITTED)


def self_points(rounds: Any, villages: Sequence[int]) -> dict[Any, Any]:
    """{village id: {indicator code: points}} of the self-evaluations handed in; one query."""
    rows = Score.objects.filter(
        HANDED_IN, sheet__evaluation__round__in=rounds, sheet__evaluation__village__in=villages
    )
    found = {}
    for village, code, points in rows.values_list(
        "sheet__evaluation__village", "indicator__code", "points"
    ):
        found.setdefault(village, {})[code] = points
    return found


def lines_before(evaluation: Evaluation) -> dict[str, dict[str, Any]]:
    """{indicator code: line} of the village's announced result of the year before; one query."""
    round = evaluation.round
    found = _announced(round.campaign_id, round.year - 1, evaluation.village_id)
    return {line["code"]: line for result in found for line in result.get("lines", ())}


@PreparedQuery
def _announced(campaign, year, village):
    rows = Evaluation.objects.announced().filter(
        round__campaign=campaign, round__year=year, village=village
    )
    return rows.order_by("pk").values_list("result", flat=True)[:1]


def results_of(round: Round) -> list[Evaluation]:
    """The current results of a round, its own row put on each (one query)."""
    rows = Evaluation.objects.current().filter(round=round)
    found = list(rows.select_related("village__township", "level", "standard_version__standard"))
    for one in found:
        one.round = round
    return found


def announced_results(round: Round) -> list[Evaluation]:
    """The current results that were announced already."""
    return [one for one in results_of(round) if one.announced_on]


def placed(evaluations: Sequence[Evaluation]) -> list[tuple[Rank, Evaluation]]:
    """[(Rank, Evaluation)] best first, the unscored last."""
    by_pk: dict[Hashable, Evaluation] = {row.pk: row for row in evaluations}
    return [
        (rank, by_pk[rank.key])
        for rank in ranking.ranking({pk: row.points for pk, row in by_pk.items()})
    ]


def category_columns(evaluations: Sequence[Evaluation]) -> list[dict[str, str]]:
    """[{code, name, points}] of every category in these results, in their order.

    `points` are the full points as a text, "" where two standards give a category different ones.
    """
    names, most = {}, {}
    for one in evaluations:
        for category in one.result.get("categories", ()):
            names.setdefault(category["code"], category["name"])
            most.setdefault(category["code"], set()).add(Decimal(category["most"]))
    return [
        {"code": code, "name": name, "points": _one_of(most[code])} for code, name in names.items()
    ]


def _one_of(numbers):
    """The only number of a set without trailing zeros, "" if there are several."""
    return f"{next(iter(numbers)).normalize():f}" if len(numbers) == 1 else ""


def category_scores(
    evaluation: Evaluation, columns: Sequence[Mapping[str, str]]
) -> list[dict[str, str | None]]:
    """[{name, points}] of a result under `category_columns`; None where it has no such one."""
    points = {one["code"]: one["points"] for one in evaluation.result.get("categories", ())}
    return [{"name": one["name"], "points": points.get(one["code"])} for one in columns]
