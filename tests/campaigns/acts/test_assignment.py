"""The yearly assignment: composed from targets, printed, handed down, signed for."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from campaigns.acts import assignment as assignment_acts
from campaigns.acts import receipt as receipt_acts
from campaigns.models import Assignment, AssignmentRow, PlanVersion, Receipt
from campaigns.workflows.assignment import ASSIGNMENT
from campaigns.workflows.plan import PLAN
from campaigns.workflows.receipt import RECEIPT
from tests.personas import make_village
from township.workflow import Refused


@pytest.fixture
def assignment(running, office):
    return assignment_acts.compose(running, 2026, by=office)


def issued(assignment, office):
    Assignment.objects.filter(pk=assignment.pk).update(number="清府发〔2026〕5号")
    return ASSIGNMENT.perform("issue", assignment, by=office)


def test_every_village_has_its_row_with_or_without_a_target(running, office):
    make_village(running.township, "石桥村", "J109")
    assignment = assignment_acts.compose(running, 2026, by=office)
    told = {row.village.name: row.task for row in assignment.rows.select_related("village")}
    assert len(told) == 7
    assert "年底前达到标准并申报区级先进村" in told["万顺村"]
    assert "为2027年创建区级先进村打基础" in told["三水村"]
    assert told["石桥村"] == "参加创建活动，接受年终考评。"


def test_what_an_earlier_year_missed_is_told_again(running, office, time_machine):
    time_machine.move_to("2027-03-01 09:00:00+08:00")
    assignment = assignment_acts.compose(running, 2027, by=office)
    row = assignment.rows.get(village__name="万顺村")
    assert "2026年应完成，尚未达到" in row.task


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


def test_nothing_is_handed_down_before_the_campaign_runs(drafted, office):
    assignment = assignment_acts.compose(drafted, 2026, by=office)
    Assignment.objects.filter(pk=assignment.pk).update(number="清府发〔2026〕5号")
    with pytest.raises(Refused, match="启动活动"):
        ASSIGNMENT.perform("issue", assignment, by=office)


def test_an_issued_assignment_is_frozen(assignment, office):
    issued(assignment, office)
    for change in (
        lambda: Assignment.objects.update(number="改"),
        lambda: AssignmentRow.objects.update(task="改"),
        lambda: AssignmentRow.objects.all().delete(),
    ):
        with transaction.atomic(), pytest.raises(IntegrityError):
            change()
    with pytest.raises(Refused, match="已经下达"):
        assignment_acts.recompose(assignment, by=office)


def test_rows_follow_changed_targets_while_drafted(running, assignment, office):
    running.targets.filter(village__name="三水村").update(due_year=2026)
    assignment_acts.recompose(assignment, by=office)
    assert assignment.rows.get(village__name="三水村").target is not None


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_the_notice_prints(client, assignment, office, form):
    issued(assignment, office)
    client.force_login(office)
    url = reverse("campaigns:assignment_paper", args=[assignment.pk])
    page = client.get(url)
    assert "清府发〔2026〕5号" in page.text and "万顺村" in page.text
    answer = client.get(url, {"format": form})
    assert answer.content[:4] in (b"PK\x03\x04", b"%PDF")


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


def test_office_sees_and_prints_who_signed(client, assignment, office, cadre, village):
    issued(assignment, office)
    receipt = Receipt.objects.get(village=village, assignment=assignment)
    RECEIPT.perform("sign", receipt, by=cadre, signer="陈主任")
    client.force_login(office)
    page = client.get(assignment.get_absolute_url()).text
    assert "陈主任" in page and "1 / 6" in page
    sheet = client.get(reverse("campaigns:assignment_receipts", args=[assignment.pk]))
    assert "陈主任" in sheet.text and "已签收 1 个，应签收 6 个" in sheet.text


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


def test_gap_report_tells_what_is_behind_and_why(client, running, assignment, office, cadre):
    issued(assignment, office)
    client.force_login(office)
    url = reverse("campaigns:gaps", args=[running.pk])
    page = client.get(url, {"year": "2026"}).text
    assert "还没有生效的自治章程。" in page
    assert "有1份下发的文件还没有签收。" in page
    client.force_login(cadre)
    own = client.get(url, {"year": "2026"}).text
    assert "万顺村" in own and "三水村" not in own


@pytest.mark.parametrize("year", ["abc", "99999", "1200", "２０２６"])
def test_a_nonsense_year_shows_a_year_of_the_campaign(client, running, office, year):
    client.force_login(office)
    assert (
        client.get(reverse("campaigns:gaps", args=[running.pk]), {"year": year}).status_code == 200
    )


def test_what_the_office_wrote_for_a_village_stands_in_the_notice(assignment):
    row = assignment.rows.get(village__name="万顺村")
    AssignmentRow.objects.filter(pk=row.pk).update(task="先补齐协会活动记录，再申报区级先进村。")
    (line,) = [
        one for one in assignment_acts.notice(assignment)["targets"] if one["village"] == "万顺村"
    ]
    assert line["note"] == "先补齐协会活动记录，再申报区级先进村。"
    others = assignment_acts.notice(assignment)["others"]
    assert "三水村" in others and "万顺村" not in others


def test_old_words_in_the_plan_are_explained_beside_it(client, running, office, cadre):
    plan = receipt_acts.new_plan(running, by=office)
    PlanVersion.objects.filter(pk=plan.pk).update(text="加强流动人口管理，做好优质服务。")
    client.force_login(cadre)
    page = client.get(plan.get_absolute_url()).text
    assert "流动人口服务" in page and "只能写服务，不能写查验、限制" in page
    assert "奖励扶助与家庭关爱" not in page
