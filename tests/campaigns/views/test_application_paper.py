"""An application on paper, for whom and in which form."""

import pytest
from django.urls import reverse

from campaigns.models import Application
from campaigns.workflows.application import APPLICATION
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import SENT_ON


@pytest.mark.parametrize("paper", ["application", "cover_letter", "evaluation_sheet"])
def test_papers_come_as_page_word_and_pdf(paper, application, as_user, cadre):
    client = as_user(cadre)
    url = reverse("campaigns:application_paper", args=[application.pk, paper])
    page = client.get(url).content.decode()
    assert "万顺村" in page
    assert client.get(url, {"format": "docx"}).content.startswith(b"PK")
    assert client.get(url, {"format": "pdf"}).content.startswith(b"%PDF")


def test_a_paper_that_is_none_is_not_found(application, as_user, office):
    url = reverse("campaigns:application_paper", args=[application.pk, "letters"])
    assert as_user(office).get(url).status_code == 404


def shown(client, row):
    return client.get(reverse("campaigns:application_paper", args=[row.pk, "application"])).text


def test_what_was_sent_is_printed_as_it_was_until_it_comes_back(sent, as_user, office, district):
    Application.objects.update(deeds="后来改过的事迹")
    assert "后来改过的事迹" not in shown(as_user(office), sent)
    APPLICATION.perform(
        "return_by_district",
        sent,
        by=district,
        visited_on=SENT_ON,
        team="周验收",
        opinion="补充。",
    )
    assert "后来改过的事迹" in shown(as_user(office), sent)
    assert "后来改过的事迹" not in shown(as_user(district), sent), "it was sent the former one"


def test_the_district_prints_nothing_before_it_is_sent(application, as_user, district):
    for name in ("application_volume", "application_package"):
        url = reverse(f"campaigns:{name}", args=[application.pk])
        assert as_user(district).get(url).status_code == 404
