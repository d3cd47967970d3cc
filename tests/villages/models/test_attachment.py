"""Files of one row are found in the order they came, and counted for many rows at once."""

import pytest
from django.db import IntegrityError, transaction

from tests.villages.acts.test_activity import activity
from tests.villages.acts.test_publicity import row as publicity
from tests.villages.files import stored
from villages.acts.attachment import attach
from villages.models import Activity, Attachment


@pytest.fixture
def rows(village, cadre):
    first, second, other = activity(village), activity(village), publicity(village)
    for row in (first, second, other):
        row.save()
    attach(first, [(stored(), "一.jpg"), (stored(size=(9, 9)), "二.jpg")], by=cadre)
    attach(other, [(stored(), "三.jpg")], by=cadre)
    return first, second, other


def test_of_one_row(rows):
    first, second, other = rows
    assert [str(one) for one in Attachment.objects.of(first)] == ["一.jpg", "二.jpg"]
    assert not Attachment.objects.of(second).exists()
    assert Attachment.objects.of(other).get().file_name == "三.jpg"


def test_counted_for_many(rows, django_assert_num_queries):
    first, second, _ = rows
    with django_assert_num_queries(1):
        assert Attachment.objects.counts(Activity, [first.pk, second.pk]) == {first.pk: 2}


def test_a_file_is_beside_a_row_once(rows, village):
    with pytest.raises(IntegrityError), transaction.atomic():
        Attachment.objects.create(
            village=village, noun="activity", object_id=rows[0].pk, file=stored(), file_name="x"
        )
