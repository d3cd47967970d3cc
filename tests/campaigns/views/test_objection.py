"""Objections on their pages."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from campaigns.models import Evaluation, Objection
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


def made(client, village, **given):
    result = Evaluation.objects.get(village=village)
    return client.post(reverse("campaigns:objection_create", args=[result.pk]), given)


@pytest.mark.parametrize(
    ("at", "status"),
    [("21 23:59", 422), ("22 00:00", 302), ("28 23:59", 302), ("29 00:00", 422)],
)
def test_the_page_takes_objections_while_it_is_announced(
    as_user, shown, cadre, village, at, status
):
    with time_machine.travel(f"2025-12-{at}+08:00"):
        answer = made(as_user(cadre), village, text="不对")
    assert answer.status_code == status
    assert Objection.objects.exists() is (status == 302)


def test_the_office_answers_on_its_page_and_the_village_reads_it(
    as_user, shown, cadre, office, village
):
    with time_machine.travel("2025-12-23 10:00+08:00"):
        made(as_user(cadre), village, text="B1 有照片")
        row = Objection.objects.get()
        act = reverse("campaigns:objection_act", args=[row.pk, "reject"])
        client = as_user(office)
        blank = client.post(act, {"answer": ""})
        assert blank.status_code == 422 and "请写明答复" in blank.text
        assert client.post(act, {"answer": "照片不是这次会议的。"}).status_code == 302
        page = as_user(cadre).get(row.get_absolute_url()).text
        assert "照片不是这次会议的。" in page and "2025年12月23日" in page
        listed = as_user(office).get(reverse("campaigns:objections")).text
        assert "整个结果" in listed and "不成立" in listed
        open_ones = as_user(office).get(reverse("campaigns:objections"), {"status": "open"})
        assert "整个结果" not in open_ones.text


def test_an_objection_is_to_an_indicator_of_the_own_standard(
    as_user, shown, cadre, village, other_village
):
    foreign = Evaluation.objects.get(village=other_village).standard_version.indicators.first()
    with time_machine.travel("2025-12-23 10:00+08:00"):
        answer = made(as_user(cadre), village, text="不对", indicator=foreign.pk)
    assert answer.status_code == 422 and not Objection.objects.exists()
