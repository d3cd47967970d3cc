"""The papers of an application and its dossier: what the district is sent, whole and unchanged."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from campaigns.acts.submission import plain, snapshot_of
from campaigns.models import Application
from campaigns.papers import application as application_papers
from tests.campaigns.rounds import *  # noqa: F403


def test_a_request_ends_otherwise_than_a_letter(application, as_user, office):
    url = reverse("campaigns:application_paper", args=[application.pk, "cover_letter"])
    client = as_user(office)
    letter, request = "函告我镇", "妥否，请批示"
    stored = Application.objects.filter(pk=application.pk)
    stored.update(document_kind="")
    assert request in client.get(url).text
    stored.update(recipient="清江区卫生健康委员会")
    assert letter in client.get(url).text
    stored.update(document_kind="request")
    assert request in client.get(url).text
    stored.update(document_kind="letter", recipient="")
    assert letter in client.get(url).text


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("2026-01-05", date(2026, 1, 5)),
        ("2026-01-05T20:30:00Z", date(2026, 1, 6)),
        ("2026-01-05T15:59:59+00:00", date(2026, 1, 5)),
        (date(2026, 1, 5), date(2026, 1, 5)),
        (datetime(2026, 1, 5, 16, 0, tzinfo=UTC), date(2026, 1, 6)),
        ("", None),
        (None, None),
    ],
)
def test_days_are_those_of_the_place(value, told):
    assert application_papers.day(value) == told


@pytest.fixture
def content(application):
    return snapshot_of(application)


STEPS = [
    {"act": "submit", "by": "王办事", "on": "2026-01-02"},
    {"act": "approve", "by": "李镇长", "on": "2026-01-03"},
    {"act": "submit", "by": "张专干", "on": "2026-01-09"},
    {"act": "approve", "by": "郑书记", "on": "2026-01-10"},
]


def test_the_form_bears_the_newest_steps_and_says_what_is_not_known(content):
    values = application_papers.application_form(content | {"steps": STEPS}, "2025-0001")
    assert (values["village_on"], values["township_on"]) == (date(2026, 1, 9), date(2026, 1, 10))
    assert (values["population"], values["groups"]) == ("—", 3)
    assert (values["self_score"], values["score"]) == ("—", "100.0")
    assert (values["notice_since"], values["notice_until"]) == (
        date(2025, 12, 22),
        date(2025, 12, 28),
    )
    assert (values["number"], values["district"]) == ("2025-0001", "清江区人民政府")


def test_before_anything_was_done_no_day_is_told(content):
    values = application_papers.application_form(content)
    assert (values["village_on"], values["township_on"]) == (None, None)
    assert values["vetoes"] == [] and values["current"] == ""


@pytest.mark.parametrize(("steps", "signer"), [([], ""), (STEPS, "郑书记")])
def test_the_letter_is_signed_by_who_approved_last(content, township, steps, signer):
    values = application_papers.cover_letter(content | {"steps": steps}, township)
    assert values["signer"] == signer
    assert (values["genre"], values["is_request"], values["is_issued"]) == ("函", False, True)
    assert (values["contact"], values["phone"]) == ("周敏", "0830-2345678")
    assert values["attachments"] == ["万顺村申报表", "万顺村申报卷宗"]


def test_without_a_number_the_letter_is_a_draft(content, township):
    content["document"] = ["请示", ""]
    township.settings = {"office_contact": "王办事"}
    values = application_papers.cover_letter(content, township)
    assert (values["is_issued"], values["contact"]) == (False, "王办事")


def test_the_sheet_of_a_snapshot_has_days_again(application):
    content = plain(snapshot_of(application))
    content["sheet"]["rectifications"] = [{"text": "补", "due_on": "2026-01-31"}]
    sheet = application_papers.evaluation_sheet(content)
    assert sheet["on"] == date(2025, 12, 30)
    assert sheet["rectifications"] == [{"text": "补", "due_on": date(2026, 1, 31)}]
