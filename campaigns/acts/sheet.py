"""Writing points on a sheet, one indicator or many, checked against the pinned standard.

Serves the plan's yearly evaluation: points below or above the full ones carry a reason, an
indicator that was not scored stays without points, and what the system proposed is kept beside
what the evaluator decided. Each mark that changes is an entry of the history.
"""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils import timezone

from archives.models import Record
from campaigns.models import Indicator, Score, Sheet
from campaigns.queries.sheet import Mark, Rules, against_scorer, against_scoring
from campaigns.rules import criteria, mark_change
from campaigns.rules.mark_change import MarkWritten
from township.history.chain import record_all
from township.plain_insert import insert_rows
from township.touched import touch
from township.users.models import User
from township.workflow import Refused, Stale

PLACE = ("sheet", "indicator")


def moment(on: date | None) -> datetime:
    """A day as a moment: now for today (or None), else the end of that working day."""
    if on is None or on == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on, time(17, 0)))


def save_mark(
    sheet: Sheet, indicator: Indicator, mark: Mark, *, by: User, version: Any = None
) -> None:
    """Write one indicator.

    `version` is the score's version as it was read, "" for none yet; another one raises Stale,
    unless what stands says the same: its answer was lost on the way, and it is sent again.
    """
    with transaction.atomic():
        if version is not None:
            Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
            kept = Score.objects.filter(sheet=sheet, indicator=indicator).first()
            found = "" if kept is None else str(kept.version)
            if found != str(version) and (kept is None or _said(mark, _old(kept)) != _old(kept)):
                raise Stale
        save_marks(sheet, {indicator.code: mark}, by=by)


def save_marks(sheet: Sheet, marks: Mapping[str, Mark], *, by: User) -> None:
    """Write many indicators of one sheet by code, all or none.

    Raises Refused with a sentence for everything that is wrong.
    """
    save_sheets({sheet.pk: marks}, by=by)


def save_sheets(marks: Mapping[int, Mapping[str, Mark]], *, by: User) -> None:
    """Write {sheet id: {indicator code: Mark}}, all or none.

    As many queries for three hundred sheets as for one. Raises Refused with a sentence for
    everything that is wrong, and when a sheet is not for `by` to write on.
    """
    with transaction.atomic():
        sheets = (
            Sheet.objects.select_for_update(of=("self",))
            .select_related("evaluation__round", "evaluation__village__township", "scorer")
            .defer("evaluation__result", "evaluation__evidence")
            .in_bulk(marks)
        )
        if len(sheets) < len(marks):
            raise Refused("目标改了，这张表已经作废，请回到列表打开新的表。")
        rules = Rules({sheet.evaluation.standard_version_id for sheet in sheets.values()})
        against = against_scorer(sheets.values(), by)
        foreign = _foreign(sheets, marks)
        faults = [
            fault
            for pk, given in marks.items()
            for fault in against[pk] or _sheet_faults(sheets[pk], given, rules, pk in foreign)
        ]
        if faults:
            raise Refused(faults)
        _write(sheets, rules, marks, by)


def _sheet_faults(sheet, marks, rules, is_foreign):
    yield from against_scoring(sheet)
    for code, mark in marks.items():
        indicator = rules.get(sheet, code)
        if indicator is None:
            yield f"指标“{code}”不在{sheet.evaluation.standard_version}中。"
        else:
            yield from rules.faults(indicator, mark)
            yield from _borrowed(indicator, mark, sheet.evaluation.proposals.get(code))
    if is_foreign:
        yield "引用的档案里有不属于这个村的，请重新勾选。"


def _borrowed(indicator, mark, proposal):
    """The system's reason goes with the system's points only."""
    if proposal is None or mark.points is None or not mark.reason.strip():
        return
    is_borrowed = mark.reason.strip() == proposal["reason"].strip()
    if is_borrowed and mark.points != Decimal(proposal["points"]):
        yield f"{indicator}：理由说的是系统建议的{proposal['points']}分，请按实际得分改写理由。"


def _foreign(sheets, marks):
    """Ids of the sheets that cite what is not a record kept of their village."""
    wanted = {
        pk: {record for mark in given.values() for record in mark.cited or ()}
        for pk, given in marks.items()
    }
    asked = set().union(*wanted.values())
    kept = Record.objects.kept().filter(pk__in=asked).order_by()
    village_of = dict(kept.values_list("pk", "village"))
    return {
        pk
        for pk, records in wanted.items()
        if any(village_of.get(one) != sheets[pk].evaluation.village_id for one in records)
    }


