"""The yearly assignment on its pages."""

import pytest
from django.urls import reverse

from campaigns.models import Assignment, Receipt, StandardVersion
from campaigns.workflows.assignment import ASSIGNMENT
from campaigns.workflows.receipt import RECEIPT
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued


def test_office_composes_numbers_and_hands_down(client, running, office):
    client.force_login(office)
    client.post(reverse("campaigns:assignment_create", args=[running.pk]), {"year": "2026"})
    assignment = Assignment.objects.get()
    act = reverse("campaigns:assignment_act", args=[assignment.pk, "issue"])
    assert client.post(act).status_code == 422, "no number yet"
    edit = reverse("campaigns:assignment_edit", args=[assignment.pk])
    given = {"number": "清府发〔2026〕5号", "requirements": "建章立制"}
    assert client.post(edit, given).status_code == 302
    assert client.post(act).status_code == 302
    assignment.refresh_from_db()
    assert assignment.status == "issued" and assignment.receipts.count() == 6


def test_a_year_is_assigned_once(client, running, office, assignment):
    client.force_login(office)
    url = reverse("campaigns:assignment_create", args=[running.pk])
    assert client.post(url, {"year": "2026"}).status_code == 422
    assert Assignment.objects.count() == 1


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_notice_prints(client, assignment, office, form):
    issued(assignment, office)
    client.force_login(office)
    url = reverse("campaigns:assignment_paper", args=[assignment.pk])
    page = client.get(url)
    assert "清府发〔2026〕5号" in page.text and "万顺村" in page.text
    answer = client.get(url, {"format": form})
    assert answer.content[:4] in (b"PK\x03\x04", b"%PDF")


def test_office_sees_and_prints_who_signed(client, assignment, office, cadre, village):
    issued(assignment, office)
    receipt = Receipt.objects.get(village=village, assignment=assignment)
    RECEIPT.perform("sign", receipt, by=cadre, signer="陈主任")
    client.force_login(office)
    page = client.get(assignment.get_absolute_url()).text
    assert "陈主任" in page and "1 / 6" in page
    sheet = client.get(reverse("campaigns:assignment_receipts", args=[assignment.pk]))
    assert "陈主任" in sheet.text and "已签收 1 个，应签收 6 个" in sheet.text


def test_a_row_is_written_otherwise_until_it_is_composed_anew(client, assignment, office):
    client.force_login(office)
    row = assignment.rows.get(village__name="万顺村")
    composed = row.task
    edit = reverse("campaigns:assignment_row_edit", args=[row.pk])
    assert client.post(edit, {"task": "先补齐协会记录。"}).status_code == 302
    assert "先补齐协会记录。" in client.get(assignment.get_absolute_url()).text
    again = reverse("campaigns:assignment_recompose", args=[assignment.pk])
    assert "手工改过的文字不保留" in client.get(again).text
    assert client.post(again).status_code == 302
    assert assignment.rows.get(village__name="万顺村").task == composed


def test_what_was_handed_down_has_no_form(client, assignment, office):
    issued(assignment, office)
    client.force_login(office)
    row = assignment.rows.first()
    for name, pk in (("assignment_edit", assignment.pk), ("assignment_row_edit", row.pk)):
        url = reverse(f"campaigns:{name}", args=[pk])
        assert client.get(url).status_code == 302
        answer = client.post(url, {"number": "改", "task": "改"})
        assert answer.status_code == 422 and "任务已经下达，不能再改" in answer.text
    assert "按目标重新生成" not in client.get(assignment.get_absolute_url()).text


def test_only_years_without_one_are_offered(client, assignment, office, cadre):
    client.force_login(office)
    campaign = assignment.campaign
    url = reverse("campaigns:assignment_create", args=[campaign.pk])
    page = client.get(url).text
    assert ">2027年<" in page and ">2026年<" not in page
    client.force_login(cadre)
    assert client.get(url).status_code == 403


def test_a_village_reads_who_signed_of_itself_alone(client, assignment, office, cadre):
    issued(assignment, office)
    client.force_login(cadre)
    url = reverse("campaigns:assignment_receipts", args=[assignment.pk])
    page = client.get(url).text
    assert "应签收 1 个" in page and "三水村" not in page


def test_the_tasks_say_before_they_go_out_what_they_cost_a_village(client, assignment, office):
    Assignment.objects.filter(pk=assignment.pk).update(number="清府发〔2026〕5号")
    version = StandardVersion.objects.filter(standard__campaign=assignment.campaign_id).first()
    StandardVersion.objects.filter(pk=version.pk).update(status=StandardVersion.Status.ISSUED)
    client.force_login(office)
    page = client.get(reverse("campaigns:assignment_act", args=[assignment.pk, "issue"])).text
    assert "下达后每个村多1份要签收的文件。" in page
    assert f"按{version}考评，每个村一年大约要备材料" in page


def test_a_notice_of_tasks_stays_as_it_was_handed_down(client, assignment, office, township):
    issued(assignment, office)
    client.force_login(office)
    url = reverse("campaigns:assignment_paper", args=[assignment.pk])
    before = client.get(url, {"format": "txt"}).text
    township.settings = township.settings | {"organ": "新名镇人民政府"}
    township.save()
    assert client.get(url, {"format": "txt"}).text == before
    assignment.refresh_from_db()
    ASSIGNMENT.perform("recall", assignment, by=office, reason="漏了一个村")
    assert "新名镇人民政府" in client.get(url, {"format": "txt"}).text
