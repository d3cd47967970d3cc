"""Results of years before the system, beside those that were scored here."""

from collections.abc import Iterator

from campaigns.models import Campaign, Evaluation, PriorResult
from campaigns.queries.progress import STAGES, Stage
from villages.models import Village


@STAGES.answers("prior_result")
def results_entered(campaign: Campaign) -> Iterator[Stage]:
    """What each village came to in years before the system. One query."""
    for row in PriorResult.objects.filter(campaign=campaign):
        yield Stage(
            row.village_id,
            row.year,
            "考评达标（补录）" if row.level_id else "考评未达标（补录）",
            tone="good" if row.level_id else "warn",
            order=10,
            is_open=False,
            url=row.get_absolute_url(),
        )


def newest_result(
    campaign: Campaign, village: Village, evaluation: Evaluation | None
) -> PriorResult | None:
    """The newest result entered, where none scored here is newer."""
    rows = PriorResult.objects.filter(campaign=campaign, village=village)
    found = rows.select_related("village", "level").order_by("-year").first()
    if found and evaluation and evaluation.round.year >= found.year:
        return None
    return found
