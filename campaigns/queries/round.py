"""A round's villages as they stand: results, sheets with their progress, findings.

Serves the plan's yearly evaluation: the page that shows how far each village is and the guards
that say why the round cannot go on yet look at the same rows, so they are loaded once.
"""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, prefetch_related_objects

from campaigns.models import Campaign, Evaluation, Round, Sheet, VetoFinding


@dataclass(frozen=True)
class RoundStanding:
    """One village in a round; after a re-score its self-evaluation is the earlier number's."""

    evaluation: Evaluation
    self_sheet: Sheet | None
    sheets: list

    @property
    def reached(self) -> str:
        return self.evaluation.recognised

    @property
    def open_sheets(self) -> list[Sheet]:
        return [sheet for sheet in self.sheets if sheet.is_open]


def next_to_evaluate(campaigns: QuerySet, year: int) -> Campaign | None:
    """The first of `campaigns` that the year's round lacks, or the first of all."""
    rounds = Round.objects.current().filter(campaign=OuterRef("pk"), year=year)
    return campaigns.filter(~Exists(rounds)).first() or campaigns.first()


def without_self_evaluation(round: Round) -> list[str]:
    """Names of the villages whose self-evaluation has not come in, as `standing` knows."""
    return [
        str(row.evaluation.village)
        for row in standing(round)
        if row.self_sheet is None or row.self_sheet.is_open
    ]


def standing(round: Round) -> list[RoundStanding]:
    """[Standing] of a round's villages in three queries; asked again of one round, in none."""
    evaluations = Evaluation.objects.select_related("village", "level")
    prefetch_related_objects(
        [round],
        Prefetch("evaluations", evaluations.defer("proposals", "evidence")),
        Prefetch("evaluations__sheets", Sheet.objects.select_related("scorer").with_progress()),
        Prefetch("evaluations__findings", VetoFinding.objects.all()),
    )
    every = round.evaluations.all()
    own = {one.village_id: sheet for one in every for sheet in one.sheets.all() if sheet.is_self}
    return [
        RoundStanding(
            one,
            own.get(one.village_id),
            [sheet for sheet in one.sheets.all() if sheet.counts],
        )
        for one in every
        if one.is_current
    ]


def teams_before(round: Round) -> set[tuple[int, int]]:
    """{(village id, user id)} of who evaluated whom in the campaign's year before."""
    rows = Sheet.objects.of_evaluators().current()
    rows = rows.filter(
        evaluation__round__campaign=round.campaign_id, evaluation__round__year=round.year - 1
    )
    return set(rows.order_by().values_list("evaluation__village", "scorer"))
