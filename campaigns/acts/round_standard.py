"""A standard found wrong after a round was opened: the round goes over to the version in force.

Marks stay on indicators that say the same in both versions; on those that changed or are gone they
fall away, and whoever had signed signs again. What was evaluated before keeps its version.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Count, F, Q

from campaigns.models import Indicator, Round, Score, Sheet, StandardVersion
from campaigns.queries import facts
from campaigns.queries.standard import definition
from campaigns.rules import standard_changes
from campaigns.rules.standard_changes import Difference
from campaigns.workflows.sheet import SHEET
from township.history.chain import record
from township.users.models import User
from township.workflow import Refused

EARLY = (Round.Status.PREPARING, Round.Status.SELF, Round.Status.SCORING)


@dataclass(frozen=True)
class Outdated:
    """A standard of which the round uses an older version than the one in force."""

    old: StandardVersion
    new: StandardVersion
    differences: list[Difference]
    kept: frozenset[str]  # codes of the indicators on which marks stay
    villages: int
    falling: int  # marks that fall away


def outdated(round: Round) -> list[Outdated]:
    """What of a round would change; empty where every version is the one in force, and once the
    scores are being reviewed."""
    if round.status not in EARLY:
        return []
    used = round.evaluations.current().values("standard_version").annotate(villages=Count("pk"))
    counts = dict(used.order_by().values_list("standard_version", "villages"))
    versions = StandardVersion.objects.with_parts().in_bulk(counts)
    found = []
    for old in versions.values():
        newest = StandardVersion.objects.in_force().filter(standard=old.standard_id).first()
        if newest is not None and newest.number > old.number:
            new = StandardVersion.objects.with_parts().get(pk=newest.pk)
            change = _compared(round, old, new, counts[old.pk])
            if change.differences:  # the same in other words of revision is nothing to go over to
                found.append(change)
    return found


def is_outdated(round: Round) -> bool:
    """Is a newer version in force than the round uses? One query; for the round's page."""
    if round.status not in EARLY:
        return False
    issued = Q(standard_version__standard__versions__status=StandardVersion.Status.ISSUED)
    newer = Q(standard_version__standard__versions__number__gt=F("standard_version__number"))
    return round.evaluations.current().filter(issued & newer).exists()


def _compared(round, old, new, villages):
    before, after = definition(old), definition(new)
    kept = frozenset(standard_changes.unchanged(before, after))
    marks = Score.objects.filter(sheet__evaluation__round=round, indicator__version=old)
    falling = marks.exclude(points=None).exclude(indicator__code__in=kept).count()
    return Outdated(old, new, standard_changes.differences(before, after), kept, villages, falling)


def go_over(round: Round, *, by: User, reason: str) -> None:
    """Take a round over to the versions in force. Raises Refused once scores are reviewed, and
    where nothing is out of date."""
    with transaction.atomic():
        round = Round.objects.select_for_update(of=("self",)).get(pk=round.pk)
        if round.status not in EARLY:
            raise Refused(f"{round}已经到“{round.get_status_display()}”，不能再换标准。")
        changes = outdated(round)
        if not changes:
            raise Refused("考评用的就是现行标准，不用更换。")
        moved = [row for one in changes for row in _moved(round, one, by, reason)]
        if round.status != Round.Status.PREPARING:
            facts.refresh(moved)
        told = "；".join(
            f"{one.old.standard}由第{one.old.number}版改用第{one.new.number}版，"
            f"{one.falling}项评分作废"
            for one in changes
        )
        record("round.edit", round, by, f"{told}（理由：{reason}）")


def _moved(round, change, by, reason):
    rows = list(
        round.evaluations.current()
        .filter(standard_version=change.old)
        .select_related("village__township", "round", "standard_version")
    )
    sheets = Sheet.objects.filter(evaluation__in=rows).exclude(status=Sheet.Status.SET_ASIDE)
    for sheet in sheets.filter(status=Sheet.Status.SUBMITTED):
        SHEET.perform("reopen", sheet, by=by, reason=f"标准改版：{reason}")
    _carry_marks(sheets, change.kept, change.new)
    for row in rows:
        row.standard_version, row.proposals = change.new, {}
        row.save(update_fields=["standard_version", "proposals"])
    return rows


def _carry_marks(sheets, kept: Collection[str], new: StandardVersion) -> None:
    """Lead marks to the new version's indicators; those that fall away go."""
    marks = Score.objects.filter(sheet__in=sheets).select_related("indicator")
    marks.exclude(indicator__code__in=kept).delete()
    there = {row.code: row for row in Indicator.objects.filter(version=new, code__in=kept)}
    carried = list(marks)
    for mark in carried:
        mark.indicator = there[mark.indicator.code]
    Score.objects.bulk_update(carried, ["indicator"], batch_size=500)
