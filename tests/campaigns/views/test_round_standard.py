"""The page on which a round goes over to the standard in force."""

import pytest
from django.urls import reverse

from campaigns.acts import sheet as sheet_acts
from campaigns.acts import standard as standard_acts
from campaigns.acts.round_standard import is_outdated
from campaigns.models import Evaluation, Sheet
from campaigns.workflows.sheet import SHEET
from campaigns.workflows.standard import STANDARD
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks


@pytest.fixture
def newer(scoring, office, village):
    """万顺村's standard with one indicator worded anew, issued after scoring began."""
    evaluation = Evaluation.objects.get(round=scoring, village=village)
    version = standard_acts.draft(evaluation.standard_version.standard, by=office)
    indicator = version.indicators.first()
    indicator.rule = "照新的办法评分。"
    indicator.save()
    return STANDARD.perform("issue", version, by=office)


@pytest.fixture
def sheet(scoring, village, evaluator):
    row = Sheet.objects.get(evaluation__village=village, scorer=evaluator)
    sheet_acts.save_marks(row, full_marks(row), by=evaluator)
    return SHEET.perform("submit", row, by=evaluator)


def test_the_page_of_the_round_leads_there(client, sheet, newer, scoring, office):
    client.force_login(office)
    address = reverse("campaigns:round_new_version", args=[scoring.pk])
    assert address in client.get(scoring.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert "照新的办法评分。" in page and "1项分作废" in page
    client.post(address, {"reason": "评分办法写错"})
    assert not is_outdated(scoring)
