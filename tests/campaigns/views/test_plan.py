"""The plan in versions, and receipts, on their pages."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.acts import receipt as receipt_acts
from campaigns.models import PlanVersion, Receipt
from campaigns.workflows.plan import PLAN
from campaigns.workflows.receipt import RECEIPT
from township.workflow import Refused


def test_plan_versions_build_on_each_other(client, running, office):
    client.force_login(office)
    create = reverse("campaigns:plan_create", args=[running.pk])
    assert "上一版" not in client.get(create).text
    client.post(create)
    first = PlanVersion.objects.get()
    assert "上一版" in client.get(create).text
    act = reverse("campaigns:plan_act", args=[first.pk, "issue"])
    assert client.post(act).status_code == 422, "still empty"
    edit = reverse("campaigns:plan_edit", args=[first.pk])
    client.post(edit, {"title": "创建活动方案", "text": "一、建章立制"})
    assert client.post(act).status_code == 302
    assert Receipt.objects.filter(plan=first).count() == 6
    second = receipt_acts.new_plan(running, by=office)
    assert (second.number, second.text) == (2, "一、建章立制")
    with transaction.atomic(), pytest.raises(IntegrityError):
        PlanVersion.objects.filter(pk=first.pk).update(text="改")
    with pytest.raises(Refused, match="还是草稿"):
        receipt_acts.new_plan(running, by=office)
    assert [one.name for one in PLAN.available(second, office)] == ["issue"]


def test_old_words_in_the_plan_are_explained_beside_it(client, running, office, cadre):
    plan = receipt_acts.new_plan(running, by=office)
    PlanVersion.objects.filter(pk=plan.pk).update(text="加强流动人口管理，做好优质服务。")
    client.force_login(cadre)
    page = client.get(plan.get_absolute_url()).text
    assert "流动人口服务" in page and "只能写服务，不能写查验、限制" in page
    assert "奖励扶助与家庭关爱" not in page


def handed_down(campaign, office):
    plan = receipt_acts.new_plan(campaign, by=office)
    PlanVersion.objects.filter(pk=plan.pk).update(text="一、建章")
    return PLAN.perform("issue", plan, by=office)


def test_what_waits_for_a_signature_stands_first(client, running, office, cadre, village):
    plan = handed_down(running, office)
    RECEIPT.perform("sign", Receipt.objects.get(village=village), by=cadre, signer="陈主任")
    client.force_login(office)
    rows = client.get(reverse("campaigns:receipts")).context["object_list"]
    assert [row.status for row in rows] == ["pending"] * 5 + ["signed"]
    page = client.get(plan.get_absolute_url())
    assert (page.context["signed"], len(page.context["receipts"])) == (1, 6)
    sheet = client.get(reverse("campaigns:plan_receipts", args=[plan.pk])).text
    assert "陈主任" in sheet and "已签收 1 个，应签收 6 个" in sheet


def test_the_name_of_the_account_is_offered_for_signing(client, running, office, cadre, village):
    handed_down(running, office)
    client.force_login(cadre)
    receipt = Receipt.objects.get(village=village)
    act = reverse("campaigns:receipt_act", args=[receipt.pk, "sign"])
    assert 'value="张专干"' in client.get(act).text
    blank = client.post(act, {"signer": " "})
    assert blank.status_code == 422 and "请填写签收人的姓名" in blank.text


def test_what_was_handed_down_is_changed_no_more(client, running, office):
    plan = handed_down(running, office)
    client.force_login(office)
    edit = reverse("campaigns:plan_edit", args=[plan.pk])
    answer = client.post(edit, {"title": "改", "text": "改", "read_version": plan.version})
    assert answer.status_code == 422 and "修订请另起新版" in answer.text
    assert edit not in client.get(plan.get_absolute_url()).text


def test_only_a_later_version_gives_its_reason(client, running, office):
    first = handed_down(running, office)
    client.force_login(office)
    second = receipt_acts.new_plan(running, by=office)
    assert "修订原因" in client.get(reverse("campaigns:plan_edit", args=[second.pk])).text
    PlanVersion.objects.filter(pk=second.pk).delete()
    third = PlanVersion.objects.create(campaign=running, number=9, title="方案")
    assert "修订原因" in client.get(reverse("campaigns:plan_edit", args=[third.pk])).text
    assert first.number == 1


def test_a_plan_without_a_file_has_none_to_send(client, running, office):
    plan = handed_down(running, office)
    client.force_login(office)
    assert client.get(reverse("campaigns:plan_file", args=[plan.pk])).status_code == 404
    assert client.get(reverse("campaigns:plan_receipts", args=[plan.pk + 1])).status_code == 404


def test_a_second_draft_is_not_offered(client, running, office, cadre):
    client.force_login(office)
    url = reverse("campaigns:plans", args=[running.pk])
    assert client.get(url).context["may_add"] is True
    receipt_acts.new_plan(running, by=office)
    assert client.get(url).context["may_add"] is False
    client.force_login(cadre)
    assert client.get(url).context["may_add"] is False


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
