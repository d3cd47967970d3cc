"""What cadre, office and district see of an application, and what its form takes."""

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse

from campaigns.models import Application, Submission
from campaigns.queries.application import proposals
from tests.campaigns.applications import *  # noqa: F403
from tests.personas import person
from township.access import Role
from villages.models import Village


def test_proposals_say_why_not(evaluation, advanced, running):
    rows = {row.level.code: row.eligibility for row in proposals(running, 2026)}
    assert rows["QUALIFIED"].is_eligible and rows["ADVANCED"].is_eligible
    assert "总分93.5分，市级示范村须95分。" in rows["MODEL_CITY"].reasons


def test_a_community_is_proposed_by_its_own_name(evaluation, running):
    Village.objects.filter(pk=evaluation.village_id).update(kind=Village.Kind.COMMUNITY)
    assert "区级先进社区" in {row.level_name for row in proposals(running, 2026)}


def test_the_district_sees_the_frozen_submission_only(application, sent, district, client):
    client.force_login(district)
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "93.5" in page and "修订章程" in page
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Submission.objects.update(sha256="0" * 64)


def test_the_district_does_not_see_drafts(application, district, client):
    client.force_login(district)
    assert client.get(application.get_absolute_url()).status_code == 404


def test_another_districts_reviewer_sees_nothing(sent, client):
    from township.users.models import District

    stranger = person(
        "stranger", "外区", Role.DISTRICT, district=District.objects.create(name="外区")
    )
    client.force_login(stranger)
    assert client.get(sent.get_absolute_url()).status_code == 404


def test_an_application_is_filled_in_on_its_page(evaluation, advanced, cadre, client):
    client.force_login(cadre)
    proposals_page = client.get(reverse("campaigns:proposals", args=[evaluation.round.campaign_id]))
    assert "填写申报" in proposals_page.content.decode()
    url = reverse(
        "campaigns:application_create",
        args=[evaluation.round.campaign_id, evaluation.pk, advanced.pk],
    )
    assert "镇意见" not in client.get(url).content.decode()
    too_long = client.post(url, {"deeds": "长" * 1501, "village_opinion": "同意"})
    assert "1501字" in too_long.content.decode()
    answer = client.post(url, {"deeds": "做法和成效。", "village_opinion": "同意申报。"})
    row = Application.objects.get()
    assert answer.url == row.get_absolute_url()
    assert row.created_by == cadre
