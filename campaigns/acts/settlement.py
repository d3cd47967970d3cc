"""What a round's sheets add up to: points, levels, spread, and what is kept of it as the result.

Serves the plan's year-end evaluation (clauses 50 and 56) and section 3 of the domain dossier. All
villages of a round are settled together, so that three hundred cost as many queries as one; the
arithmetic itself is `scoring`'s.
"""

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils import timezone

from campaigns.models import Evaluation, Round, Score, Sheet, StandardVersion, VetoFinding
from campaigns.queries import evaluation as evaluation_queries
from campaigns.queries import standard as standard_queries
from campaigns.queries.standard import definition
from campaigns.rules import ranking, scoring
from campaigns.rules.criteria import Criteria
from villages.models import Village


@dataclass
class Written:
    """What evaluators wrote about one village."""

    sheets: list = field(default_factory=list)
    marks: list = field(default_factory=list)  # {indicator code: points} of each sheet
    reasons: dict = field(default_factory=lambda: defaultdict(list))  # by indicator code
    findings: list = field(default_factory=list)  # of vetoes, none dismissed
    own: dict | None = None  # {indicator code: points} of the self-evaluation handed in


def rule_of(version: StandardVersion, village: Village) -> Criteria:
    """The standard as this village is judged by it: levels under the name it would bear."""
    rule = definition(version)
    if not village.is_community:
        return rule
    names = {row.level.code: row.level.name_for(village) for row in version.thresholds.all()}
    thresholds = tuple(dataclasses.replace(one, name=names[one.level]) for one in rule.thresholds)
    return dataclasses.replace(rule, thresholds=thresholds)


def rules_of(evaluations: Sequence[Evaluation]) -> dict[tuple[int, bool], Criteria]:
    """{(version id, is community): criteria.Standard} for many evaluations; six queries."""
    versions = StandardVersion.objects.with_parts().in_bulk(
        {one.standard_version_id for one in evaluations}
    )
    found = {}
    for one in evaluations:
        key = (one.standard_version_id, one.village.is_community)
        if key not in found:
            found[key] = rule_of(versions[one.standard_version_id], one.village)
    return found


def settle(evaluations: Sequence[Evaluation], on: date | None = None) -> None:
    """Settle anew what the sheets and findings of one round's evaluations say now.

    Their announcement lapses. About sixteen queries, however many villages.
    """
    rules, written = rules_of(evaluations), written_about(evaluations)
    day = on or timezone.localdate()
    cited = standard_queries.citations(one.standard_version_id for one in evaluations)
    for one in evaluations:
        rule = rules[one.standard_version_id, one.village.is_community]
        one.points, one.result = settled(rule, one.round, written[one.pk])
        one.result["standard"] = cited[one.standard_version_id]
        one.settled_on, one.announced_on = day, None
    Evaluation.objects.bulk_update(evaluations, ["points", "result"], batch_size=100)
    rows = Evaluation.objects.filter(pk__in=[one.pk for one in evaluations])
    rows.update(settled_on=day, announced_on=None)


def written_about(evaluations: Sequence[Evaluation]) -> dict[int, Written]:
    """{evaluation id: Written}: four queries for the evaluations of one round."""
    found = {one.pk: Written() for one in evaluations}
    sheets = Sheet.objects.of_evaluators().filter(evaluation__in=found)
    _read_marks(found, sheets)
    findings = VetoFinding.objects.filter(evaluation__in=found)
    for row in findings.exclude(status=VetoFinding.Status.DISMISSED).select_related("veto"):
        finding = scoring.VetoFact(row.veto.code, row.fact, row.found_by_id, row.confirmed_by_id)
        found[row.evaluation_id].findings.append(finding)
    villages = [one.village_id for one in evaluations]
    own = evaluation_queries.self_points([evaluations[0].round], villages) if evaluations else {}
    for one in evaluations:
        found[one.pk].own = own.get(one.village_id)
    return found


def _read_marks(found, sheets):
    marks = {}
    for sheet in sheets.select_related("scorer").order_by("id"):
        marks[sheet.pk] = {}
        found[sheet.evaluation_id].sheets.append(sheet)
        found[sheet.evaluation_id].marks.append(marks[sheet.pk])
    rows = Score.objects.filter(sheet__in=sheets.order_by()).order_by("sheet_id")
    for sheet, evaluation, code, points, reason in rows.values_list(
        "sheet_id", "sheet__evaluation_id", "indicator__code", "points", "reason"
    ):
        marks[sheet][code] = points
        if reason and reason not in found[evaluation].reasons[code]:
            found[evaluation].reasons[code].append(reason)


def settled(
    rule: Criteria, round: Round, written: Written
) -> tuple[Decimal | None, dict[str, Any]]:
    """(points, result) of one village from what was written about it; asks nothing.

    `result` is what `Evaluation.result` keeps: every number as text, so that none becomes a float.
    """
    method = scoring.ScoringMethod(round.aggregation)
    combined = scoring.combine(rule, written.marks, method, round.spread_limit)
    levels = scoring.outcomes(rule, combined.total, written.findings)
    names = {veto.code: veto.name for veto in rule.vetoes}
    result = {
        "method": round.get_aggregation_display(),
        "categories": [_plain(one) for one in combined.total.categories],
        "lines": _lines(rule, combined, written.reasons),
        "spread": _text(combined.spread),
        "is_spread_flagged": combined.is_spread_flagged,
        "outcomes": [_plain(one) for one in levels],
        "vetoes": [
            {"code": one.code, "name": names[one.code], "fact": one.fact}
            for one in written.findings
            if one.is_confirmed
        ],
        "sheets": [
            {"scorer": sheet.signed_name, "total": _text(total)}
            for sheet, total in zip(written.sheets, combined.each, strict=True)
        ],
        "self_total": None if written.own is None else _text(_total(rule, written.own)),
        "gains": [_plain(one) for one in _gains(rule, combined)],
    }
    return combined.total.points, result


def _total(rule, marks):
    return scoring.sheet_total(rule, marks).points


def _gains(rule, combined):
    if combined.total.missing:
        return ()
    return ranking.gains(rule, {line.code: line.points for line in combined.lines})


def _lines(rule, combined, reasons):
    category = {one.code: held.code for held in rule.categories for one in held.indicators}
    return [
        {
            "code": line.code,
            "category": category[line.code],
            "name": rule.indicator(line.code).name,
            "full": _text(rule.indicator(line.code).points),
            "points": _text(line.points),
            "scores": [_text(one) for one in line.scores],
            "spread": _text(line.spread),
            "reasons": reasons.get(line.code, []),
        }
        for line in combined.lines
    ]


def _plain(row):
    """A result row of the rules, flat as it is, as JSON keeps it."""
    return {one.name: _text(getattr(row, one.name)) for one in dataclasses.fields(row)}


def _text(value):
    if isinstance(value, Decimal):
        return f"{value:f}"
    return list(value) if isinstance(value, tuple) else value
