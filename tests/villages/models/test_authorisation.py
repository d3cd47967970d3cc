"""Which authorisation bears on a matter on a day: one that fits, else the newest."""

import pytest
from django.db import IntegrityError, transaction

from tests.villages import way
from tests.villages.queries.test_verdict import lend
from villages.models import Authorisation


def covering(village, about="rule", days=0):
    return Authorisation.objects.covering(village, about, way.days_ago(days))


def test_none_covers_nothing(village, other_village):
    lend(other_village)
    assert covering(village) is None


def test_one_in_term_that_names_the_matter_comes_before_a_newer_one(village):
    fitting = lend(village)
    newer = lend(village, granted_on=way.days_ago(3), matters=["agreement"])
    assert covering(village) == fitting and covering(village, "agreement") == newer
    assert covering(village, "charter") == newer, "so that a verdict can say what is wrong"


@pytest.mark.parametrize(("days", "fits"), [(80, True), (81, False), (-80, True), (-81, False)])
def test_both_ends_of_the_term_belong_to_it(village, days, fits):
    fitting = lend(village)
    newer = lend(village, granted_on=way.days_ago(3), matters=["agreement"])
    assert covering(village, days=days) == (fitting if fits else newer)


def test_it_does_not_end_before_it_begins(village):
    with pytest.raises(IntegrityError), transaction.atomic():
        lend(village, since=way.days_ago(1), until=way.days_ago(2))
    assert lend(village, since=way.days_ago(1), until=way.days_ago(1)).pk


@pytest.mark.parametrize(
    ("since", "until", "is_in_term"), [(0, 0, True), (5, 1, False), (-1, -5, False)]
)
def test_whether_it_is_in_term_today(village, since, until, is_in_term):
    row = lend(village, since=way.days_ago(since), until=way.days_ago(until))
    assert row.is_in_term is is_in_term


def test_its_matters_are_named(village):
    row = lend(village, matters=["rule", "unknown", "agreement"])
    assert row.matters_shown == "自治制度、协议书范本"
