"""Standards and their parts: bounds, and frozen once issued."""

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import Indicator, StandardVersion, Threshold
from campaigns.workflows.standard import STANDARD
from tests.campaigns.standards import *  # noqa: F403
from tests.campaigns.standards import exported, upload


def test_issued_versions_are_frozen_everywhere(signed_in, version, office):
    STANDARD.perform("issue", version, by=office)
    page = upload(signed_in, version, exported(signed_in, version))
    assert page.status_code in (200, 409)
    for change in (
        lambda: Indicator.objects.filter(version=version).update(points=1),
        lambda: Threshold.objects.filter(version=version).delete(),
        lambda: Threshold.objects.create(
            version=version, level=version.standard.campaign.levels.first(), total=10
        ),
        lambda: StandardVersion.objects.filter(pk=version.pk).update(note="改"),
    ):
        with transaction.atomic(), pytest.raises(IntegrityError):
            change()
