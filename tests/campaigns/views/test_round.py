"""A round on its pages: opened, manned, led through its phases, compared."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.models import Evaluation, Sheet
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score


@pytest.fixture
def shown(scoring, office):
    """Announced from 22 to 28 December, 万顺村 with three points lost in B1."""
    score(scoring, {"万顺村": {"B1": 5}})
    round = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    return ROUND.perform("announce", round, by=office, on=date(2025, 12, 22), days=7)


def test_pages_say_from_when_until_when_it_is_shown(shown, village, cadre, office, as_user):
    result = Evaluation.objects.get(village=village)
    assert "2025年12月22日至2025年12月28日" in as_user(cadre).get(result.get_absolute_url()).text
    # Beside the phase stands the day alone: the year is the round's own.
    assert ">12月28日</span>" in as_user(office).get(shown.get_absolute_url()).text


def test_results_are_compared_by_category_and_year(as_user, final, campaign, office, cadre):
    page = as_user(office).get(reverse("campaigns:round_trends", args=[campaign.pk]))
    assert "2025年" in page.content.decode()
    own = as_user(cadre).get(reverse("campaigns:round_trends", args=[campaign.pk]))
    assert "万顺村" in own.content.decode()
    assert "三水村" not in own.content.decode()


def test_the_office_opens_a_round_and_assigns_on_one_page(as_user, campaign, office, evaluator):
    client = as_user(office)
    url = reverse("campaigns:round_create", args=[campaign.pk])
    assert client.get(url).status_code == 200
    answer = client.post(
        url,
        {
            "year": 2026,
            "self_due": "2026-12-05",
            "scoring_due": "2026-12-20",
            "aggregation": "MEDIAN",
            "spread_limit": "5.0",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.url)
    assert page.status_code == 200
    village = campaign.township.village_set.first()
    answer = client.post(answer.url, {"pair": [f"{village.pk}:{evaluator.pk}"]})
    assert answer.status_code == 302, answer.content.decode()
    assert Sheet.objects.of_evaluators().get().scorer == evaluator
