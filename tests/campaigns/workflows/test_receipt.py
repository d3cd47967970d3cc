"""A village signs once for what it was handed, and for nobody else."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Receipt
from campaigns.workflows.receipt import RECEIPT
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued
from township.workflow import Refused


def test_the_village_signs_once(client, assignment, office, cadre, village):
    issued(assignment, office)
    client.force_login(cadre)
    receipt = Receipt.objects.get(village=village, assignment=assignment)
    assert "去签收" in client.get(assignment.campaign.get_absolute_url()).text
    act = reverse("campaigns:receipt_act", args=[receipt.pk, "sign"])
    assert client.post(act, {"signer": ""}).status_code == 422
    assert client.post(act, {"signer": "陈主任"}).status_code == 302
    assert client.post(act, {"signer": "别人"}).status_code == 422
    receipt.refresh_from_db()
    assert (receipt.name, receipt.signed_by) == ("陈主任", cadre)
    with transaction.atomic(), pytest.raises(IntegrityError):
        Receipt.objects.filter(pk=receipt.pk).update(name="改")


def test_nobody_signs_for_another_village(client, assignment, office, cadre, other_village):
    issued(assignment, office)
    client.force_login(cadre)
    foreign = Receipt.objects.get(village=other_village, assignment=assignment)
    act = reverse("campaigns:receipt_act", args=[foreign.pk, "sign"])
    assert client.post(act, {"signer": "冒签"}).status_code == 404
    assert "三水村" not in client.get(reverse("campaigns:receipts")).text
    assert not RECEIPT.available(foreign, office)


def test_who_signs_is_kept_and_without_a_name_it_is_the_account(assignment, office, cadre, village):
    issued(assignment, office)
    receipt = Receipt.objects.get(village=village, assignment=assignment)
    row = RECEIPT.perform("sign", receipt, by=cadre)
    assert (row.status, row.name, row.signed_by) == ("signed", "张专干", cadre)
    assert timezone.localdate(row.signed_at) == timezone.localdate()
    with pytest.raises(Refused, match="已签收"):
        RECEIPT.perform("sign", row, by=cadre, signer="别人")


def test_the_office_signs_for_nobody(assignment, office, village):
    issued(assignment, office)
    receipt = Receipt.objects.get(village=village, assignment=assignment)
    with pytest.raises(PermissionDenied):
        RECEIPT.perform("sign", receipt, by=office, signer="代签")
