"""What everybody may read of a village's campaigns: results of finished rounds, honours held."""

from django.urls import reverse

from campaigns.models import Evaluation, Honour, PriorResult, Round
from township.dates import cn_date
from villages.models import Village
from villages.queries.openness import TOLD_OF, OpenLine

MOST_YEARS = 5


@TOLD_OF.answers("results")
def results_told(village: Village) -> list[OpenLine]:
    """Announced and signed; the newest first."""
    rows = Evaluation.objects.filter(village=village, round__status=Round.Status.FINAL).final()
    rows = rows.exclude(announced_on=None).select_related("round__campaign", "village", "level")
    told = [
        (
            one.round.year,
            OpenLine(
                f"{one.round.year}年度{one.round.campaign}",
                _told(one.points, one.recognised),
                reverse("campaigns:public_round", args=[one.round_id]),
            ),
        )
        for one in rows.order_by("-round__year")[:MOST_YEARS]
    ]
    prior = PriorResult.objects.filter(village=village).select_related("campaign", "level")
    told += [
        (one.year, OpenLine(f"{one.year}年度{one.campaign}", _told(one.points, one.level_name)))
        for one in prior[:MOST_YEARS]
    ]
    return [line for _, line in sorted(told, key=lambda row: -row[0])][:MOST_YEARS]


@TOLD_OF.answers("honours")
def honours_told(village: Village) -> list[OpenLine]:
    """Lines of the public page: each honour that is held, newest first."""
    rows = Honour.objects.filter(village=village).held().select_related("village", "level")
    return [
        OpenLine(one.level_name, f"{one.issuer_name}{cn_date(one.awarded_on)}命名")
        for one in rows.order_by("-awarded_on")
    ]


def _told(points, level):
    reached = f"达到{level}标准" if level else "未达标"
    return f"{points}分，{reached}"
