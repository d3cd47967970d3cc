"""A refusal leads to where its fault is mended, for whoever may go there."""

import pytest
from django.urls import reverse

from township.workflow.hindrance import mended_at

pytestmark = pytest.mark.django_db


def test_a_reason_is_a_sentence_that_leads_somewhere(village):
    told = mended_at("villages:village", village.pk, told="还没有填。")
    assert told == "还没有填。" and told.address == reverse("villages:village", args=[village.pk])
