"""One result of a person in a meeting, fixed with it."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction

from tests.villages.acts.test_appraisal import GOOD, rated
from tests.villages.recalls import seated
from villages.models import Appraisal


def test_a_person_has_one_result(village, cadre):
    rated(village, cadre, {seated(village, cadre): GOOD}, closed=False)
    row = Appraisal.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_it_is_frozen_with_the_motion(village, cadre):
    rated(village, cadre, {seated(village, cadre): GOOD})
    with pytest.raises(DatabaseError, match="评议已结束"), transaction.atomic():
        Appraisal.objects.update(incompetent=3)
