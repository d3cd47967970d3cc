"""Forms of autonomy: in use between two days, asked while a clause has no answer."""

import pytest
from django.db import IntegrityError, transaction

from tests.villages import way
from tests.villages.acts.test_autonomy import form
from villages.models import Autonomy, SignedCount


@pytest.mark.parametrize(("days", "is_used"), [(31, False), (30, True), (10, True), (9, False)])
def test_in_use_on_a_day(village, days, is_used):
    form(village, until=way.days_ago(10)).save()
    assert Autonomy.objects.in_use(way.days_ago(days)).exists() is is_used


def test_without_an_end_it_goes_on(village):
    form(village).save()
    assert Autonomy.objects.in_use(way.days_ago(0)).exists()


def test_it_does_not_end_before_it_begins(village):
    with pytest.raises(IntegrityError), transaction.atomic():
        form(village, until=way.days_ago(31)).save()


@pytest.mark.parametrize(
    ("clause", "opinion", "is_asked"),
    [("", "", False), ("违约的…", "", True), ("违约的…", "可以。", False)],
)
def test_a_clause_without_an_answer_is_asked(village, clause, opinion, is_asked):
    assert form(village, breach_clause=clause, breach_opinion=opinion).is_asked is is_asked


def test_a_group_signs_once(village):
    row, group = form(village), village.groups.first()
    row.save()
    count = SignedCount.objects.create(
        autonomy=row, group=group, signed=9, counted_on=way.days_ago(0)
    )
    assert str(count) == "一组9户"
    with pytest.raises(IntegrityError), transaction.atomic():
        SignedCount.objects.create(autonomy=row, group=group, counted_on=way.days_ago(0))
