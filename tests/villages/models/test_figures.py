"""Figures of a village: once a year, and they add up."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from villages.models import Figures


def figures(village, year=2026, **more):
    given = {"population": 900, "households": 300, "adults": 700}
    return Figures(village=village, year=year, **given | more)


def test_figures_are_entered_once_a_year_and_the_latest_counts(village, other_village):
    assert Figures.objects.latest_of(village) is None
    for year in (2024, 2026, 2025):
        figures(village, year).save()
    figures(other_village, 2030).save()
    assert Figures.objects.latest_of(village).year == 2026
    with pytest.raises(IntegrityError), transaction.atomic():
        figures(village).save()


@pytest.mark.parametrize("more", [{"adults": 901}, {"households": 901}])
def test_nobody_is_more_than_all(village, more):
    with pytest.raises(ValidationError, match="不能多于常住人口"):
        figures(village, **more).full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        figures(village, **more).save()
    figures(village, adults=900, households=900).full_clean()
