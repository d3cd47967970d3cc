"""How a township's results compare: shares by category, and totals over the years.

Serves the plan's yearly comparison: which category is weakest this year, and whether villages rise
from year to year. Figures come from settled results; a year that was not announced does not count.
"""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from campaigns.models import Campaign, Evaluation, PriorResult
from campaigns.rules.criteria import one_place
from township.charts import Bar
from township.users.models import User


def category_shares(evaluations: Sequence[Evaluation]) -> list[Bar]:
    """Average share (0–100) of every category's points, weakest first."""
    shares = defaultdict(list)
    for one in evaluations:
        for category in one.result.get("categories", ()):
            if category["percent"] is not None:
                shares[category["name"]].append(Decimal(category["percent"]))
    averages = [
        Bar(name, one_place(sum(given, Decimal()) / len(given))) for name, given in shares.items()
    ]
    return sorted(averages, key=lambda bar: bar.value)


def over_years(
    campaign: Campaign, user: User, permission: str = "evaluation.view", *, until: int | None = None
) -> dict[str, list[dict[Any, Any] | int]]:
    """{"years", "rows": [{pk, village, points: [Decimal|None], change}], "averages", "entered"}, in
    two queries; `pk` is the village's.

    Only announced results, and those of years before the system, which `entered` names;
    `change` is the last year's points less those of the year before, `until` the last year.
    """
    rows = Evaluation.objects.for_user(user, permission).announced()
    rows = rows.filter(round__campaign=campaign, points__isnull=False)
    columns = ("village__order", "village", "village__name")
    told = [*rows.values_list(*columns, "round__year", "points")]
    before = PriorResult.objects.for_user(user, permission).filter(campaign=campaign)
    entered = [*before.values_list(*columns, "year", "points")]
    points, names = defaultdict(dict), {}
    for _, village, name, year, given in sorted([*entered, *told], key=lambda one: one[:2]):
        if until is not None and year > until:
            continue
        points[village][year] = given
        names[village] = name
    years = sorted({year for given in points.values() for year in given})
    return {
        "years": years,
        "rows": [
            {
                "pk": village,
                "village": names[village],
                "points": [given.get(year) for year in years],
                "change": _change([given.get(year) for year in years]),
            }
            for village, given in points.items()
        ],
        "averages": [_average(points, year) for year in years],
        "entered": sorted({one[3] for one in entered} & set(years)),
    }


def _change(given):
    if len(given) < 2 or given[-1] is None or given[-2] is None:
        return None
    return given[-1] - given[-2]


def _average(points, year):
    given = [held[year] for held in points.values() if year in held]
    return one_place(sum(given, Decimal()) / len(given))
