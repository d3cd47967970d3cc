"""Visits are entered as counts, and printed."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Evaluation, SiteVisit
from tests.campaigns.rounds import *  # noqa: F403

COUNTS = {
    "visited_on": "2025-12-10",
    "visitors": "赵考评",
    "groups": "1组",
    "households": 8,
    "respondents": 20,
    "aware": 17,
    "satisfied": 12,
    "fairly": 6,
    "dissatisfied": 2,
}


@pytest.fixture
def evaluation(scoring, village):
    return Evaluation.objects.get(village=village)


def test_an_evaluator_enters_counts(as_user, evaluator, evaluation):
    client = as_user(evaluator)
    url = reverse("campaigns:site_visit_create", args=[evaluation.pk])
    assert client.get(url).status_code == 200
    answer = client.post(url, COUNTS)
    assert answer.status_code == 302, answer.content.decode()
    assert client.get(answer.url).status_code == 200
    visit = SiteVisit.objects.get()
    assert (visit.awareness_percent, visit.satisfaction_percent) == (Decimal(85), Decimal(90))
    paper = client.get(reverse("campaigns:site_visit_paper", args=[evaluation.pk]))
    assert "85.0%" in paper.content.decode()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"aware": 21}, "知道的人数不能多于受访人数"),
        ({"dissatisfied": 3}, "之和要等于受访人数"),
    ],
)
def test_counts_that_do_not_add_up_are_refused(as_user, evaluator, evaluation, change, sentence):
    url = reverse("campaigns:site_visit_create", args=[evaluation.pk])
    answer = as_user(evaluator).post(url, COUNTS | change)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_visit_of_tomorrow_is_refused(as_user, evaluator, evaluation):
    url = reverse("campaigns:site_visit_create", args=[evaluation.pk])
    answer = as_user(evaluator).post(url, COUNTS | {"visited_on": "2199-01-01"})
    assert answer.status_code == 422 and "不能在今天之后" in answer.text
    assert not SiteVisit.objects.exists()


def test_who_enters_it_is_named_as_the_visitor(as_user, evaluator, evaluation):
    url = reverse("campaigns:site_visit_create", args=[evaluation.pk])
    page = as_user(evaluator).get(url).text
    assert 'value="赵考评"' in page and "不写受访人的姓名" in page


def test_a_cadre_neither_enters_nor_reads_it(as_user, cadre, evaluator, evaluation):
    as_user(evaluator).post(reverse("campaigns:site_visit_create", args=[evaluation.pk]), COUNTS)
    client = as_user(cadre)
    for url in (
        reverse("campaigns:site_visit_create", args=[evaluation.pk]),
        reverse("campaigns:site_visit_paper", args=[evaluation.pk]),
        SiteVisit.objects.get().get_absolute_url(),
    ):
        assert client.get(url).status_code == 403
