"""From a final evaluation to an application and its frozen submission (plan, clauses 56–58).

`proposals` says for every village and level whether it may be applied for, and if not why;
`submit_snapshot` freezes what the district is sent.
"""

import hashlib
import json
from dataclasses import dataclass

from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from campaigns.eligibility import ApplicationFacts, Eligibility, judge
from campaigns.models import Application, Evaluation, Honour, Level, Submission, Target
from campaigns.scoring import Outcome
from villages.models import Figures, Village


@dataclass(frozen=True)
class Proposal:
    village: Village
    level: Level
    evaluation: Evaluation
    eligibility: Eligibility
    target: Target | None


def outcome_for(evaluation, level):
    """The stored outcome of an evaluation for a level, or None if its standard names it not."""
    for row in evaluation.result.get("outcomes", ()):
        if row["level"] == level.code:
            return Outcome(
                level=row["level"],
                name=row["name"],
                is_reached=row["is_reached"],
                is_decided=row["is_decided"],
                reasons=tuple(row["reasons"]),
            )
    return None


def proposals(campaign, year, *, on=None, village=None):
    """[Proposal] for every evaluated village and every level its standard judges.

    Seven queries whatever the number of villages. `on` is the day of the question, today by
    default.
    """
    on = on or timezone.localdate()
    evaluations = Evaluation.objects.filter(round__campaign=campaign, round__year=year)
    evaluations = evaluations.exclude(status=Evaluation.Status.REPLACED)
    if village:
        evaluations = evaluations.filter(village=village)
    evaluations = evaluations.select_related("village__township", "round__campaign")
    levels = list(campaign.levels.select_related("requires", "named_by"))
    of_campaign = {"level__campaign": campaign}
    held = set(Honour.objects.held().filter(**of_campaign).values_list("village_id", "level_id"))
    open_ones = set(
        Application.objects.on_the_way()
        .filter(campaign=campaign)
        .values_list("village_id", "level_id")
    )
    targets = {
        (target.village_id, target.level_id): target
        for target in Target.objects.in_force().filter(campaign=campaign)
    }
    found = []
    for evaluation in evaluations:
        for level in levels:
            outcome = outcome_for(evaluation, level)
            key = (evaluation.village_id, level.pk)
            if outcome is None:
                continue
            facts = _facts(evaluation, level, outcome, key, held, open_ones, targets)
            needs_target = campaign.township.setting("application_needs_target")
            found.append(
                Proposal(
                    evaluation.village,
                    level,
                    evaluation,
                    judge(facts, on, needs_target=needs_target),
                    targets.get(key),
                )
            )
    return found


def _facts(evaluation, level, outcome, key, held, open_ones, targets):
    village = evaluation.village
    requires = level.requires
    return ApplicationFacts(
        village=str(village),
        level_name=level.name_for(village),
        outcome=outcome,
        is_evaluation_final=evaluation.status == Evaluation.Status.FINAL,
        has_target=key in targets,
        required_level=requires.name_for(village) if requires else "",
        holds_required=bool(requires) and (village.pk, requires.pk) in held,
        holds_level=key in held,
        has_open_application=key in open_ones,
        announced_from=evaluation.round.announced_on,
        announced_to=evaluation.round.announced_until,
    )


def reasons_against(application, on=None):
    """Why this very application may not go on now (its own being open does not count)."""
    for proposal in proposals(
        application.campaign,
        application.evaluation.round.year,
        on=on,
        village=application.village,
    ):
        if proposal.level.pk == application.level_id:
            own = f"{application.village}已有一份{application.level_name}申报正在办理。"
            return [reason for reason in proposal.eligibility.reasons if reason != own]
    return ["本年度还没有考评结果。"]


def snapshot_of(application):
    """What the district reads: plain values only, so that nothing later can change it."""
    village, evaluation = application.village, application.evaluation
    figures = Figures.objects.latest_of(village)
    return {
        "village": str(village),
        "kind": village.get_kind_display(),
        "township": str(village.township),
        "level": application.level_name,
        "named_by": str(application.level.named_by),
        "year": evaluation.round.year,
        "figures": {
            "常住人口": figures and figures.population,
            "户数": figures and figures.households,
            "18周岁以上人数": figures and figures.adults,
            "小组数": village.groups.count(),
        },
        "points": str(evaluation.points),
        "standard": str(evaluation.standard_version),
        "result": evaluation.result,
        "evidence": evaluation.evidence,
        "deeds": application.deeds,
        "village_opinion": application.village_opinion,
        "office_opinion": application.office_opinion,
        "document": [application.get_document_kind_display(), application.document_number],
        "steps": [
            {"label": step.label, "by": str(step.by), "opinion": step.opinion, "at": step.at}
            for step in application.steps.select_related("by")
        ],
    }


def submit_snapshot(application, on):
    """Freeze and return what is sent to the district on the day `on`."""
    text = json.dumps(
        snapshot_of(application), ensure_ascii=False, sort_keys=True, cls=DjangoJSONEncoder
    )
    return Submission.objects.create(
        application=application,
        number=application.submissions.count() + 1,
        sent_on=on,
        snapshot=json.loads(text),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
