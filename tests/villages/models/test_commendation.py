"""What the database asks of a commendation or sanction, and that it is written once."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages import way
from tests.villages.acts.test_commendation import SANCTION, row
from villages.models import Commendation


@pytest.mark.parametrize(
    "changed",
    [
        SANCTION | {"notice": ""},
        SANCTION | {"remedy": ""},
        SANCTION | {"noticed_on": way.days_ago(2)},
        {"organisation": ""},
        {"organisation": "", "number": 0},
        SANCTION | {"noticed_on": None},
    ],
)
def test_a_step_or_somebody_is_lacking(village, changed):
    with pytest.raises(IntegrityError), transaction.atomic():
        row(village, **changed).save()


@pytest.mark.parametrize(
    ("more", "concerned"),
    [
        ({}, "三组会员小组"),
        ({"number": 3}, "三组会员小组，3户"),
        ({"organisation": "", "number": 3}, "3户"),
    ],
)
def test_whom_it_is_about(village, more, concerned):
    one = row(village, **more)
    one.save()
    assert one.concerned == concerned


def test_it_is_written_once(village):
    row(village, **SANCTION).save()
    for change in (
        lambda: Commendation.objects.update(measure="改"),
        lambda: Commendation.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
            change()
