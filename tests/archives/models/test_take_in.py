"""A take-in runs while something is heard of it."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from django.utils import timezone

from archives.models import TakeIn, TakeInLine


@pytest.fixture
def take_in(village, office):
    return TakeIn.objects.create(village=village, name="旧档.zip", made_by=office)


@pytest.mark.parametrize(("silent", "is_running"), [(0, True), (6, False)])
def test_what_is_silent_for_long_has_stopped(take_in, silent, is_running):
    assert not take_in.is_running
    take_in.started_at = timezone.now()
    take_in.alive_at = timezone.now() - timedelta(minutes=silent)
    assert take_in.is_running is is_running
    take_in.alive_at = None
    assert take_in.is_queued and take_in.is_running
    take_in.finished_at = timezone.now()
    assert not take_in.is_running


def test_a_line_is_read_once(take_in):
    TakeInLine.objects.create(take_in=take_in, number=2)
    with pytest.raises(IntegrityError):
        TakeInLine.objects.create(take_in=take_in, number=2)
