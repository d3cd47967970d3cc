"""The plan in versions, on its pages."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.acts import plan as plan_acts
from campaigns.models import PlanVersion, Receipt
from campaigns.workflows.plan import PLAN
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
    second = plan_acts.draft(running, by=office)
    assert (second.number, second.text) == (2, "一、建章立制")
    with transaction.atomic(), pytest.raises(IntegrityError):
        PlanVersion.objects.filter(pk=first.pk).update(text="改")
    with pytest.raises(Refused, match="还是草稿"):
        plan_acts.draft(running, by=office)
    assert [one.name for one in PLAN.available(second, office)] == ["issue"]


def test_old_words_in_the_plan_are_explained_beside_it(client, running, office, cadre):
    plan = plan_acts.draft(running, by=office)
    PlanVersion.objects.filter(pk=plan.pk).update(text="加强流动人口管理，做好优质服务。")
    client.force_login(cadre)
    page = client.get(plan.get_absolute_url()).text
    assert "流动人口服务" in page and "只能写服务，不能写查验、限制" in page
    assert "奖励扶助与家庭关爱" not in page


def handed_down(campaign, office):
    plan = plan_acts.draft(campaign, by=office)
    PlanVersion.objects.filter(pk=plan.pk).update(text="一、建章")
    return PLAN.perform("issue", plan, by=office)


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
    second = plan_acts.draft(running, by=office)
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
    assert client.get(url).context["create_url"]
    plan_acts.draft(running, by=office)
    assert client.get(url).context["create_url"] is None
    client.force_login(cadre)
    assert client.get(url).context["create_url"] is None
