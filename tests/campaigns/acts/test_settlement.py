"""What a round's sheets add up to, and what is kept of it."""

from decimal import Decimal

from campaigns.models import Evaluation
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score


def test_the_result_tells_levels_with_reasons(scoring, office, village):
    score(scoring, {"万顺村": {"B1": 1, "A1": 0}})
    ROUND.perform("review", scoring, by=office)
    result = Evaluation.objects.get(village=village)
    assert result.points == Decimal("89.0")
    assert result.outcomes[0]["is_reached"] is False
    assert "差1.0分" in "".join(result.outcomes[0]["reasons"])
    assert result.result["gains"][0]["code"] == "B1"
