"""An application on paper, for whom and in which form."""

import pytest
from django.urls import reverse

from tests.campaigns.rounds import *  # noqa: F403


@pytest.mark.parametrize("paper", ["application", "cover_letter", "evaluation_sheet"])
def test_papers_come_as_page_word_and_pdf(paper, application, as_user, cadre):
    client = as_user(cadre)
    url = reverse("campaigns:application_paper", args=[application.pk, paper])
    page = client.get(url).content.decode()
    assert "万顺村" in page
    assert client.get(url, {"format": "docx"}).content.startswith(b"PK")
    assert client.get(url, {"format": "pdf"}).content.startswith(b"%PDF")
