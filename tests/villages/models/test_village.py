"""Villages and their figures: one name and one number a township, figures that add up."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from tests.personas import make_village
from villages.models import Figures, Group, Village


@pytest.mark.parametrize(("name", "code"), [("万顺村", "J009"), ("别的村", "J001")])
def test_name_and_fonds_are_given_once_in_a_township(village, other_township, name, code):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_village(village.township, name, code)
    assert make_village(other_township, name, code).pk


def test_a_group_is_named_once(village, other_village):
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.create(village=village, name="一组")
    assert [group.name for group in village.groups.all()] == ["一组", "二组", "三组"]


def test_a_village_out_of_use_is_left_out(village, other_village):
    Village.objects.filter(pk=village.pk).update(closed_on="2026-01-01")
    assert list(Village.objects.in_use()) == [other_village]


def test_a_community_has_another_committee(village, community):
    assert (village.is_community, village.committee) == (False, "村民委员会")
    assert (community.is_community, community.committee) == (True, "居民委员会")


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
