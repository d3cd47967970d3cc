"""A village's result as office, evaluator and cadre see it."""

import pytest
from django.urls import reverse

from campaigns.models import Sheet
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


def test_evaluators_are_blind_to_each_other(as_user, scoring, office, sheet, second_evaluator):
    from tests.campaigns.rounds import teams

    teams(scoring, [sheet.scorer, second_evaluator], office)
    client = as_user(second_evaluator)
    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert (
        client.get(reverse("campaigns:evaluation", args=[sheet.evaluation_id])).status_code == 403
    )


def test_a_cadre_sees_no_sheet_and_the_result_only_once_announced(
    as_user, cadre, sheet, scoring, office
):
    from campaigns.workflows.round import ROUND

    client = as_user(cadre)
    result = reverse("campaigns:evaluation", args=[sheet.evaluation_id])
    assert client.get(sheet.get_absolute_url()).status_code == 403
    score(scoring, {"万顺村": {"B1": 5}})
    round = ROUND.perform("review", scoring, by=office)
    assert client.get(result).status_code == 404
    ROUND.perform("announce", round, by=office, days=7)
    page = client.get(result)
    assert "失3.0分，补齐后总分可到100.0分" in page.content.decode()
    assert "赵考评" not in page.content.decode()
