"""Targets and their changes: what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from campaigns.acts import target as target_acts
from campaigns.models import TargetChange

KIND = TargetChange.Kind


def target_of(campaign, village, level):
    return campaign.targets.get(village__name=village, level__code=level)


def test_history_of_changes_cannot_be_rewritten(running, office):
    target = target_of(running, "三水村", "ADVANCED")
    target_acts.change(target, KIND.MOVED, due_year=2028, reason="换届", document="纪要", by=office)
    with transaction.atomic(), pytest.raises(IntegrityError):
        TargetChange.objects.update(reason="没有理由")
    with transaction.atomic(), pytest.raises(IntegrityError):
        TargetChange.objects.all().delete()
