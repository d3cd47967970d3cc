"""Writing points on a sheet, one indicator or many, checked against the pinned standard.

Serves the plan's yearly evaluation: points below or above the full ones carry a reason, an
indicator that was not scored stays without points, and what the system proposed is kept beside
what the evaluator decided.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time
from decimal import Decimal

from django.db import transaction
from django.db.models import Count
from django.utils import timezone

from archives.models import Record
from campaigns import criteria, phasing, scoring
from campaigns.models import Indicator, Round, Score, Sheet
from campaigns.standard_rows import indicator_rule
from township.workflow import Refused, Stale

PHASES = {
    Sheet.Kind.SELF: (Round.Status.SELF, Round.Status.SCORING),
    Sheet.Kind.EVALUATOR: (Round.Status.SCORING, Round.Status.REVIEW, Round.Status.ANNOUNCED),
}


@dataclass(frozen=True)
class Mark:
    """What is written for one indicator; `cited` are ids of records, None leaves them."""

    points: Decimal | None
    reason: str = ""
    cited: tuple[int, ...] | None = None


def moment(on):
    """A day as a moment: now for today (or None), else the end of that working day."""
    if on is None or on == timezone.localdate():
        return timezone.now()
    return timezone.make_aware(datetime.combine(on, time(17, 0)))


def against_scoring(sheet):
    """Reasons why nothing may be written on this sheet now."""
    if not sheet.is_open:
        yield "打分表已经提交，不能再改。"
        return
    evaluation_round = sheet.evaluation.round
    if evaluation_round.status not in PHASES[sheet.kind]:
        what = "自评" if sheet.is_self else "打分"
        yield f"{evaluation_round}现在是“{evaluation_round.get_status_display()}”，还不能{what}。"
    elif sheet.evaluation.status != sheet.evaluation.Status.OPEN:
        yield f"{sheet.evaluation}已经汇总，不能再改。"
    elif sheet.is_self:
        yield from phasing.against_self_evaluation(evaluation_round)


def alone(indicator):
    """A standard of nothing but this indicator row, for checking one mark."""
    return criteria.Standard(
        code="",
        name="本标准",
        version="",
        categories=(criteria.Category("", "", (indicator_rule(indicator),)),),
        thresholds=(),
    )


def mark_faults(indicator, mark, rule=None):
    """Sentences that say why a mark cannot stand on an indicator row; empty when it can.

    `rule` is `alone(indicator)`, where a caller checks the same indicator many times.
    """
    entry = scoring.Entry(indicator.code, mark.points, mark.reason)
    return scoring.entry_faults(rule or alone(indicator), entry)


def with_progress(sheets):
    """The sheets as a list, each with `done` scored of `most` indicators; three queries."""
    sheets = list(sheets)
    done = dict(
        Score.objects.filter(sheet__in=[sheet.pk for sheet in sheets], points__isnull=False)
        .order_by()
        .values_list("sheet")
        .annotate(Count("id"))
    )
    versions = {sheet.evaluation.standard_version_id for sheet in sheets}
    most = dict(
        Indicator.objects.filter(version__in=versions)
        .order_by()
        .values_list("version")
        .annotate(Count("id"))
    )
    for sheet in sheets:
        sheet.done = done.get(sheet.pk, 0)
        sheet.most = most.get(sheet.evaluation.standard_version_id, 0)
    return sheets


def save_mark(sheet, indicator, mark, *, by, version=None):
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


def save_marks(sheet, marks: Mapping[str, Mark], *, by):
    """Write many indicators of one sheet by code, all or none; returns the Scores.

    Raises Refused with a sentence for everything that is wrong.
    """
    with transaction.atomic():
        sheet = (
            Sheet.objects.select_for_update(of=("self",))
            .select_related("evaluation__round", "evaluation__village")
            .get(pk=sheet.pk)
        )
        indicators = {row.code: row for row in sheet.evaluation.standard_version.indicators.all()}
        faults = list(against_scoring(sheet))
        for code, mark in marks.items():
            if code not in indicators:
                faults.append(f"指标“{code}”不在{sheet.evaluation.standard_version}中。")
            else:
                faults += mark_faults(indicators[code], mark)
        citable = _citable(sheet, marks, by)
        if citable is None:
            faults.append("引用的档案里有不属于这个村的，请重新勾选。")
        if faults:
            raise Refused(faults)
        return _write(sheet, indicators, marks)


def _citable(sheet, marks, by):
    """Every cited record id if all belong to the village and are kept, else None."""
    wanted = {pk for mark in marks.values() for pk in mark.cited or ()}
    if not wanted:
        return set()
    rows = Record.objects.kept().filter(village=sheet.evaluation.village_id, pk__in=wanted)
    return wanted if rows.count() == len(wanted) else None


def _write(sheet, indicators, marks):
    proposals = sheet.evaluation.proposals
    there = {row.indicator_id: row for row in sheet.scores.all()}
    fresh, changed, written = [], [], []
    for code, mark in marks.items():
        indicator = indicators[code]
        score = there.get(indicator.pk)
        (changed if score else fresh).append(
            score := score or Score(sheet=sheet, indicator=indicator)
        )
        score.points = None if mark.points is None else criteria.one_place(mark.points)
        score.reason = mark.reason.strip()
        proposed = proposals.get(code)
        score.proposed = Decimal(proposed["points"]) if proposed else None
        score.version += 1
        written.append((score, mark.cited))
    Score.objects.bulk_create(fresh)
    Score.objects.bulk_update(changed, ["points", "reason", "proposed", "version"])
    for score, cited in written:
        if cited is not None:
            score.cited.set(cited)
    return [score for score, _ in written]


def take_proposals(sheet, *, by):
    """Write every proposal on an indicator that has no points yet; returns how many."""
    scored = set(sheet.scores.exclude(points=None).values_list("indicator__code", flat=True))
    codes = sheet.evaluation.standard_version.indicators.values_list("code", flat=True)
    marks = {
        code: Mark(Decimal(kept["points"]), kept["reason"][:500])
        for code, kept in sheet.evaluation.proposals.items()
        if code not in scored and code in set(codes)
    }
    if not marks:
        raise Refused("没有还可以采用的系统建议。")
    save_marks(sheet, marks, by=by)
    return len(marks)


def missing(sheet):
    """Indicator rows of the sheet's standard without points, in order."""
    scored = sheet.scores.exclude(points=None).values("indicator")
    return list(sheet.evaluation.standard_version.indicators.exclude(pk__in=scored))
