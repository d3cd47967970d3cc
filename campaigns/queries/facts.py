"""What the system knows of villages in a year, counted from their rows for `proposing`.

Serves the plan's evaluation: what is recorded anyway is proposed as points with its reasoning. All
villages of a round are counted together, so that three hundred cost as many queries as one. What
cannot be known stays None and proposes nothing.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from django.db.models import Q
from django.utils import timezone

from campaigns.models import Evaluation, Rectification, Round, Sheet, StandardVersion
from campaigns.queries import site_visit as site_visit_queries
from campaigns.queries import text_counts, village_counts
from campaigns.queries.standard import definition
from campaigns.rules.proposal import VillageFacts, propose_all


def village_facts(
    round: Round, villages: Sequence[int], today: date | None = None
) -> dict[int, VillageFacts]:
    """{village id: VillageFacts} for a round; about thirty queries for any number of villages."""
    today = today or timezone.localdate()
    day = min(date(round.year, 12, 31), today)
    gathered = (
        village_counts.of_bodies(villages, day),
        village_counts.of_haves(villages, round.year),
        text_counts.of_texts(villages, day),
        village_counts.of_notices(villages, round.year),
        village_counts.of_queries(villages, round.year, day),
        village_counts.of_publicity(villages, round.year),
        village_counts.of_activities(villages, round.year),
        village_counts.of_records(villages, round.year),
        _visits(round, villages),
        _rectifications(round, villages, day),
        _self_evaluations(round, villages, today),
    )
    facts = defaultdict(dict)
    for told in gathered:
        for village, values in told.items():
            facts[village] |= values
    return {village: VillageFacts(**facts[village]) for village in villages}


def _visits(round, villages):
    return {
        village: {
            "awareness_percent": counts["awareness"],
            "satisfaction_percent": counts["satisfaction"],
        }
        for village, counts in site_visit_queries.totals(round, villages).items()
    }


def _rectifications(round, villages, day):
    """Demands of the year that were proved late or are still owed after their day."""
    rows = Rectification.objects.issued().filter(
        Q(round=None) | Q(round__campaign=round.campaign_id),
        village__in=villages,
        due_on__year=round.year,
        due_on__lt=day,
    )
    late = defaultdict(int)
    for row in rows:
        late[row.village_id] += (row.proved_on or day) > row.due_on
    return {village: {"rectifications_overdue": late[village]} for village in villages}


def _self_evaluations(round, villages, today):
    """Days the self-evaluation was late; unknown while it is neither in nor due."""
    sheets = Sheet.objects.filter(
        kind=Sheet.Kind.SELF, evaluation__round=round, evaluation__village__in=villages
    ).select_related("evaluation")
    found = {}
    for sheet in sheets:
        if not sheet.is_open:
            in_on = timezone.localtime(sheet.submitted_at).date()
        elif today > round.self_due:
            in_on = today
        else:
            continue
        late = max((in_on - round.self_due).days, 0)
        found[sheet.evaluation.village_id] = {"self_evaluation_days_late": late}
    return found


def refresh(evaluations: Sequence[Evaluation]) -> None:
    """Count the villages' facts anew and keep the proposals beside their evaluations."""
    if not evaluations:
        return
    versions = StandardVersion.objects.with_parts().in_bulk(
        {row.standard_version_id for row in evaluations}
    )
    rules = {pk: definition(version) for pk, version in versions.items()}
    facts = village_facts(evaluations[0].round, [row.village_id for row in evaluations])
    now = timezone.now()
    for row in evaluations:
        proposed = propose_all(rules[row.standard_version_id], facts[row.village_id])
        row.proposals = {
            code: {"points": f"{one.points:f}", "reason": one.reason}
            for code, one in proposed.items()
        }
        row.proposed_at = now
    type(evaluations[0]).objects.bulk_update(
        evaluations, ["proposals", "proposed_at"], batch_size=100
    )
