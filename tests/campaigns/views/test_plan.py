"""The plan in versions, and receipts, on their pages."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.acts import receipt as receipt_acts
from campaigns.models import PlanVersion, Receipt
from campaigns.workflows.plan import PLAN
from township.workflow import Refused


def test_plan_versions_build_on_each_other(client, running, office):
    client.force_login(office)
    client.post(reverse("campaigns:plan_create", args=[running.pk]))
    first = PlanVersion.objects.get()
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
