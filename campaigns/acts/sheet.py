"""Writing points on a sheet, one indicator or many, checked against the pinned standard.

Serves the plan's yearly evaluation: points below or above the full ones carry a reason, an
indicator that was not scored stays without points, and what the system proposed is kept beside
what the evaluator decided.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from archives.models import Record
from campaigns.models import Indicator, Score, Sheet
from campaigns.queries.sheet import Mark, Rules, against_scoring
from campaigns.rules import criteria
from township.users.models import User
from township.workflow import Refused, Stale


def moment(on: date | None) -> datetime:
    """A day as a moment: now for today (or None), else the end of that working day."""
    if on is None or on == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on, time(17, 0)))


def save_mark(
    sheet: Sheet, indicator: Indicator, mark: Mark, *, by: User, version: Any = None
) -> Score:
    """Write one indicator; returns its Score.

    `version` is the score's version as it was read, "" for none yet; another one raises Stale.
    """
    with transaction.atomic():
        if version is not None:
            Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
            kept = Score.objects.filter(sheet=sheet, indicator=indicator).first()
            found = "" if kept is None else str(kept.version)
            if found != str(version):
                raise Stale
        return save_marks(sheet, {indicator.code: mark}, by=by)[0]


def save_marks(sheet: Sheet, marks: Mapping[str, Mark], *, by: User) -> list[Score]:
    """Write many indicators of one sheet by code, all or none; returns the Scores.

    Raises Refused with a sentence for everything that is wrong.
    """
    return save_sheets({sheet.pk: marks})


def save_sheets(marks: Mapping[int, Mapping[str, Mark]]) -> list[Score]:
    """Write {sheet id: {indicator code: Mark}}, all or none; returns the Scores.

    As many queries for three hundred sheets as for one, but for cited records. Raises Refused
    with a sentence for everything that is wrong.
    """
    with transaction.atomic():
        sheets = (
            Sheet.objects.select_for_update(of=("self",))
            .select_related("evaluation__round", "evaluation__village")
            .defer("evaluation__result", "evaluation__evidence")
            .in_bulk(marks)
        )
        if len(sheets) < len(marks):
            raise Refused("目标改了，这张表已经作废，请回到列表打开新的表。")
        rules = Rules({sheet.evaluation.standard_version_id for sheet in sheets.values()})
        faults = [
            fault
            for pk, given in marks.items()
            for fault in _sheet_faults(sheets[pk], given, rules)
        ]
        if faults:
            raise Refused(faults)
        return _write(sheets, rules, marks)


def _sheet_faults(sheet, marks, rules):
    yield from against_scoring(sheet)
    for code, mark in marks.items():
        indicator = rules.get(sheet, code)
        if indicator is None:
            yield f"指标“{code}”不在{sheet.evaluation.standard_version}中。"
        else:
            yield from rules.faults(indicator, mark)
            yield from _borrowed(indicator, mark, sheet.evaluation.proposals.get(code))
    if not _are_citable(sheet, marks):
        yield "引用的档案里有不属于这个村的，请重新勾选。"


def _borrowed(indicator, mark, proposal):
    """The system's reason goes with the system's points only."""
    if proposal is None or mark.points is None or not mark.reason.strip():
        return
    is_borrowed = mark.reason.strip() == proposal["reason"][:500].strip()
    if is_borrowed and mark.points != Decimal(proposal["points"]):
        yield f"{indicator}：理由说的是系统建议的{proposal['points']}分，请按实际得分改写理由。"


def _are_citable(sheet, marks):
    """Does every cited record belong to the village, and is kept?"""
    wanted = {pk for mark in marks.values() for pk in mark.cited or ()}
    if not wanted:
        return True
    rows = Record.objects.kept().filter(village=sheet.evaluation.village_id, pk__in=wanted)
    return rows.count() == len(wanted)


def _write(sheets, rules, marks):
    there = Score.objects.filter(sheet__in=marks).order_by()
    versions = {
        (sheet, indicator): version
        for sheet, indicator, version in there.values_list("sheet_id", "indicator_id", "version")
    }
    scores, cited = [], []
    for pk, given in marks.items():
        evaluation = sheets[pk].evaluation
        for code, mark in given.items():
            indicator = rules.rows[evaluation.standard_version_id, code].pk
            proposed = evaluation.proposals.get(code)
            score = Score(
                sheet_id=pk,
                indicator_id=indicator,
                points=None if mark.points is None else criteria.one_place(mark.points),
                reason=mark.reason.strip(),
                proposed=Decimal(proposed["points"]) if proposed else None,
                version=versions.get((pk, indicator), 0) + 1,
            )
            scores.append(score)
            if mark.cited is not None:
                cited.append((score, mark.cited))
    Score.objects.bulk_create(
        scores,
        update_conflicts=True,
        unique_fields=["sheet", "indicator"],
        update_fields=["points", "reason", "proposed", "version"],
    )
    for score, records in cited:
        score.cited.set(records)
    return scores


def reason_of(proposal: Mapping[str, str], full: Decimal) -> str:
    """The reason that goes with the points of a kept proposal: full ones need none."""
    return "" if Decimal(proposal["points"]) == full else proposal["reason"][:500]


def take_proposals(sheet: Sheet, *, by: User) -> int:
    """Write every proposal on an indicator that has no points yet; returns how many."""
    scored = set(sheet.scores.exclude(points=None).values_list("indicator__code", flat=True))
    full = dict(sheet.evaluation.standard_version.indicators.values_list("code", "points"))
    marks = {
        code: Mark(Decimal(kept["points"]), reason_of(kept, full[code]))
        for code, kept in sheet.evaluation.proposals.items()
        if code not in scored and code in full
    }
    if not marks:
        raise Refused("没有还可以采用的系统建议。")
    save_marks(sheet, marks, by=by)
    return len(marks)
