"""What may be written on a sheet, what is written there, and what is still missing."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import F, Q

from campaigns.models import Indicator, Round, Score, Sheet
from campaigns.queries import interest
from campaigns.queries import phase as phase_queries
from campaigns.queries.evaluation import HANDED_IN
from campaigns.queries.standard import indicator_rule
from campaigns.rules import criteria, scoring
from campaigns.rules.criteria import Criteria
from township.prepared_query import PreparedQuery
from township.users.models import User

PHASES: dict[str, tuple[str, ...]] = {
    Sheet.Kind.SELF: (Round.Status.SELF, Round.Status.SCORING),
    Sheet.Kind.EVALUATOR: (Round.Status.SCORING, Round.Status.REVIEW, Round.Status.ANNOUNCED),
}


@dataclass(frozen=True)
class Mark:
    """What is written for one indicator; `cited` are ids of records, None leaves them."""

    points: Decimal | None
    reason: str = ""
    cited: tuple[int, ...] | None = None


def against_scoring(sheet: Sheet) -> Iterator[str]:
    """Reasons why nothing may be written on this sheet now."""
    if not sheet.is_open:
        yield "评分表已经提交，不能再改。"
        return
    evaluation_round = sheet.evaluation.round
    if evaluation_round.status not in PHASES[sheet.kind]:
        what = "自评" if sheet.is_self else "评分"
        yield f"{evaluation_round}现在是“{evaluation_round.get_status_display()}”，还不能{what}。"
    elif sheet.evaluation.status != sheet.evaluation.Status.OPEN:
        yield f"{sheet.evaluation}已经汇总，不能再改。"
    elif sheet.is_self:
        yield from phase_queries.against_self_evaluation(evaluation_round)


def against_scorer(sheets: Any, user: User) -> Any:
    """{sheet id: reasons why this person may not write on it}, in at most one query.

    The sheets bring along evaluation, village and scorer.
    """
    own = interest.villages_of(user)
    return {sheet.pk: list(_against_one_scorer(sheet, user, own)) for sheet in sheets}


def _against_one_scorer(sheet, user, own):
    village = sheet.evaluation.village
    if sheet.is_self:
        if village.pk not in own:
            yield f"这是{village}的自评表，只能由{village.words.here}填写。"
    elif sheet.scorer_id != user.pk or not user.may("sheet.score"):
        yield f"这是{sheet.scorer}的评分表，只能由本人评分。"
    elif village.pk in own:
        yield interest.own_fault(user, village)


def alone(indicator: Indicator) -> Criteria:
    """A standard of nothing but this indicator row, for checking one mark."""
    return criteria.Criteria(
        code="",
        name="本标准",
        version="",
        categories=(criteria.CriteriaCategory("", "", (indicator_rule(indicator),)),),
        thresholds=(),
    )


def mark_faults(indicator: Indicator, mark: Mark, rule: Criteria | None = None) -> tuple[str, ...]:
    """Sentences that say why a mark cannot stand on an indicator row; empty when it can.

    `rule` is `alone(indicator)`, where a caller checks the same indicator many times.
    """
    entry = scoring.MarkEntry(indicator.code, mark.points, mark.reason)
    return scoring.entry_faults(rule or alone(indicator), entry)


def written_on(sheet: Sheet) -> tuple[dict[int, Score], dict[Any, Any], dict[Any, Any]]:
    """(scores, cited, own) of a sheet by indicator, in one query.

    Returns: {indicator id: Score}, {indicator id: {record id}}, and for an evaluator's sheet the
    points {indicator code: points} of the village's self-evaluation, once it was handed in.
    """
    evaluation = sheet.evaluation
    scores, cited, own = {}, defaultdict(set), {}
    for row in _written_on(sheet.pk, evaluation.round_id, evaluation.village_id):
        if row.sheet_id != sheet.pk:
            own[row.code] = row.points
            continue
        scores[row.indicator_id] = row
        if row.record:
            cited[row.indicator_id].add(row.record)
    return scores, cited, own


@PreparedQuery
def _written_on(sheet, year, village):
    rows = Score.objects.filter(
        Q(sheet=sheet) | HANDED_IN,
        sheet__evaluation__round=year,
        sheet__evaluation__village=village,
    )
    return rows.annotate(code=F("indicator__code"), record=F("cited")).order_by()


class Rules:
    """The indicators of some standard versions by code; each rule is made, each mark judged once.

    What is wrong with a mark depends on its points, on whether a reason was written and whether
    that is too long.
    """

    def __init__(self, versions: Collection[int]) -> None:
        self.rows = {
            (row.version_id, row.code): row
            for row in Indicator.objects.filter(version__in=versions)
        }
        self._alone, self._faults = {}, {}

    def get(self, sheet: Sheet, code: str) -> Indicator | None:
        return self.rows.get((sheet.evaluation.standard_version_id, code))

    def alone(self, indicator: Indicator) -> Criteria:
        if indicator.pk not in self._alone:
            self._alone[indicator.pk] = alone(indicator)
        return self._alone[indicator.pk]

    def faults(self, indicator: Indicator, mark: Mark) -> tuple[str, ...]:
        is_long = len(mark.reason) > scoring.LONGEST_REASON
        key = (indicator.pk, mark.points, bool(mark.reason.strip()), is_long)
        if key not in self._faults:
            self._faults[key] = mark_faults(indicator, mark, self.alone(indicator))
        return self._faults[key]


def indicators_of(sheet: Sheet) -> list[Indicator]:
    """The indicators a sheet was written on, with their categories: of a sheet set aside, those of
    its day, whatever version the round went over to since."""
    version = sheet.evaluation.standard_version_id
    if sheet.is_set_aside:
        version = sheet.scores.values_list("indicator__version", flat=True).first() or version
    return _indicators(version)


@PreparedQuery
def _indicators(version):
    return Indicator.objects.filter(version=version).select_related("category")


def unconfirmed(sheet: Sheet) -> list[Indicator]:
    """Indicator rows whose points came with a sheet taken over and were not looked at, in order."""
    if sheet.taken_from_id is None:
        return []
    brought = sheet.scores.filter(is_taken_over=True).values("indicator")
    return list(sheet.evaluation.standard_version.indicators.filter(pk__in=brought))


def missing(sheet: Sheet) -> list[Indicator]:
    """Indicator rows of the sheet's standard without points, in order."""
    return _missing(sheet.evaluation.standard_version_id, sheet.pk)


@PreparedQuery
def _missing(version, sheet):
    scored = Score.objects.filter(sheet=sheet).exclude(points=None)
    rows = Indicator.objects.filter(version=version)
    return rows.exclude(pk__in=scored.order_by().values("indicator"))
