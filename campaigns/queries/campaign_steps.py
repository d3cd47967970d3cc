"""What an open campaign still lacks: before it starts, in the year that runs, after its results.

Serves the plan's order of work (parts two to six): plan, standards and the year's task go to the
villages before they are evaluated, and whoever reached a level may apply for it.
"""

from dataclasses import dataclass

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from campaigns.models import (
    Assignment,
    Campaign,
    PlanVersion,
    Receipt,
    Round,
    StandardVersion,
    Target,
)
from campaigns.queries.application import proposals

SUBJECTS = ("plan__campaign", "standard_version__standard__campaign", "assignment__campaign")


@dataclass(frozen=True)
class CampaignState:
    """What an open campaign has in a year; `has_begun` once it was ever evaluated,
    `unsigned` receipts, `final_year` the last year with final results, not older than the year
    before, or None."""

    campaign: Campaign
    year: int
    has_standard: bool
    has_targets: bool
    is_plan_issued: bool
    is_standard_issued: bool
    is_task_issued: bool
    has_task: bool
    has_round: bool
    has_begun: bool
    unsigned: int
    final_year: int | None

    @property
    def is_within(self) -> bool:
        """Does the campaign run in the year?"""
        return self.year in self.campaign.years


def campaign_states(campaigns: QuerySet, year: int) -> list[CampaignState]:
    """The CampaignState of each of `campaigns` that is not closed; one query for any number."""
    rows = campaigns.exclude(status=Campaign.Status.CLOSED).annotate(**_signs(year))
    rows = rows.select_related("township")
    return [
        CampaignState(
            campaign=row,
            year=year,
            has_standard=row.has_standard,
            has_targets=row.has_targets,
            is_plan_issued=row.is_plan_issued,
            is_standard_issued=row.is_standard_issued,
            is_task_issued=row.is_task_issued,
            has_task=row.has_task,
            has_round=row.has_round,
            has_begun=row.has_begun,
            unsigned=sum(getattr(row, f"unsigned_{n}") for n in range(len(SUBJECTS))),
            final_year=row.final_year,
        )
        for row in rows.order_by("first_year", "pk")
    ]


def _signs(year):
    own = {"campaign": OuterRef("pk")}
    versions = StandardVersion.objects.filter(standard__campaign=OuterRef("pk"))
    tasks = Assignment.objects.filter(**own, year=year)
    rounds = Round.objects.current().filter(**own)
    issued = {"status": PlanVersion.Status.ISSUED}
    final = Round.objects.filter(**own, status=Round.Status.FINAL, year__gte=year - 1)
    return {
        "has_standard": Exists(versions),
        "is_standard_issued": Exists(versions.issued()),
        "has_targets": Exists(Target.objects.in_force().filter(**own)),
        "is_plan_issued": Exists(PlanVersion.objects.filter(**own, **issued)),
        "has_task": Exists(tasks),
        "is_task_issued": Exists(tasks.filter(status=Assignment.Status.ISSUED)),
        "has_round": Exists(rounds.filter(year=year)),
        "has_begun": Exists(Round.objects.filter(**own)),
        "final_year": Subquery(final.order_by("-year").values("year")[:1]),
        **{f"unsigned_{n}": _count(path) for n, path in enumerate(SUBJECTS)},
    }


def _count(path):
    """Receipts that wait for a signature, of what was issued in the campaign."""
    rows = Receipt.objects.pending().filter(**{path: OuterRef("pk")}).order_by()
    grouped = rows.values(path).annotate(all=Count("pk")).values("all")
    return Coalesce(Subquery(grouped, output_field=IntegerField()), 0)


def may_apply(state: CampaignState) -> list[str]:
    """Names of villages that may apply on the last final results and have not done so."""
    if state.final_year is None:
        return []
    rows = proposals(state.campaign, state.final_year)
    return list(dict.fromkeys(str(row.village) for row in rows if row.eligibility.is_eligible))
