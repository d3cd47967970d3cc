"""The list of receipts says how many signed, and who."""

from datetime import date

from django.utils import timezone

from campaigns.models import Receipt
from campaigns.papers.receipt import signed_for
from campaigns.workflows.receipt import RECEIPT


def test_who_signed_is_told_by_name_and_counted(drafted, village, other_village, cadre):
    plan = drafted.plans.create(number=1, title="方案", text="正文")
    rows = [Receipt.objects.create(village=one, plan=plan) for one in (village, other_village)]
    RECEIPT.perform("sign", rows[0], by=cadre, signer="陈主任")
    given = Receipt.objects.filter(plan=plan).order_by("pk")
    told = signed_for("任务通知", "〔2026〕5号", date(2026, 1, 15), drafted.township, given)
    assert (told["signed"], told["total"]) == (1, 2)
    signed, waiting = told["receipts"]
    assert (signed["signer"], signed["is_signed"]) == ("陈主任", True)
    assert signed["signed_at"].date() == timezone.now().date()
    assert (waiting["signer"], waiting["is_signed"], waiting["signed_at"]) == ("", False, None)
    assert told["organ"] == told["author"] and told["on"] == date(2026, 1, 15)
