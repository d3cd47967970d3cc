"""Final evaluations become records of their villages (plan, task four: every step is kept).

Filed in the transaction that makes the round final: a final result without its record in the
archive cannot be.
"""

from django.utils import timezone

from archives.acts.record import FiledFact, file_facts
from archives.papers.leaves import leaf
from campaigns.models import Round
from campaigns.papers import evaluation as evaluation_papers
from campaigns.queries import evaluation as evaluation_queries
from township.users.models import User
from villages.options import organ_of


def file_evaluations(round: Round, *, by: User) -> None:
    """File the 考评表 of every final evaluation of a round under KPS."""
    rows = round.evaluations.final().select_related(
        "village__township", "round", "standard_version__standard", "level"
    )
    rows = list(rows)
    own = evaluation_queries.self_points([round], [row.village_id for row in rows])
    file_facts([_fact(row, own.get(row.village_id, {})) for row in rows], by=by)


def _fact(evaluation, self_scores):
    village, round = evaluation.village, evaluation.round
    organ = organ_of(village.township)
    context = evaluation_papers.sheet_to_sign(
        evaluation, on=round.finalised_on, self_scores=self_scores
    )
    return FiledFact(
        village,
        "KPS",
        source=f"evaluation:{evaluation.pk}",
        title=f"{village}{round.year}年度考评表",
        on=round.finalised_on or timezone.localdate(),
        parts=[leaf("考评表", "evaluation_sheet", context, village, key="sheet")],
        metadata={
            "year": str(round.year),
            "score": str(evaluation.points),
            "level": evaluation.recognised or "未达标",
            "authority": organ,
            "document_number": "—",
        },
        responsible=organ,
    )
