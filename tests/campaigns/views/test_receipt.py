"""Receipts on their pages: what waits, who signed, several at once."""

from django.urls import reverse

from campaigns.models import Receipt
from campaigns.workflows.receipt import RECEIPT
from tests.campaigns.views.test_plan import handed_down


def test_what_waits_for_a_signature_stands_first(client, running, office, cadre, village):
    plan = handed_down(running, office)
    RECEIPT.perform("sign", Receipt.objects.get(village=village), by=cadre, signer="陈主任")
    client.force_login(office)
    rows = client.get(reverse("campaigns:receipts")).context["object_list"]
    assert [row.status for row in rows] == ["pending"] * 5 + ["signed"]
    of_village = client.get(reverse("campaigns:receipts"), {"village": village.pk})
    assert [row.village for row in of_village.context["object_list"]] == [village]
    waiting = client.get(reverse("campaigns:receipts"), {"status": "pending"})
    assert {row.status for row in waiting.context["object_list"]} == {"pending"}
    page = client.get(plan.get_absolute_url())
    assert (page.context["signed"], len(page.context["receipts"])) == (1, 6)
    sheet = client.get(reverse("campaigns:plan_receipts", args=[plan.pk])).text
    assert "陈主任" in sheet and "已签收 1 个，应签收 6 个" in sheet


def test_who_reminds_villages_is_led_there(client, running, office, cadre):
    handed_down(running, office)
    for user, is_led in ((office, True), (cadre, False)):
        client.force_login(user)
        page = client.get(reverse("campaigns:receipts"))
        assert page.context["may_remind"] == is_led


def test_the_name_of_the_account_is_offered_for_signing(client, running, office, cadre, village):
    handed_down(running, office)
    client.force_login(cadre)
    receipt = Receipt.objects.get(village=village)
    act = reverse("campaigns:receipt_act", args=[receipt.pk, "sign"])
    assert 'value="张专干"' in client.get(act).text
    blank = client.post(act, {"signer": " "})
    assert blank.status_code == 422 and "请填写签收人的姓名" in blank.text


def test_what_was_handed_down_is_signed_for_on_its_own_page(
    client, running, office, cadre, village
):
    plan = handed_down(running, office)
    receipt = Receipt.objects.get(village=village)
    act = reverse("campaigns:receipt_act", args=[receipt.pk, "sign"])
    client.force_login(office)
    assert act not in client.get(receipt.get_absolute_url()).text
    client.force_login(cadre)
    page = client.get(receipt.get_absolute_url()).text
    assert page.count(act) == 1 and 'value="张专干"' in page and "签收后不能撤回" in page
    assert plan.get_absolute_url() in page
    answer = client.post(act, {"signer": "陈主任"}, follow=True)
    assert "已签收。" in answer.text and act not in answer.text


def test_a_village_signs_for_several_at_once(
    client, running, office, cadre, other_village, village
):
    handed_down(running, office), handed_down(running, office)
    mine = list(Receipt.objects.filter(village=village).order_by("pk"))
    client.force_login(cadre)
    address = reverse("campaigns:receipts_sign")
    assert address in client.get(reverse("campaigns:receipts")).text
    page = client.get(address).text
    assert page.count('name="receipts"') == 2 and "三水村" not in page
    answer = client.post(address, {"signer": "陈主任"})
    assert answer.status_code == 422 and "请先勾选" in answer.text
    foreign = Receipt.objects.filter(village=other_village).first()
    given = {"signer": "陈主任", "receipts": [foreign.pk]}
    assert client.post(address, given).status_code == 422
    RECEIPT.perform("sign", mine[0], by=cadre, signer="李支书")
    given["receipts"] = [row.pk for row in mine]
    answer = client.post(address, given, follow=True)
    assert "已签收1份" in answer.text and "已经由李支书签收，没有再签" in answer.text
    assert "没有等着签收的" in client.get(address).text
    # All of it done meanwhile: nothing happens, and the page says why.
    assert client.post(address, given | {"signer": "王支书"}).status_code == 422
    client.force_login(office)
    assert client.get(address).status_code == 403
    assert address not in client.get(reverse("campaigns:receipts")).text
