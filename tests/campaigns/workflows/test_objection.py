"""An objection during the announcement: answered, and when upheld scored and announced anew."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.acts.sheet import save_marks
from campaigns.models import Evaluation, Objection, Sheet
from campaigns.queries.sheet import Mark
from campaigns.workflows.evaluation import EVALUATION
from campaigns.workflows.objection import OBJECTION, make
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score
from township.access import Role
from township.workflow import Refused


@pytest.fixture
def shown(scoring, office):
    """Announced from 22 to 28 December, 万顺村 with three points lost in B1."""
    score(scoring, {"万顺村": {"B1": 5}})
    round = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    return ROUND.perform("announce", round, by=office, on=date(2025, 12, 22), days=7)


@pytest.fixture
def objection(shown, village, cadre):
    result = Evaluation.objects.get(village=village)
    return make(
        Objection(evaluation=result, text="B1 的会议通知有照片"), by=cadre, on=date(2025, 12, 23)
    )


@pytest.mark.parametrize("day", [21, 29])
def test_only_during_the_announcement(shown, village, cadre, day):
    result = Evaluation.objects.get(village=village)
    with pytest.raises(Refused):
        make(Objection(evaluation=result, text="不对"), by=cadre, on=date(2025, 12, day))


def test_an_open_objection_keeps_the_round_from_becoming_final(objection, shown, office):
    with pytest.raises(Refused, match="还没有答复"):
        ROUND.perform("finalise", shown, by=office, on=date(2025, 12, 30))


def test_a_rejected_one_needs_an_answer(objection, office):
    with pytest.raises(Refused, match="请写明答复"):
        OBJECTION.perform("reject", objection, by=office, answer=" ")


def test_an_upheld_one_is_scored_signed_and_announced_anew(
    objection, shown, office, evaluator, village
):
    OBJECTION.perform(
        "uphold", objection, by=office, answer="查有照片，重新评分", on=date(2025, 12, 24)
    )
    old, new = Evaluation.objects.filter(village=village).order_by("number")
    assert (old.status, new.status, new.number) == ("replaced", "open", 2)
    sheet = Sheet.objects.get(evaluation=new, scorer=evaluator)
    save_marks(sheet, {"B1": Mark(Decimal(8))}, by=evaluator)
    SHEET.perform("submit", sheet, by=evaluator, on=date(2025, 12, 25))
    EVALUATION.perform("settle", new, by=office, on=date(2025, 12, 25))
    with pytest.raises(Refused, match="更正后的结果还没有重新公示"):
        ROUND.perform("finalise", shown, by=office, on=date(2025, 12, 30))
    again = ROUND.perform("announce_again", shown, by=office, on=date(2025, 12, 25), days=5)
    assert again.announced_until == date(2025, 12, 29)
    ROUND.perform("finalise", again, by=office, on=date(2025, 12, 30))
    assert Evaluation.objects.final().get(village=village).points == Decimal("100.0")
    assert Evaluation.objects.get(pk=old.pk).points == Decimal("97.0")


def test_who_is_a_cadre_of_the_village_too_does_not_answer_it(objection, village, office):
    village.cadres.add(office.memberships.create(role=Role.CADRE, township=village.township))
    for name in ("uphold", "reject"):
        assert not OBJECTION.waiting(name, office).exists()
        with pytest.raises(Refused, match="由另一个人办理"):
            OBJECTION.perform(name, objection, by=office, answer="同意", on=date(2025, 12, 24))
