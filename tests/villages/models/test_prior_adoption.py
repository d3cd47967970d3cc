"""What is known of an adoption long ago stays as it was entered, but for a correction."""

from datetime import date

import pytest
from django.db import IntegrityError

from tests.villages import way
from villages.acts.prior_adoption import enter_past_text
from villages.models import PriorAdoption, TextVersion

DAY = date(2021, 6, 1)


@pytest.fixture
def prior(village, cadre):
    known = PriorAdoption(on=DAY)
    enter_past_text(village, "charter", "万顺村自治章程", known, by=cadre, words=way.CHARTER)
    return known


def test_it_is_frozen(prior):
    with pytest.raises(IntegrityError, match="填错的请更正"):
        PriorAdoption.objects.update(on=date(2020, 1, 1))


def test_the_day_of_its_text_is_frozen_too(prior):
    with pytest.raises(IntegrityError, match="已通过的文本"):
        TextVersion.objects.update(adopted_on=date(2020, 1, 1))


def test_who_entered_it_keeps_the_name_of_the_day(prior, cadre):
    cadre.full_name = "周新任"
    cadre.save()
    prior.refresh_from_db()
    assert "张专干" in prior.entry_note


def test_it_cannot_be_without_the_person_who_entered_it(prior, village):
    other = way.draft(village, prior.entered_by, kind="rule", title="会议制度")
    with pytest.raises(IntegrityError):
        PriorAdoption.objects.create(text_version=other, on=DAY)
