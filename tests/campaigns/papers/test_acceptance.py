"""What the acceptance sheet says."""

from django.urls import reverse

from campaigns.models import Acceptance
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY


def test_an_acceptance_sheet_ends_every_sentence_once(sent, district, client):
    given = {"visited_on": TODAY(), "team": "周验收", "opinion": "走访农户。"}
    APPLICATION.perform("refuse", sent, by=district, problems="照片不全。", **given)
    client.force_login(district)
    page = client.get(reverse("campaigns:acceptance_paper", args=[Acceptance.objects.get().pk]))
    assert "走访农户；照片不全。" in page.text
    assert "。。" not in page.text
