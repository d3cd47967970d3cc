"""A round and its results: who is evaluated by which standard, by whom, and what it adds up to.

Serves the plan's year-end evaluation of all villages (clauses 50, 56 and 57) and section 3 of the
domain dossier. Every village takes part; the standard is that of the level it works for, the
lowest one without a target; nobody evaluates the own village.
"""

import dataclasses
from collections import defaultdict
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from campaigns import ranking, scoring
from campaigns.models import (
    Evaluation,
    Score,
    Sheet,
    StandardVersion,
    VetoFinding,
)
from campaigns.standard_rows import definition
from township.history.chain import record
from township.users.models import User
from township.workflow import Refused
from villages.models import Village


def aims(campaign, year):
    """{village id: Level} each village works for in a year: the next target due, else the last."""
    found = {}
    rows = campaign.targets.in_force().select_related("level").order_by("due_year", "level__rank")
    for target in rows:
        known = found.get(target.village_id)
        if known is None or known.due_year < year:
            found[target.village_id] = target
    return {village: target.level for village, target in found.items()}


def open_round(round, *, by):
    """Save a new round with an evaluation and a self-evaluation sheet for every village in use.

    Raises Refused when a standard that is needed has no issued version.
    """
    campaign = round.campaign
    with transaction.atomic():
        if not campaign.is_running:
            raise Refused("活动没有在进行，不能建立考评。")
        if round.year not in campaign.years:
            raise Refused(f"年度要在{campaign.period}之间。")
        round.save()
        levels = list(campaign.levels.order_by("rank"))
        if not levels:
            raise Refused("活动还没有设级别，没有标准可以考评。")
        aimed = aims(campaign, round.year)
        in_force = _in_force(campaign)
        villages = Village.objects.in_use().filter(township=campaign.township_id)
        evaluations = [
            Evaluation(
                round=round,
                village=village,
                level=aimed.get(village.pk),
                standard_version=_pinned(aimed.get(village.pk) or levels[0], in_force),
            )
            for village in villages
        ]
        if not evaluations:
            raise Refused("镇里还没有登记村（社区）。")
        Evaluation.objects.bulk_create(evaluations)
        Sheet.objects.bulk_create(
            Sheet(evaluation=evaluation, kind=Sheet.Kind.SELF) for evaluation in evaluations
        )
        record("round.open", round, by, f"建立{round}：{len(evaluations)}个村（社区）参加")
    return round


def _in_force(campaign):
    """{standard id: its newest issued version}."""
    found = {}
    for version in StandardVersion.objects.in_force().filter(standard__campaign=campaign):
        found.setdefault(version.standard_id, version)
    return found


def _pinned(level, in_force):
    version = in_force.get(level.standard_id)
    if version is None:
        raise Refused(f"“{level}”适用的标准还没有下发，请先下发标准。")
    return version


def possible_evaluators(township):
    """Users who evaluate for a township, by name."""
    return User.objects.filter(
        is_active=True, memberships__role="evaluator", memberships__township=township
    ).distinct()


def own_villages(users):
    """{user id: ids of the villages where that person is a cadre}: never evaluated by them."""
    through = Village.cadres.through.objects.filter(membership__user__in=users)
    found = defaultdict(set)
    for user, village in through.values_list("membership__user", "village"):
        found[user].add(village)
    return found


def assign_teams(round, pairs, *, by):
    """Make `pairs` {(village id, user id)} the teams of a round, all at once.

    Sheets of evaluators who are taken out go if nothing is written on them. Raises Refused.
    """
    with transaction.atomic():
        evaluations = {
            row.village_id: row
            for row in round.evaluations.current().select_related("village", "round")
        }
        users = {user.pk: user for user in possible_evaluators(round.campaign.township_id)}
        there = {
            (sheet.evaluation.village_id, sheet.scorer_id): sheet
            for sheet in Sheet.objects.of_evaluators()
            .filter(evaluation__in=evaluations.values())
            .select_related("evaluation__village", "scorer")
        }
        gone = [sheet for pair, sheet in there.items() if pair not in pairs]
        fresh = [pair for pair in sorted(pairs) if pair not in there]
        faults = list(_team_faults(round, evaluations, users, fresh, gone))
        if faults:
            raise Refused(faults)
        Sheet.objects.filter(pk__in=[sheet.pk for sheet in gone]).delete()
        Sheet.objects.bulk_create(
            Sheet(evaluation=evaluations[village], scorer=users[user]) for village, user in fresh
        )
        if gone or fresh:
            told = f"分配考评员：新增{len(fresh)}份打分表，取消{len(gone)}份"
            record("round.assign", round, by, f"{told}（{round}）")


def _team_faults(round, evaluations, users, fresh, gone):
    if round.status not in (round.Status.PREPARING, round.Status.SELF, round.Status.SCORING):
        yield f"{round}已经到“{round.get_status_display()}”，不能再调整考评员。"
    own = own_villages(users)
    for village, user in fresh:
        if village not in evaluations or user not in users:
            yield "选择的村或考评员不在本镇名单里，请刷新后重选。"
        elif village in own[user]:
            yield f"{users[user]}是{evaluations[village].village}的干部，不能考评本村。"
    written = set(
        Score.objects.filter(sheet__in=[sheet.pk for sheet in gone]).values_list("sheet", flat=True)
    )
    for sheet in gone:
        if sheet.pk in written or not sheet.is_open:
            yield f"{sheet.scorer}已经给{sheet.evaluation.village}打过分，不能取消。"


