"""A batch is stuck once nothing was heard of its reading."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from archives.models import ScanBatch, ScanPage


@pytest.fixture
def batch(village, cadre):
    return ScanBatch.objects.create(village=village, name="扫描.pdf", made_by=cadre, left=1)


@pytest.mark.parametrize(("silent", "is_stuck"), [(4, False), (6, True)])
def test_what_is_silent_for_long_is_stuck(batch, silent, is_stuck):
    batch.alive_at = timezone.now() - timedelta(minutes=silent)
    assert batch.is_stuck is is_stuck
    batch.stage = ScanBatch.Stage.WAITING
    assert not batch.is_stuck, "it was read"


def test_a_page_is_there_once(batch):
    ScanPage.objects.create(batch=batch, order=1, number=1)
    with pytest.raises(IntegrityError):
        ScanPage.objects.create(batch=batch, order=1, number=2)
