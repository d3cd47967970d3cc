"""An opinion of the 监督委员会 is about one posting, one meeting, or what is named."""

import pytest
from django.db import IntegrityError, transaction

from tests.villages import way
from villages.acts.organisation import body_of
from villages.models import OversightCheck, OversightOpinion


def test_about_one_thing_only(village, cadre):
    given = {"village": village, "on": way.days_ago(0), "person": "何主任", "content": "同意"}
    meeting = way.meeting(village, cadre)
    for about in ({}, {"meeting": meeting, "about": "账目"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            OversightOpinion.objects.create(**given | about)
    assert OversightOpinion.objects.create(**given, about="账目").subject == "账目"
    row = OversightOpinion.objects.create(**given, meeting=meeting)
    assert row.subject == str(meeting) and row.begun_on == way.days_ago(0)


def test_a_look_as_a_rules_value(village):
    row = OversightCheck(body=body_of(village, "oversight"), on=way.days_ago(0), is_skilled=True)
    assert (row.declared.is_kin_free, row.declared.is_skilled) == (False, True)
