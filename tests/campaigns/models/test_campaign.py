"""Campaigns, what they rest on and who leads them: what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from campaigns.models import BasisDocument


def test_the_townships_own_paper_is_no_basis(running, drafted, office):
    with transaction.atomic(), pytest.raises(IntegrityError):
        BasisDocument.objects.filter(campaign=running).update(issuers=["清河镇人民政府"])
