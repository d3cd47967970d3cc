"""Who may apply is asked for six villages at the cost of sixty; what is owed stands in the way."""

import datetime

import pytest
from django.urls import reverse

from campaigns.models import Evaluation, Objection, Rectification
from campaigns.queries.application import proposals
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.personas import make_village

QUESTIONS = 8  # results, levels, honours, applications, targets, owed, objections, township


def more_villages(evaluation, count):
    for number in range(count):
        village = make_village(evaluation.village.township, f"第{number}村", f"K{number:03}")
        Evaluation.objects.create(
            round=evaluation.round,
            village=village,
            standard_version=evaluation.standard_version,
            points=evaluation.points,
            announced_on=evaluation.announced_on,
            result=evaluation.result,
            status=Evaluation.Status.FINAL,
        )


@pytest.mark.parametrize("count", [5, 59])
def test_proposals_cost_the_same(count, evaluation, running, django_assert_num_queries):
    more_villages(evaluation, count)
    with django_assert_num_queries(QUESTIONS):
        rows = proposals(running, 2026)
    assert len({row.village.pk for row in rows}) == count + 1


@pytest.mark.parametrize("count", [5, 59])
def test_the_page_costs_the_same(
    count, evaluation, running, office, client, django_assert_max_num_queries
):
    more_villages(evaluation, count)
    client.force_login(office)
    url = reverse("campaigns:proposals", args=[running.pk])
    client.get(url)
    with django_assert_max_num_queries(18):
        assert client.get(url).status_code == 200


def advanced_of(running, village, on=None):
    (row,) = [
        row
        for row in proposals(running, 2026, village=village, on=on)
        if row.level.code == "ADVANCED"
    ]
    return row.eligibility


def test_open_rectifications_stand_in_the_way(evaluation, advanced, running, village):
    row = Rectification.objects.create(
        village=village, fact="缺签到册", demand="补齐", made_on=TODAY(), due_on=TODAY()
    )
    assert advanced_of(running, village).reasons == ("还有1项整改没有完成。",)
    Rectification.objects.filter(pk=row.pk).update(proof_note="已补", status="proved")
    assert not advanced_of(running, village).is_eligible
    Rectification.objects.filter(pk=row.pk).update(status="closed")
    assert advanced_of(running, village).is_eligible


def test_open_objections_of_this_year_stand_in_the_way(
    evaluation, advanced, running, village, cadre
):
    row = Objection.objects.create(
        evaluation=evaluation, text="少算了", made_by=cadre, made_on=TODAY()
    )
    assert advanced_of(running, village).reasons == ("还有1件异议没有答复。",)
    Objection.objects.filter(pk=row.pk).update(answer="复核无误", status="rejected")
    assert advanced_of(running, village).is_eligible


def test_neighbours_do_not_answer_for_it(evaluation, advanced, running, village, other_village):
    Rectification.objects.create(
        village=other_village, fact="缺签到册", demand="补齐", made_on=TODAY(), due_on=TODAY()
    )
    assert advanced_of(running, village).is_eligible


def test_the_last_day_of_publicity_still_waits(evaluation, advanced, running, village):
    last = evaluation.round.announced_until
    assert not advanced_of(running, village, on=last).is_eligible
    assert advanced_of(running, village, on=last + datetime.timedelta(days=1)).is_eligible
