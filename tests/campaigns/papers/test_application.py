"""The papers of an application and its dossier: what the district is sent, whole and unchanged."""

from django.urls import reverse

from campaigns.models import Application
from tests.campaigns.rounds import *  # noqa: F403


def test_a_request_ends_otherwise_than_a_letter(application, as_user, office):
    url = reverse("campaigns:application_paper", args=[application.pk, "cover_letter"])
    client = as_user(office)
    assert "函告我镇" in client.get(url).content.decode()
    Application.objects.filter(pk=application.pk).update(document_kind="request")
    assert "妥否，请批示" in client.get(url).content.decode()
