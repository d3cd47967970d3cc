"""Objections on their pages."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from campaigns.models import Evaluation
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score


@pytest.fixture
def shown(scoring, office):
    """Announced from 22 to 28 December, 万顺村 with three points lost in B1."""
    score(scoring, {"万顺村": {"B1": 5}})
    round = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    return ROUND.perform("announce", round, by=office, on=date(2025, 12, 22), days=7)


def test_the_cadre_objects_on_the_result_page(as_user, shown, cadre, village):
    result = Evaluation.objects.get(village=village)
    url = reverse("campaigns:objection_create", args=[result.pk])
    with time_machine.travel("2025-12-23 10:00+08:00"):
        client = as_user(cadre)
        assert "提出异议" in client.get(result.get_absolute_url()).content.decode()
        assert client.get(url).status_code == 200
        answer = client.post(url, {"text": "B1 的会议通知有照片"})
        assert answer.status_code == 302, answer.content.decode()
        assert client.get(answer.url).status_code == 200


def test_another_villages_result_is_out_of_reach(as_user, shown, cadre, other_village):
    result = Evaluation.objects.get(village=other_village)
    client = as_user(cadre)
    assert client.get(reverse("campaigns:objection_create", args=[result.pk])).status_code == 404
