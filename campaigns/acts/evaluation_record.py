"""Final evaluations become records of their villages (plan, task four: every step is kept).

Filed in the transaction that makes the round final: a final result without its record in the
archive cannot be.
"""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from archives.acts.record import file_fact
from archives.models import Record
from archives.papers.part import NewPart
from campaigns.models import Evaluation, Round
from campaigns.papers import evaluation as evaluation_papers
from campaigns.queries import evaluation as evaluation_queries
from township.papers import compose
from township.users.models import User
from villages.options import organ_of


def file_evaluations(round: Round, *, by: User) -> None:
    """File the 考评表 of every final evaluation of a round under KPS."""
    rows = round.evaluations.final().select_related(
        "village__township", "round", "standard_version__standard", "level"
    )
    rows = list(rows)
    own = evaluation_queries.self_points([round], [row.village_id for row in rows])
    for row in rows:
        file_evaluation(row, own.get(row.village_id, {}), by=by)


def file_evaluation(evaluation: Evaluation, self_scores: Mapping[Any, Any], *, by: User) -> Record:
    """File one final evaluation as PDF; returns its record."""
    village, round = evaluation.village, evaluation.round
    organ = organ_of(village.township)
    context = evaluation_papers.sheet_to_sign(
        evaluation, on=round.finalised_on, self_scores=self_scores
    )
    paper = compose("evaluation_sheet", context, township=village.township)
    return file_fact(
        village,
        "KPS",
        source=f"evaluation:{evaluation.pk}",
        title=f"{village}{round.year}年度考评表",
        on=round.finalised_on or timezone.localdate(),
        by=by,
        parts=[NewPart("考评表", paper.pdf(), f"{paper.stem}.pdf", key="sheet")],
        metadata={
            "year": str(round.year),
            "score": str(evaluation.points),
            "level": evaluation.recognised or "未达标",
            "authority": organ,
            "document_number": "—",
        },
        responsible=organ,
    )
