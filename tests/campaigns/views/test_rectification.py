"""Rectifications on their pages."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from archives.acts.record import file_fact
from archives.papers.part import NewPart
from campaigns.models import Evaluation, Rectification
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
        parts=[NewPart("照片", b"text", "a.txt")],
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