def _write(sheets, rules, marks, by):
    there = {(row.sheet_id, row.indicator_id): row for row in _there(marks)}
    rows, changed = [], []
    for pk, given in marks.items():
        evaluation = sheets[pk].evaluation
        for code, mark in given.items():
            indicator = rules.rows[evaluation.standard_version_id, code]
            kept = there.get((pk, indicator.pk))
            rows.append(_row(pk, indicator, mark, kept, evaluation.proposals.get(code)))
            old = _old(kept)
            changed.append((sheets[pk], indicator, old, _said(mark, old)))
    insert_rows(Score, rows, over=PLACE)
    ids = _ids(marks)
    touch(Score, [ids[row["sheet_id"], row["indicator_id"]] for row in rows])
    _cite(changed, ids)
    record_all("sheet.mark", _entries(changed), by)


def _ids(sheets):
    """{(sheet, indicator): score}, all by their ids."""
    rows = Score.objects.filter(sheet__in=sheets).order_by()
    return {(sheet, indicator): pk for sheet, indicator, pk in rows.values_list(*PLACE, "pk")}


def _there(sheets):
    """The scores that stand on these sheets, each with the records it cites."""
    return Score.objects.filter(sheet__in=sheets).order_by().prefetch_related("cited")


def _row(sheet, indicator, mark, kept, proposed):
    return {
        "sheet_id": sheet,
        "indicator_id": indicator.pk,
        "points": _points(mark),
        "reason": mark.reason.strip(),
        "proposed": Decimal(proposed["points"]) if proposed else None,
        "is_taken_over": False,
        "version": kept.version + 1 if kept else 1,
    }


def _old(kept):
    if kept is None:
        return MarkWritten()
    return MarkWritten(kept.points, kept.reason, tuple(sorted(row.pk for row in kept.cited.all())))


def _said(mark, old):
    """A mark as it will stand where `old` stands now."""
    cited = old.cited if mark.cited is None else tuple(sorted(set(mark.cited)))
    return MarkWritten(_points(mark), mark.reason.strip(), cited)


def _points(mark):
    return None if mark.points is None else criteria.one_place(mark.points)


def _cite(changed, ids):
    """Make what each score cites what its mark says."""
    through = Score.cited.through
    anew = [
        (ids[sheet.pk, indicator.pk], new.cited)
        for sheet, indicator, old, new in changed
        if new.cited != old.cited
    ]
    if anew:
        through.objects.filter(score__in=[score for score, _ in anew]).delete()
        through.objects.bulk_create(
            through(score_id=score, record_id=pk) for score, cited in anew for pk in cited
        )


def _entries(changed):
    """(sheet, sentence, changes) for each mark that is not as it was."""
    called = {}
    for sheet, indicator, old, new in changed:
        if told := mark_change.changes(old, new):
            if sheet.pk not in called:
                called[sheet.pk] = str(sheet)
            sentence = mark_change.sentence(str(indicator), old, new)
            yield sheet, f"{called[sheet.pk]}：{sentence}", told


def reason_of(proposal: Mapping[str, str], full: Decimal) -> str:
    """The reason that goes with the points of a kept proposal: full ones need none."""
    return "" if Decimal(proposal["points"]) == full else proposal["reason"]


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


def pass_on(sheet: Sheet, to: User) -> Sheet:
    """A new sheet for `to` with the marks of another, each to be confirmed; in the caller's
    transaction."""
    taken = Sheet.objects.create(evaluation=sheet.evaluation, scorer=to, taken_from=sheet)
    for score in sheet.scores.exclude(points=None).prefetch_related("cited"):
        copy_score(score, taken, is_taken_over=True).cited.set(score.cited.all())
    return taken


def copy_score(score: Score, sheet: Sheet, *, is_taken_over: bool = False) -> Score:
    """The same mark on another sheet; what it cites is the caller's to set."""
    return Score.objects.create(
        sheet=sheet,
        indicator_id=score.indicator_id,
        points=score.points,
        reason=score.reason,
        proposed=score.proposed,
        version=1,
        is_taken_over=is_taken_over,
    )
