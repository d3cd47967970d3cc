"""Receipts: of one thing, one a village, signed once."""

import pytest

from campaigns.models import PlanVersion, Receipt, StandardVersion
from tests.campaigns.database import FROZEN, refused


@pytest.fixture
def plan(drafted):
    return PlanVersion.objects.create(campaign=drafted, number=1, title="方案")


def test_a_receipt_is_of_exactly_one_thing(plan, village):
    version = StandardVersion.objects.filter(standard__campaign=plan.campaign).first()
    for things in ({}, {"plan": plan, "standard_version": version}):
        with refused("receipt_of_one_thing"):
            Receipt.objects.create(village=village, **things)
    for thing in ({"plan": plan}, {"standard_version": version}):
        row = Receipt.objects.create(village=village, **thing)
        assert row.subject == next(iter(thing.values()))
        with refused():
            Receipt.objects.create(village=village, **thing)


def test_the_waiting_are_told_with_what_they_wait_for_in_one_query(
    plan, village, other_village, django_assert_num_queries
):
    Receipt.objects.create(village=village, plan=plan)
    Receipt.objects.create(village=other_village, plan=plan, status="signed")
    with django_assert_num_queries(1):
        (row,) = Receipt.objects.pending().with_subject()
        assert str(row) == "万顺村签收方案（第1版）"


def test_what_was_signed_stays(plan, village):
    Receipt.objects.create(village=village, plan=plan)
    Receipt.objects.update(status="signed", name="陈主任")
    with refused(FROZEN):
        Receipt.objects.update(name="别人")


def test_a_village_reaches_its_own(plan, village, other_village, cadre):
    for one in (village, other_village):
        Receipt.objects.create(village=one, plan=plan)
    assert Receipt.objects.for_user(cadre, "receipt.sign").get().village == village
