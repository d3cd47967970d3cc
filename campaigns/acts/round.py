"""A round and its teams: who is evaluated by which standard and by whom, and a re-score.

Serves the plan's year-end evaluation of all villages (clauses 50, 56 and 57) and section 3 of the
domain dossier. Every village takes part; the standard is that of the level it works for, the
lowest one without a target; nobody evaluates the own village.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, QuerySet

from campaigns.acts import sheet as sheet_acts
from campaigns.models import (
    Campaign,
    Evaluation,
    Level,
    Round,
    Score,
    Sheet,
    Standard,
    StandardVersion,
    VetoFinding,
)
from campaigns.queries import facts
from campaigns.queries.interest import own_fault, own_villages
from campaigns.workflows.sheet import SHEET
from township.access import Role
from township.history.chain import record
from township.users.models import Township, User
from township.workflow import Refused
from villages.models import Village


def aims(campaign: Campaign, year: int) -> dict[int, Level]:
    """{village id: Level} each village works for in a year: the next target due, else the last."""
    found = {}
    rows = campaign.targets.in_force().select_related("level").order_by("due_year", "level__rank")
    for target in rows:
        known = found.get(target.village_id)
        if known is None or known.due_year < year:
            found[target.village_id] = target
    return {village: target.level for village, target in found.items()}


def open_round(round: Round, *, by: User) -> Round:
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
                standard_version=_pinned(
                    (aimed.get(village.pk) or levels[0]).standard_id, in_force
                ),
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


def _pinned(standard, in_force):
    """The issued version of a standard's id."""
    version = in_force.get(standard)
    if version is None:
        name = Standard.objects.get(pk=standard)
        raise Refused(f"“{name}”还没有下发，请先下发标准。")
    return version


@dataclass(frozen=True)
class Strayed:
    """A village whose target is another than when the round was opened; None: it has none now."""

    evaluation: Evaluation
    level: Level | None
    standard: int  # id of the standard that now applies
    written: int = 0  # scores on its self-evaluation

    @property
    def level_name(self) -> str:
        return self.level.name_for(self.evaluation.village) if self.level else "没有目标"

    @property
    def is_anew(self) -> bool:
        """Another standard applies, so the self-evaluation has to be written anew."""
        return self.evaluation.standard_version.standard_id != self.standard


def strayed(round: Round) -> list[Strayed]:
    """[Strayed] of a round, in two queries where there are none and four where there are.

    Empty once scoring has begun: from then on the standard stays.
    """
    if not round.is_before_scoring:
        return []
    aimed = aims(round.campaign, round.year)
    rows = round.evaluations.current().select_related("village", "level", "standard_version")
    rows = rows.defer("proposals", "result", "evidence")
    moved = [row for row in rows if row.level != aimed.get(row.village_id)]
    if not moved:
        return []
    lowest = round.campaign.levels.order_by("rank").first()
    scores = Score.objects.filter(sheet__evaluation__in=moved).order_by()
    written = dict(scores.values_list("sheet__evaluation").annotate(Count("pk")))
    found = [(row, aimed.get(row.village_id)) for row in moved]
    return [
        Strayed(row, level, applies.standard_id, written.get(row.pk, 0))
        for row, level in found
        if (applies := level or lowest)
    ]


def follow_targets(round: Round, *, by: User) -> None:
    """Evaluate every village by the target that it has now.

    A self-evaluation by another standard begins anew; by the same one it stays. Raises Refused.
    """
    with transaction.atomic():
        round = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
        moved = strayed(round)
        if not moved:
            raise Refused("各村考评的级别和现在的目标一致，不用更新。")
        in_force = _in_force(round.campaign)
        for one in moved:
            row, told = one.evaluation, f"改按{one.level_name}考评"
            if one.is_anew:
                row.standard_version = _pinned(one.standard, in_force)
                _begin_anew(row, by)
                told += f"，适用{row.standard_version}，自评重新填写"
            row.round, row.level = round, one.level
            row.save(update_fields=["level", "standard_version"])
            record("round.edit", round, by, f"{row.village}{told}")
        if round.status == Round.Status.SELF:
            facts.refresh([one.evaluation for one in moved])


def _begin_anew(evaluation, by):
    """An empty self-evaluation sheet instead of the one written for another standard."""
    written = evaluation.sheets.select_related("evaluation__round").get(kind=Sheet.Kind.SELF)
    if not written.is_open:
        written = SHEET.perform("reopen", written, by=by, reason="目标有变动，适用的标准换了")
    written.delete()
    Sheet.objects.create(evaluation=evaluation, kind=Sheet.Kind.SELF)


def possible_evaluators(township: Township | int) -> QuerySet:
    """Users who evaluate for a township, by name."""
    return User.objects.filter(
        is_active=True, memberships__role=Role.EVALUATOR, memberships__township=township
    ).distinct()


def assign_teams(round: Round, pairs: Collection[tuple[int, int]], *, by: User) -> None:
    """Make `pairs` {(village id, user id)} the teams of a round, all at once.

    Sheets of evaluators who are taken out go if nothing is written on them, or if the village
    has become their own since. Raises Refused.
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
            told = f"分配考评员：新增{len(fresh)}份评分表，取消{len(gone)}份"
            record("round.assign", round, by, f"{told}（{round}）")


def _team_faults(round, evaluations, users, fresh, gone):
    if round.status not in (round.Status.PREPARING, round.Status.SELF, round.Status.SCORING):
        yield f"{round}已经到“{round.get_status_display()}”，不能再调整考评员。"
    own = own_villages({*users, *(sheet.scorer_id for sheet in gone)})
    for village, user in fresh:
        if village not in evaluations or user not in users:
            yield "选择的村或考评员不在本镇名单里，请刷新后重选。"
        elif village in own[user]:
            yield own_fault(users[user], evaluations[village].village)
    written = set(
        Score.objects.filter(sheet__in=[sheet.pk for sheet in gone]).values_list("sheet", flat=True)
    )
    for sheet in gone:
        has_judged_own = sheet.is_open and sheet.evaluation.village_id in own[sheet.scorer_id]
        if (sheet.pk in written or not sheet.is_open) and not has_judged_own:
            yield f"{sheet.scorer}已经给{sheet.evaluation.village}评过分，不能取消。"


def rescore(evaluation: Evaluation, *, by: User) -> Evaluation:
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
                sheet_acts.copy_score(score, copy).cited.set(score.cited.all())
        for finding in evaluation.findings.filter(status=VetoFinding.Status.CONFIRMED):
            finding.pk, finding.evaluation = None, fresh
            finding.save(force_insert=True)
        record("evaluation.rescore", fresh, by, f"{fresh}重新评分，第{fresh.number}版")
    return fresh
