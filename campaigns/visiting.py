"""Site visits: what the counts of a village's visits in a round come to.

Serves the plan's house visits: awareness and satisfaction as shares of anonymous answers, of all
visits of a round together.
"""

from collections import defaultdict

from django.db import transaction
from django.db.models import Sum

from campaigns.models import SiteVisit
from campaigns.models.site_visit import percent
from township.history.chain import record
from township.workflow import Refused

COUNTS = ("households", "respondents", "aware", "satisfied", "fairly", "dissatisfied")


@transaction.atomic
def enter(visit, *, by):
    """Save a visit's counts while the village is being evaluated."""
    if visit.evaluation.status in ("final", "replaced") or visit.evaluation.round.is_final:
        raise Refused("考评已经定稿，不能再录入走访。")
    visit.entered_by = by
    visit.save()
    record("site_visit.enter", visit, by, f"录入走访：{visit}，受访{visit.respondents}人")
    return visit


def totals(round, villages):
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
