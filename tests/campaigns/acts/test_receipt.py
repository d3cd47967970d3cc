"""What is handed down goes to every village in use; versions follow one another, one at a time."""

from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from campaigns.acts import receipt as receipt_acts
from campaigns.models import PlanVersion, Receipt
from campaigns.workflows.receipt import RECEIPT
from township.history.models import Entry
from villages.models import Village


def plan_of(campaign, number=1, **given):
    return PlanVersion.objects.create(
        campaign=campaign, number=number, title=f"第{number}版方案", text="正文", **given
    )


def test_every_village_in_use_gets_a_receipt_and_no_other(drafted, foreign_village):
    Village.objects.filter(township=drafted.township, name="三水村").update(closed_on="2026-01-01")
    plan = plan_of(drafted)
    receipt_acts.send(drafted.township, plan=plan)
    told = {(row.village.name, row.status, row.plan) for row in Receipt.objects.all()}
    names = {"万顺村", "治华村", "新场社区", "龙泉村", "合作村"}
    assert told == {(name, "pending", plan) for name in names}


def test_issuing_writes_the_day_and_sends(drafted):
    plan = plan_of(drafted)
    with time_machine.travel("2026-03-01 09:00+08:00"):
        receipt_acts.issue(plan, "plan", drafted.township)
    assert PlanVersion.objects.get().issued_on == date(2026, 3, 1)
    assert plan.receipts.count() == 6


def test_several_are_signed_at_once_and_what_cannot_is_told(drafted, village, cadre, office):
    plans = [plan_of(drafted, number) for number in (1, 2, 3)]
    rows = [Receipt.objects.create(village=village, plan=plan) for plan in plans]
    RECEIPT.perform("sign", rows[0], by=cadre, signer="陈主任")
    before = Entry.objects.count()
    signed, refused = receipt_acts.sign_all(rows, by=cadre, signer="李支书")
    assert signed == rows[1:] and refused == [(rows[0], "已经由陈主任签收")]
    names = Receipt.objects.order_by("pk").values_list("name", flat=True)
    assert list(names) == ["陈主任", "李支书", "李支书"]
    assert Entry.objects.count() == before + 2


def test_one_of_another_village_lets_none_be_signed(drafted, village, other_village, cadre):
    plan = plan_of(drafted)
    rows = [Receipt.objects.create(village=one, plan=plan) for one in (village, other_village)]
    with pytest.raises(PermissionDenied):
        receipt_acts.sign_all(rows, by=cadre, signer="李支书")
    assert not Receipt.objects.filter(status="signed").exists()
