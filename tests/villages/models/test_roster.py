"""Rosters: who serves on a day, how many of them are women."""

import pytest
from django.db import IntegrityError, transaction

from tests.villages import way
from tests.villages.rosters import person, representative
from villages.models import AssociationMember, Representative


@pytest.mark.parametrize(("days", "serves"), [(21, False), (20, True), (10, True), (9, False)])
def test_both_ends_of_a_term_belong_to_it(village, days, serves):
    representative(village, 1, since=way.days_ago(20), until=way.days_ago(10))
    assert Representative.objects.serving(way.days_ago(days)).exists() is serves


def test_shares_are_of_who_serves(village):
    representative(village, 1, "woman")
    representative(village, 2)
    representative(village, 3, "woman", until=way.days_ago(5))
    assert Representative.objects.shares(way.days_ago(0)) == {"total": 2, "women": 1}
    assert Representative.objects.women().count() == 2


@pytest.mark.parametrize("model", [Representative, AssociationMember])
def test_a_person_begins_once_a_day_and_ends_after(village, model):
    given = {"village": village, "person": person(village), "since": way.days_ago(9)}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(until=way.days_ago(10), **given)
    row = model.objects.create(until=way.days_ago(9), **given)
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.create(**given)
    assert row.role == model._meta.verbose_name
