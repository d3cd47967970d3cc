"""Postings: on show between two days, frozen once they came down."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from tests.villages.workflows.test_posting import prepared
from villages.models import Posting


def test_it_does_not_end_before_it_begins(village):
    with pytest.raises(IntegrityError), transaction.atomic():
        prepared(village, 5, until=way.days_ago(6))
    assert prepared(village, 5, until=way.days_ago(5)).pk


@pytest.mark.parametrize(
    ("status", "since", "until", "is_on_show"),
    [
        ("posted", 0, 0, True),
        ("posted", -1, -9, False),
        ("posted", 9, 1, False),
        ("prepared", 5, -5, False),
        ("taken_down", 5, -5, False),
    ],
)
def test_what_hangs_today(village, status, since, until, is_on_show):
    prepared(village, since, until=way.days_ago(until), status=status)
    assert Posting.objects.on_show(way.days_ago(0)).exists() is is_on_show


def test_days_on_the_board(village):
    row = prepared(village, 20)
    assert (row.days, row.status_tone) == (15, "waiting")
    row.taken_down_on = way.days_ago(3)
    assert row.days == 17


def test_what_came_down_is_frozen(village):
    prepared(village, 20)
    Posting.objects.update(status="taken_down")
    for change in (
        lambda: Posting.objects.update(early_reason="改"),
        lambda: Posting.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
