"""What the system knows of villages in a year, counted from their rows for `proposing`.

Serves the plan's evaluation: what is recorded anyway is proposed as points with its reasoning. All
villages of a round are counted together, so that three hundred cost as many queries as one. What
cannot be known stays None and proposes nothing.
"""

from django.utils import timezone

from campaigns.models import StandardVersion
from campaigns.proposing import VillageFacts, propose_all
from campaigns.standard_rows import definition


def known(villages, year):
    """{village id: VillageFacts} for a round's year."""
    return {pk: VillageFacts() for pk in villages}


def refresh(evaluations):
    """Count the villages' facts anew and keep the proposals beside their evaluations."""
    if not evaluations:
        return
    year = evaluations[0].round.year
    versions = StandardVersion.objects.with_parts().in_bulk(
        {row.standard_version_id for row in evaluations}
    )
    rules = {pk: definition(version) for pk, version in versions.items()}
    facts = known([row.village_id for row in evaluations], year)
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
