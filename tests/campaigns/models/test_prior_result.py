"""A result entered later stays as it was entered, under the village's name of its year."""

import datetime
from decimal import Decimal

import pytest
from django.db import IntegrityError

from campaigns.models import PriorResult
from tests.campaigns.results import *  # noqa: F403
from tests.campaigns.results import enter


def test_it_is_frozen(running, village, year, office):
    enter(running, village, year, office)
    with pytest.raises(IntegrityError, match="填错的请更正"):
        PriorResult.objects.update(points=Decimal(99))


def test_it_keeps_the_name_of_its_year(running, village, year, office):
    row = enter(running, village, year, office)
    before = village.name
    village.former = [{"until": "2028-01-31", "name": before, "kind": village.kind}]
    village.name = "治华新村"
    village.save()
    assert before in str(PriorResult.objects.get(pk=row.pk))
    assert row.on == datetime.date(year, 12, 31)


def test_nobody_unnamed_enters_one(running, village, year):
    with pytest.raises(IntegrityError):
        PriorResult.objects.create(campaign=running, village=village, year=year, points=80)
