"""A village's result is settled, opened again, final: what each step waits for."""

from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError

from campaigns.models import Evaluation, Round, Sheet
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score, teams
from township.workflow import Refused


def test_settling_waits_for_every_sheet(scoring, office):
    with pytest.raises(Refused, match="万顺村：赵考评的打分表还没有提交"):
        ROUND.perform("review", scoring, by=office)


def test_a_large_spread_waits_for_a_note(opened, office, evaluator, second_evaluator, village):
    teams(opened, [evaluator, second_evaluator], office)
    ROUND.perform("start_scoring", opened, by=office)
    score(opened)
    sheet = Sheet.objects.get(evaluation__village=village, scorer=second_evaluator)
    from campaigns.workflows.sheet import SHEET

    SHEET.perform("reopen", sheet, by=office, reason="核对")
    from campaigns.acts.sheet import save_marks
    from campaigns.queries.sheet import Mark

    save_marks(sheet, {"B1": Mark(Decimal(0), "没有章程")}, by=second_evaluator)
    SHEET.perform("submit", sheet, by=second_evaluator)
    round = ROUND.perform("review", Round.objects.get(pk=opened.pk), by=office)
    with pytest.raises(Refused, match=r"相差8\.0分"):
        ROUND.perform("announce", round, by=office, days=7)
    Evaluation.objects.filter(village=village).update(spread_note="已现场核对")
    ROUND.perform("announce", round, by=office, days=7)


def test_what_is_final_is_frozen_and_filed(final, village):
    result = Evaluation.objects.get(village=village)
    assert result.status == "final"
    with pytest.raises((IntegrityError, DatabaseError)):
        Evaluation.objects.filter(pk=result.pk).update(points=1)
