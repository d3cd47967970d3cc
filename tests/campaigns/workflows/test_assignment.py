"""When a year's assignment is handed down."""

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils import timezone

from campaigns.acts import assignment as assignment_acts
from campaigns.models import Assignment, Receipt
from campaigns.workflows.assignment import ASSIGNMENT
from campaigns.workflows.correction import ASSIGNMENT_CORRECTION
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued
from township.corrections import CORRECTION, ask
from township.papers.issued import IssuedPaper
from township.workflow import Refused


def test_nothing_is_handed_down_before_the_campaign_runs(drafted, office):
    assignment = assignment_acts.compose(drafted, 2026, by=office)
    Assignment.objects.filter(pk=assignment.pk).update(number="清府发〔2026〕5号")
    with pytest.raises(Refused, match="启动活动"):
        ASSIGNMENT.perform("issue", assignment, by=office)


@pytest.mark.parametrize(
    ("number", "has_rows", "told"),
    [
        (" ", True, ["还没有填写文号。"]),
        ("清府发〔2026〕5号", False, ["还没有任务条目，请按目标重新生成。"]),
        ("", False, ["还没有填写文号。", "还没有任务条目，请按目标重新生成。"]),
    ],
)
def test_it_wants_a_number_and_rows(assignment, office, number, has_rows, told):
    Assignment.objects.update(number=number)
    if not has_rows:
        assignment.rows.all().delete()
    with pytest.raises(Refused) as refused:
        ASSIGNMENT.perform("issue", assignment, by=office)
    assert refused.value.reasons == told
    assert not Receipt.objects.exists()


def test_once_handed_down_it_is_dated_sent_and_handed_down_no_more(assignment, office):
    row = issued(assignment, office)
    assert (row.status, row.issued_on) == ("issued", timezone.localdate())
    assert row.receipts.count() == 6
    with pytest.raises(Refused, match="已下达"):
        ASSIGNMENT.perform("issue", row, by=office)


def test_only_the_office_hands_down(assignment, leader, cadre):
    for user in (leader, cadre):
        with pytest.raises(PermissionDenied):
            ASSIGNMENT.perform("issue", assignment, by=user)


def test_where_a_leader_signs_the_tasks_go_out_with_his_signature(assignment, office, leader):
    town = assignment.campaign.township
    town.settings |= {"sign_assignment": True}
    town.save()
    row = issued(Assignment.objects.get(pk=assignment.pk), office)
    assert (row.status, row.receipts.count()) == ("to_sign", 0)
    back = ASSIGNMENT.perform("return_issue", row, by=leader, reason="少一个村")
    assert (back.status, back.sent_back) == ("draft", "少一个村")
    row = ASSIGNMENT.perform("issue", back, by=office)
    row = ASSIGNMENT.perform("sign_issue", row, by=leader)
    assert (row.status, row.signed_name) == ("issued", str(leader))
    assert row.receipts.count() == 6 and row.issued_on


def test_tasks_before_the_leader_are_not_changed(assignment, office, client):
    town = assignment.campaign.township
    town.settings |= {"sign_assignment": True}
    town.save()
    row = issued(Assignment.objects.get(pk=assignment.pk), office)
    client.force_login(office)
    answer = client.post(reverse("campaigns:assignment_edit", args=[row.pk]), {"number": "改"})
    assert answer.status_code == 422 and "已经送领导签发" in answer.text
    with pytest.raises(Refused, match="要改的先取回"):
        assignment_acts.recompose(row, by=office)


def test_a_wrong_number_is_put_right_after_a_village_has_signed(
    assignment, office, leader, client, village
):
    row = issued(assignment, office)
    Receipt.objects.filter(assignment=row, village=village).update(status=Receipt.Status.SIGNED)
    given = {"by": office, "reason": "文号打错"}
    with pytest.raises(Refused, match="2026"):
        ask(ASSIGNMENT_CORRECTION, row, {"number": "清府发〔2019〕66号"}, **given)
    asked = ask(ASSIGNMENT_CORRECTION, row, {"number": "清府发〔2026〕66号"}, **given)
    assert Assignment.objects.get().number != "清府发〔2026〕66号", "until a leader agrees"
    CORRECTION.perform("agree", asked, by=leader)
    assert Assignment.objects.get().number == "清府发〔2026〕66号"
    first, second = IssuedPaper.objects.about("assignment", row).reverse()
    assert "66号" in second.text and "66号" not in first.text
    client.force_login(office)
    page = client.get(row.get_absolute_url()).text
    assert "文号打错" in page and reverse("campaigns:assignment_correct", args=[row.pk]) in page


def test_the_number_of_a_draft_is_simply_changed(assignment, office, client):
    client.force_login(office)
    page = client.get(assignment.get_absolute_url()).text
    assert reverse("campaigns:assignment_correct", args=[assignment.pk]) not in page
