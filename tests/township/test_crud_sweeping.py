"""Keys of forms are forgotten when nobody goes back to them any more."""

from datetime import timedelta

import pytest
from django.utils import timezone

from township.crud.models import UsedKey
from township.crud.sweeping import KEPT, sweep_keys

pytestmark = pytest.mark.django_db


def test_a_key_is_kept_for_thirty_days():
    now = timezone.now()
    for key, age in (("young", KEPT - timedelta(minutes=1)), ("old", KEPT + timedelta(minutes=1))):
        row = UsedKey.objects.create(key=key, user_id=1, location="/", digest="x")
        UsedKey.objects.filter(pk=row.pk).update(made_at=now - age)
    assert sweep_keys() == 1 and UsedKey.objects.get().key == "young"
