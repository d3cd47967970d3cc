"""Pages below a village's evaluation: found by who may make what the page makes."""

import pytest
from django.urls import reverse

from campaigns.models import Sheet
from tests.campaigns.rounds import *  # noqa: F403


@pytest.fixture
def evaluation(scoring, village):
    return scoring.evaluations.get(village=village)


PAGES = {
    "veto_create": {"evaluator"},
    "site_visit_create": {"evaluator", "office"},
    "evaluation_rectification_create": {"office"},
    "objection_create": set(),  # nothing is announced yet
}


@pytest.mark.parametrize("name", PAGES)
def test_who_finds_the_page(name, evaluation, evaluator, office, cadre, leader, as_user):
    url = reverse(f"campaigns:{name}", args=[evaluation.pk])
    users = {"evaluator": evaluator, "office": office, "cadre": cadre, "leader": leader}
    opened = {key for key, user in users.items() if as_user(user).get(url).status_code == 200}
    assert opened == PAGES[name]


def test_an_evaluator_finds_assigned_villages_only(evaluation, evaluator, office, as_user):
    sheet = Sheet.objects.get(evaluation=evaluation, scorer=evaluator)
    url = reverse("campaigns:veto_create", args=[evaluation.pk])
    page = as_user(evaluator).get(url)
    assert page.status_code == 200 and "2025年度考评" in page.text
    Sheet.objects.filter(pk=sheet.pk).update(scorer=office)
    assert as_user(evaluator).get(url).status_code == 404
