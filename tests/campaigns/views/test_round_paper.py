"""A round on paper and in public."""

from datetime import date

import pytest
from django.urls import reverse

from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score


@pytest.fixture
def shown(scoring, office):
    """Announced from 22 to 28 December, 万顺村 with three points lost in B1."""
    score(scoring, {"万顺村": {"B1": 5}})
    round = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    return ROUND.perform("announce", round, by=office, on=date(2025, 12, 22), days=7)


def test_villagers_see_the_announcement_without_an_account(client, shown):
    page = client.get(reverse("campaigns:public_round", args=[shown.pk]))
    text = page.content.decode()
    assert page.status_code == 200
    assert "97.0" in text
    assert "赵考评" not in text


def test_nothing_is_public_before_the_announcement(client, reviewed):
    assert client.get(reverse("campaigns:public_round", args=[reviewed.pk])).status_code == 404


def test_the_papers_of_the_round_open(as_user, shown, office):
    client = as_user(office)
    for name in ("summary_paper", "announcement_paper"):
        page = client.get(reverse(f"campaigns:{name}", args=[shown.pk]))
        assert page.status_code == 200, name
        assert "97.0" in page.content.decode()


def test_the_announcement_is_printed_as_it_was_posted(as_user, shown, office, township):
    township.settings = township.settings | {"organ": "新名镇人民政府"}
    township.save()
    client = as_user(office)
    url = reverse("campaigns:announcement_paper", args=[shown.pk])
    assert "新名镇" not in client.get(url, {"format": "txt"}).text
    url = reverse("campaigns:summary_paper", args=[shown.pk])
    assert "新名镇" in client.get(url, {"format": "txt"}).text
