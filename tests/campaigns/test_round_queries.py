"""Pages of a round cost the same for three villages as for thirty."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from campaigns import evaluating
from campaigns.models import Round, Sheet
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score, teams
from tests.personas import make_village

MOST = 10
SESSION = 4  # who is asking: session, user, memberships, townships' names in the frame


def queries(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert client.get(url).status_code == 200
    return [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize("count", [3, 12])
def test_pages_of_a_round(as_user, campaign, township, office, evaluator, count):
    for number in range(count):
        make_village(township, f"第{number}村", f"{number:04}")
    round = Round(
        campaign=campaign,
        year=2025,
        self_due="2025-12-05",
        scoring_due="2025-12-20",
    )
    evaluating.open_round(round, by=office)
    teams(round, [evaluator], office)
    round = ROUND.perform("start_scoring", Round.objects.get(pk=round.pk), by=office)
    sheet = Sheet.objects.of_evaluators().first()
    pages = {
        office: [
            round.get_absolute_url(),
            reverse("campaigns:round_summary", args=[round.pk]),
            reverse("campaigns:round_teams", args=[round.pk]),
            reverse("campaigns:evaluation", args=[sheet.evaluation_id]),
        ],
        evaluator: [reverse("campaigns:sheets"), sheet.get_absolute_url()],
    }
    score(round)
    for user, urls in pages.items():
        client = as_user(user)
        for url in urls:
            asked = queries(client, url)
            assert len(asked) <= MOST + SESSION, "\n".join([url, *asked])
