"""Counts of villages' texts for a round: charter, consultation, rules, covenant, filing, stages.

Each function takes the ids of all villages and a day, asks a fixed number of queries and returns
{village id: {field of VillageFacts: value}}. Serves indicators B1–B6 and E1 of the dossier's table.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Count, Q

from villages.models import (
    Clause,
    Consultation,
    Filing,
    Motion,
    Opinion,
    Posting,
    PriorAdoption,
    TextVersion,
)
from villages.models.text import StageText
from villages.rules.kinds import TextKind


def in_force(villages: Sequence[int], day: date) -> Mapping[int, Mapping[str, list[TextVersion]]]:
    """{village: {kind: [TextVersion]}} of what was in force on a day; one query."""
    rows = TextVersion.objects.in_force_on(day).filter(text__village__in=villages)
    found = {village: defaultdict(list) for village in villages}
    for version in rows.select_related("text", "prior").order_by("-adopted_on"):
        found[version.text.village_id][version.text.kind].append(version)
    return found


def of_texts(villages: Sequence[int], day: date) -> dict[int, dict[str, int]]:
    """All facts about texts, in nine queries."""
    versions = in_force(villages, day)
    charters = {
        village: kinds[TextKind.CHARTER][0]
        for village, kinds in versions.items()
        if kinds[TextKind.CHARTER]
    }
    by_charter = {version.pk: village for village, version in charters.items()}
    facts = {
        village: _adopted(kinds) | {"has_charter": village in charters}
        for village, kinds in versions.items()
    }
    for gathered in (
        _votes(by_charter),
        _topics(by_charter),
        _consulted(by_charter),
        _filed(by_charter, day),
    ):
        for village, told in gathered.items():
            facts[village] |= told
    for village, charter in charters.items():
        if charter.entered_later:
            facts[village] |= _of_prior(charter.entered_later)
    for village, stages in _stages(villages).items():
        facts[village]["stages_present"] = stages
    return facts


def _of_prior(prior):
    """Of a charter in force since before the system only what its entry tells is known."""
    judged, filed_on = prior.judged, prior.filed_on
    told = {
        "adoption_defects": None if judged is None else sum(not one.ok for one in judged.findings),
        "consult_channels": None,
        "is_reviewed": True if filed_on else None,
        "filing_delay_days": (filed_on - prior.on).days if filed_on else None,
    }
    return told if prior.text_version.draft else told | {"topics_covered": None}


def _adopted(kinds):
    rules = kinds[TextKind.RULE]
    return {
        "adoption_defects": 0,
        "topics_covered": 0,
        "consult_channels": 0,
        "unhandled_opinions": 0,
        "rules_adopted": len(rules),
        "rules_defective": sum(map(_is_unfounded, rules)),
        "has_covenant": bool(kinds[TextKind.COVENANT]),
        "has_agreement": bool(kinds[TextKind.AGREEMENT]),
        "stages_present": 0,
    }


def _is_unfounded(rule):
    """Not frozen, or without the charter it rests on, which nobody asks of one entered later."""
    return not rule.sha256 or (rule.based_on_id is None and not rule.entered_later)


def _votes(by_charter):
    """Procedural defects of the vote that adopted the charter, as its verdict told them."""
    motions = Motion.objects.filter(text_version__in=by_charter, status=Motion.Status.PASSED)
    return {
        by_charter[version]: {
            "adoption_defects": sum(
                not one["ok"] and one["severity"] == "defect" for one in verdict.get("findings", ())
            )
        }
        for version, verdict in motions.values_list("text_version", "verdict")
    }


def _topics(by_charter):
    found = defaultdict(set)
    rows = Clause.objects.filter(text_version__in=by_charter).values_list("text_version", "topics")
    for version, topics in rows:
        found[by_charter[version]].update(topics)
    return {village: {"topics_covered": len(topics)} for village, topics in found.items()}


def _consulted(by_charter):
    """Ways in which the charter was put to the people, and what was left unanswered."""
    ways = Consultation.objects.filter(text_version__in=by_charter).values("text_version")
    open_ones = Opinion.objects.unhandled().filter(text_version__in=by_charter)
    left = dict(open_ones.order_by().values_list("text_version").annotate(Count("id")))
    found = {
        village: {"unhandled_opinions": left.get(version, 0)}
        for version, village in by_charter.items()
    }
    for row in ways.order_by().annotate(count=Count("channel", distinct=True)):
        found[by_charter[row["text_version"]]]["consult_channels"] = row["count"]
    return found


def _filed(by_charter, day):
    """Review, days until filing and days on the board of the charter."""
    found = {village: {} for village in by_charter.values()}
    rows = Filing.objects.filter(text_version__in=by_charter).select_related("text_version")
    for filing in rows:
        until = filing.submitted_on or day
        found[by_charter[filing.text_version_id]] |= {
            "is_reviewed": filing.decided_on is not None,
            "filing_delay_days": max((until - filing.text_version.adopted_on).days, 0),
        }
    boards = Posting.objects.filter(text_version__in=by_charter).exclude(
        status=Posting.Status.PREPARED
    )
    for posting in boards:
        told = found[by_charter[posting.text_version_id]]
        told["posting_days"] = max(told.get("posting_days", 0), posting.days)
    return found


def _stages(villages):
    """{village: kinds × stages kept}, at most twelve; a newer version's stages count too. Of a text
    entered later no stage is asked for any more."""
    rows = StageText.objects.filter(
        ~Q(text_version__status=TextVersion.Status.WITHDRAWN),
        text_version__text__village__in=villages,
    )
    found = defaultdict(set)
    for village, kind, stage in rows.values_list(
        "text_version__text__village", "text_version__text__kind", "stage"
    ):
        found[village].add((kind, stage))
    entered = PriorAdoption.objects.filter(text_version__text__village__in=villages)
    for village, kind in entered.values_list(
        "text_version__text__village", "text_version__text__kind"
    ):
        found[village].update((kind, stage) for stage in StageText.Stage.values)
    return {village: len(kept) for village, kept in found.items()}