def rule_of(version, village):
    """The standard as this village is judged by it: levels under the name it would bear."""
    rule = definition(version)
    if not village.is_community:
        return rule
    names = {row.level.code: row.level.name_for(village) for row in version.thresholds.all()}
    thresholds = tuple(dataclasses.replace(one, name=names[one.level]) for one in rule.thresholds)
    return dataclasses.replace(rule, thresholds=thresholds)


def rules_of(evaluations):
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


def settled(evaluation, rules=None):
    """(points, result) of an evaluation from its evaluators' sheets; writes nothing.

    `rules` are `rules_of` of all evaluations that are settled together.
    `result` is what `Evaluation.result` keeps: every number as text, so that none becomes a float.
    """
    rules = rules or rules_of([evaluation])
    rule = rules[evaluation.standard_version_id, evaluation.village.is_community]
    sheets = list(evaluation.sheets.of_evaluators().select_related("scorer").order_by("id"))
    marks, reasons = _written(sheets)
    round = evaluation.round
    combined = scoring.combine(
        rule,
        [marks[sheet.pk] for sheet in sheets],
        scoring.Method(round.aggregation),
        round.spread_limit,
    )
    findings = [
        scoring.VetoFinding(row.veto.code, row.fact, row.found_by_id, row.confirmed_by_id)
        for row in evaluation.findings.exclude(status=VetoFinding.Status.DISMISSED).select_related(
            "veto"
        )
    ]
    levels = scoring.outcomes(rule, combined.total, findings)
    names = {veto.code: veto.name for veto in rule.vetoes}
    result = {
        "method": round.get_aggregation_display(),
        "categories": [_plain(one) for one in combined.total.categories],
        "lines": [_line(rule, one, reasons) for one in combined.lines],
        "spread": _text(combined.spread),
        "is_spread_flagged": combined.is_spread_flagged,
        "outcomes": [_plain(one) for one in levels],
        "vetoes": [
            {"code": one.code, "name": names[one.code], "fact": one.fact}
            for one in findings
            if one.is_confirmed
        ],
        "sheets": [
            {"scorer": str(sheet.scorer), "total": _text(_total(rule, marks[sheet.pk]))}
            for sheet in sheets
        ],
        "self_total": _text(self_total(evaluation, rule)),
        "gains": [_plain(one) for one in _gains(rule, combined)],
    }
    return combined.total.points, result


def write_result(evaluation, on=None, rules=None):
    """Settle anew what the sheets and findings say now; its announcement lapses."""
    evaluation.points, evaluation.result = settled(evaluation, rules)
    evaluation.settled_on = on or timezone.localdate()
    evaluation.announced_on = None
    evaluation.save(update_fields=["points", "result", "settled_on", "announced_on"])


def rescore(evaluation, *, by):
    """A new number of a replaced evaluation: its sheets copied, open, to be signed again."""
    with transaction.atomic():
        fresh = Evaluation.objects.create(
            round=evaluation.round,
            village=evaluation.village,
            standard_version=evaluation.standard_version,
            level=evaluation.level,
            number=evaluation.number + 1,
            proposals=evaluation.proposals,
            proposed_at=evaluation.proposed_at,
        )
        for sheet in evaluation.sheets.of_evaluators():
            copy = Sheet.objects.create(evaluation=fresh, scorer_id=sheet.scorer_id)
            for score in sheet.scores.prefetch_related("cited"):
                _copied(score, copy).cited.set(score.cited.all())
        for finding in evaluation.findings.filter(status=VetoFinding.Status.CONFIRMED):
            finding.pk, finding.evaluation = None, fresh
            finding.save(force_insert=True)
        record("evaluation.rescore", fresh, by, f"{fresh}重新打分，第{fresh.number}版")
    return fresh


def _copied(score, sheet):
    return Score.objects.create(
        sheet=sheet,
        indicator_id=score.indicator_id,
        points=score.points,
        reason=score.reason,
        proposed=score.proposed,
        version=1,
    )


def _written(sheets):
    marks = {sheet.pk: {} for sheet in sheets}
    reasons = defaultdict(list)
    rows = Score.objects.filter(sheet__in=sheets).order_by("sheet")
    for sheet, code, points, reason in rows.values_list(
        "sheet", "indicator__code", "points", "reason"
    ):
        marks[sheet][code] = points
        if reason and reason not in reasons[code]:
            reasons[code].append(reason)
    return marks, reasons


def self_total(evaluation, rule):
    """Points a village gave itself, None while its own sheet is open."""
    sheet = Sheet.objects.filter(
        evaluation__round=evaluation.round_id,
        evaluation__village=evaluation.village_id,
        kind=Sheet.Kind.SELF,
        status=Sheet.Status.SUBMITTED,
    ).first()
    if sheet is None:
        return None
    return _total(rule, dict(sheet.scores.values_list("indicator__code", "points")))


def _total(rule, marks):
    return scoring.sheet_total(rule, marks).points


def _gains(rule, combined):
    if combined.total.missing:
        return ()
    return ranking.gains(rule, {line.code: line.points for line in combined.lines})


def _line(rule, line, reasons):
    indicator = rule.indicator(line.code)
    return {
        "code": line.code,
        "category": next(one.code for one in rule.categories if indicator in one.indicators),
        "name": indicator.name,
        "full": _text(indicator.points),
        "points": _text(line.points),
        "scores": [_text(one) for one in line.scores],
        "spread": _text(line.spread),
        "reasons": reasons.get(line.code, []),
    }


def _plain(row):
    """A result row of the rules as JSON keeps it."""
    return {key: _text(value) for key, value in dataclasses.asdict(row).items()}


def _text(value):
    if isinstance(value, Decimal):
        return f"{value:f}"
    return list(value) if isinstance(value, tuple) else value
