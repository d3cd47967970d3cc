"""Which village may be applied for at which level, and if not, why (plan, clauses 56–58).

The same question is put to every village of a year at once: results, ladder, targets, objections
and rectifications are each read by one query.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from campaigns.models import (
    Application,
    Campaign,
    Evaluation,
    Honour,
    Level,
    Objection,
    Rectification,
    Target,
)
from campaigns.rules.eligibility import ApplicationFacts, Eligibility, judge
from campaigns.rules.scoring import LevelOutcome
from villages.models import Village


@dataclass(frozen=True)
class ApplicationProposal:
    village: Village
    level: Level
    evaluation: Evaluation
    eligibility: Eligibility
    target: Target | None
    is_held: bool

    @property
    def level_name(self) -> str:
        return self.level.name_for(self.village)


def outcome_for(evaluation: Evaluation, level: Level) -> LevelOutcome | None:
    """The stored outcome of an evaluation for a level, or None if its standard names it not."""
    for row in evaluation.result.get("outcomes", ()):
        if row["level"] == level.code:
            return LevelOutcome(
                level=row["level"],
                name=row["name"],
                is_reached=row["is_reached"],
                is_decided=row["is_decided"],
                reasons=tuple(row["reasons"]),
            )
    return None


def proposals(
    campaign: Campaign,
    year: int,
    *,
    on: date | None = None,
    village: Village | None = None,
    but: Any = None,
) -> list[ApplicationProposal]:
    """[Proposal] for every evaluated village and every level its standard judges.

    Eight queries whatever the number of villages. `on` is the day of the question, today by
    default; `but` an application that does not stand in its own way.
    """
    on = on or timezone.localdate()
    evaluations = Evaluation.objects.filter(round__campaign=campaign, round__year=year).current()
    evaluations = evaluations.without_grounds()
    if village:
        evaluations = evaluations.filter(village=village)
    evaluations = evaluations.select_related(
        "village__township", "round__campaign", "standard_version__standard", "level"
    )
    known = _Known(campaign, year, but)
    needs_target = campaign.setting("application_needs_target")
    found = []
    for evaluation in evaluations:
        for level in known.levels:
            if outcome := outcome_for(evaluation, level):
                facts = known.facts(evaluation, level, outcome, on)
                verdict = judge(facts, on, evaluation.round.announced_least, needs_target)
                target = known.targets.get((evaluation.village_id, level.pk))
                found.append(
                    ApplicationProposal(
                        evaluation.village, level, evaluation, verdict, target, facts.holds_level
                    )
                )
    return found


class _Known:
    """What is read once for all villages of a campaign's year; six queries."""

    def __init__(self, campaign: Campaign, year: int, but: Any = None) -> None:
        key = ("village_id", "level_id")
        self.levels = list(campaign.levels.select_related("requires", "named_by"))
        honours = Honour.objects.standing().filter(level__campaign=campaign)
        told = list(honours.values_list(*key, "status", "application__evaluation"))
        self.held = {(v, n) for v, n, status, _ in told if status == Honour.Status.HELD}
        self.lost = {(e, n) for _, n, status, e in told if status != Honour.Status.HELD}
        on_the_way = Application.objects.on_the_way().filter(campaign=campaign)
        if but is not None:
            on_the_way = on_the_way.exclude(pk=but.pk)
        self.on_the_way = set(on_the_way.values_list(*key))
        targets = Target.objects.in_force().filter(campaign=campaign)
        self.targets = {(row.village_id, row.level_id): row for row in targets}
        owed = Rectification.objects.unsettled().filter(village__township=campaign.township_id)
        self.rectifications = Counter(owed.values_list("village", flat=True))
        objections = Objection.objects.open().filter(
            evaluation__round__campaign=campaign, evaluation__round__year=year
        )
        self.objections = Counter(objections.values_list("evaluation__village", flat=True))

    def facts(
        self, evaluation: Evaluation, level: Level, outcome: LevelOutcome, on: date
    ) -> ApplicationFacts:
        asked = level.as_of(on).requires_id
        requires = next((one for one in self.levels if one.pk == asked), None)
        village = evaluation.village
        key = (village.pk, level.pk)
        return ApplicationFacts(
            village=str(village),
            level_name=level.name_for(village),
            outcome=outcome,
            is_evaluation_final=evaluation.status == Evaluation.Status.FINAL,
            has_target=key in self.targets,
            required_level=requires.name_for(village) if requires else "",
            holds_required=requires is not None and (village.pk, requires.pk) in self.held,
            holds_level=key in self.held,
            was_taken_back=(evaluation.pk, level.pk) in self.lost,
            has_open_application=key in self.on_the_way,
            open_rectifications=self.rectifications[village.pk],
            announced_from=evaluation.round.announced_on,
            announced_to=evaluation.round.announced_until,
            open_objections=self.objections[village.pk],
        )


def reasons_against(application: Application, on: date | None = None) -> list[str]:
    """Why this very application may not go on now (its own being open does not count)."""
    for proposal in proposals(
        application.campaign,
        application.evaluation.round.year,
        on=on,
        village=application.village,
        but=application,
    ):
        if proposal.level.pk == application.level_id:
            return list(proposal.eligibility.reasons)
    return ["本年度还没有考评结果。"]
