"""How a township's results compare: shares by category, and totals over the years.

Serves the plan's yearly comparison: which category is weakest this year, and whether villages rise
from year to year. Figures come from settled results; a year that was not announced does not count.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from campaigns.models import Campaign, Evaluation
from campaigns.rules.criteria import one_place
from township.users.models import User


def category_shares(evaluations: Sequence[Evaluation]) -> list[dict[str, Decimal | str]]:
    """[{label, value}]: average share (0–100) of every category's points, weakest first."""
    shares = defaultdict(list)
    for one in evaluations:
        for category in one.result.get("categories", ()):
            if category["percent"] is not None:
                shares[category["name"]].append(Decimal(category["percent"]))
    averages = [
        {"label": name, "value": one_place(sum(given, Decimal()) / len(given))}
        for name, given in shares.items()
    ]
    return sorted(averages, key=lambda row: row["value"])


def over_years(
    campaign: Campaign, user: User, permission: str = "evaluation.view"
) -> dict[str, list[dict[Any, Any] | int]]:
    """{"years", "rows": [{village, points: [Decimal|None], change}], "averages"} in one query.

    Only announced results; `change` is the last year's points less those of the year before.
    """
    rows = Evaluation.objects.for_user(user, permission).current()
    rows = rows.filter(round__campaign=campaign, announced_on__isnull=False, points__isnull=False)
    points, names = defaultdict(dict), {}
    for village, name, year, given in rows.order_by(
        "village__order", "village_id", "round__year"
    ).values_list("village", "village__name", "round__year", "points"):
        points[village][year] = given
        names[village] = name
    years = sorted({year for given in points.values() for year in given})
    return {
        "years": years,
        "rows": [
            {
                "village": names[village],
                "points": [given.get(year) for year in years],
                "change": _change([given.get(year) for year in years]),
            }
            for village, given in points.items()
        ],
        "averages": [_average(points, year) for year in years],
    }


def _change(given):
    if len(given) < 2 or given[-1] is None or given[-2] is None:
        return None
    return given[-1] - given[-2]


def _average(points, year):
    given = [held[year] for held in points.values() if year in held]
    return {"label": f"{year}年", "value": one_place(sum(given, Decimal()) / len(given))}
