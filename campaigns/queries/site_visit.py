"""What the counts of a village's visits in a round come to."""

from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal

from django.db.models import Sum

from campaigns.models import Round, SiteVisit
from campaigns.models.site_visit import percent

COUNTS = ("households", "respondents", "aware", "satisfied", "fairly", "dissatisfied")


def totals(round: Round, villages: Sequence[int]) -> dict[int, dict[str, Decimal | int]]:
    """{village id: {count: sum, awareness, satisfaction}} over a round's visits; one query."""
    rows = SiteVisit.objects.filter(
        evaluation__round=round, evaluation__village__in=villages
    ).values("evaluation__village")
    found = defaultdict(dict)
    for row in rows.order_by().annotate(**{f"all_{name}": Sum(name) for name in COUNTS}):
        counts = {name: row[f"all_{name}"] for name in COUNTS}
        counts["awareness"] = percent(counts["aware"], counts["respondents"])
        counts["satisfaction"] = percent(
            counts["satisfied"] + counts["fairly"], counts["respondents"]
        )
        found[row["evaluation__village"]] = counts
    return found
