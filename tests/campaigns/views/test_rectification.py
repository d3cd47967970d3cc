"""Rectifications on their pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.acts.record import file_fact
from campaigns.models import Evaluation, Rectification
from tests.archives.parts import part_of
from tests.campaigns.rounds import *  # noqa: F403


@pytest.fixture
def record(village, cadre):
    return file_fact(
        village,
        "GKG",
        source="posting:1",
        title="第三季度公开照片",
        on=date(2026, 1, 20),
        by=cadre,
        parts=[part_of("照片", b"text", "a.txt")],
    )


def test_on_its_pages(as_user, reviewed, office, cadre, village, record):
    evaluation = Evaluation.objects.get(village=village)
    url = reverse("campaigns:evaluation_rectification_create", args=[evaluation.pk])
    client = as_user(office)
    assert client.get(url).status_code == 200
    due = timezone.localdate() + timedelta(days=10)
    answer = client.post(url, {"fact": "没有公开", "demand": "补", "due_on": due.isoformat()})
    assert answer.status_code == 302, answer.content.decode()
    row = Rectification.objects.get()
    assert (row.village, row.round) == (village, reviewed)
    paper = client.get(reverse("campaigns:rectification_paper", args=[row.pk]))
    assert "没有公开" in paper.content.decode()
    client = as_user(cadre)
    act = reverse("campaigns:rectification_act", args=[row.pk, "prove"])
    assert client.get(act).status_code == 200
    assert client.post(act, {"note": "已补", "proof": record.pk}).status_code == 302
    assert client.get(reverse("campaigns:rectifications")).status_code == 200


def owed(village, days, **given):
    today = timezone.localdate()
    fields = {"fact": "没有公开", "demand": "补", "made_on": today - timedelta(days=9)}
    fields["status"] = "open"
    return Rectification.objects.create(
        village=village, due_on=today + timedelta(days=days), **(fields | given)
    )


@pytest.mark.parametrize(("days", "status"), [(-1, 422), (0, 302)])
def test_nothing_is_asked_for_by_yesterday(as_user, office, village, days, status):
    due = timezone.localdate() + timedelta(days=days)
    given = {"village": village.pk, "fact": "没有公开", "demand": "补", "due_on": due.isoformat()}
    answer = as_user(office).post(reverse("campaigns:rectification_create"), given)
    assert answer.status_code == status
    assert ("整改期限不能早于下达日期" in answer.text) is (status == 422)
    assert Rectification.objects.count() == (status == 302)


def test_a_village_of_another_township_is_not_asked(as_user, office, foreign_village):
    given = {"village": foreign_village.pk, "fact": "x", "demand": "y", "due_on": "2099-01-01"}
    answer = as_user(office).post(reverse("campaigns:rectification_create"), given)
    assert answer.status_code == 422 and not Rectification.objects.exists()


def test_the_list_says_what_is_late_and_filters(as_user, office, village):
    owed(village, -1)
    owed(village, 0, fact="没有照片", status="proved", proof_note="已补")
    client, url = as_user(office), reverse("campaigns:rectifications")
    page = client.get(url).text
    assert "逾期未报" in page and "待核实" in page
    proved = client.get(url, {"status": "proved"}).text
    assert "没有照片" in proved and "没有公开" not in proved


def test_only_the_villages_own_records_prove_it(as_user, cadre, campaign, village, other_village):
    foreign = file_fact(
        other_village,
        "GKG",
        source="posting:9",
        title="邻村公开照片",
        on=date(2026, 1, 20),
        by=cadre,
        parts=[],
    )
    row = owed(village, 3)
    act = reverse("campaigns:rectification_act", args=[row.pk, "prove"])
    client = as_user(cadre)
    assert "邻村公开照片" not in client.get(act).text
    answer = client.post(act, {"note": "已补", "proof": foreign.pk})
    assert answer.status_code == 422
    blank = client.post(act, {"note": ""})
    assert "请写明怎样整改的" in blank.text and "请选择能证明整改的档案" in blank.text


def test_a_village_asks_nothing_of_itself(as_user, cadre, village):
    client = as_user(cadre)
    assert client.get(reverse("campaigns:rectification_create")).status_code == 403
    assert "下达整改" not in client.get(reverse("campaigns:rectifications")).text
