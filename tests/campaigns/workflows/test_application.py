"""From a final evaluation to the plaque and the money: every step, and who is refused."""

import datetime
from decimal import Decimal

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse

from archives.models import Record
from campaigns.acts.honour import award
from campaigns.models import Acceptance, Application, Honour, Review, Reward, Submission
from campaigns.queries.application import proposals
from campaigns.queries.progress import standings
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.honour import HONOUR
from campaigns.workflows.reward import REWARD
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY, decision
from tests.campaigns.conftest import scan
from tests.personas import person
from tests.township.test_todos import agree, waits
from township.access import Role
from township.history.models import Entry
from township.workflow import Refused
from villages.models import Village


def test_the_whole_way_ends_with_200_yuan_from_the_township(accepted, office, leader):
    honour = award(
        accepted,
        by=office,
        awarded_on=TODAY(),
        plaque_number="示区先进-01",
        document_number="示卫发〔2026〕60号",
    )
    reward = honour.reward
    assert (reward.amount, reward.payer) == (Decimal("200.00"), "township")
    reward = REWARD.perform("approve", reward, by=leader)
    reward = REWARD.perform(
        "pay", reward, by=office, voucher_number="记-12", paid_on=TODAY(), received_by="张会计"
    )
    assert reward.status == Reward.Status.PAID
    (standing,) = [
        one
        for one in standings(accepted.campaign)
        if one.target.level_id == honour.level_id and one.target.village_id == honour.village_id
    ]
    assert standing.state == "met"


def test_proposals_say_why_not(evaluation, advanced, running):
    rows = {row.level.code: row.eligibility for row in proposals(running, 2026)}
    assert rows["QUALIFIED"].is_eligible and rows["ADVANCED"].is_eligible
    assert "总分93.5分，市级示范村须95分。" in rows["MODEL_CITY"].reasons


def test_a_community_is_proposed_by_its_own_name(evaluation, running):
    Village.objects.filter(pk=evaluation.village_id).update(kind=Village.Kind.COMMUNITY)
    assert "区级先进社区" in {row.level_name for row in proposals(running, 2026)}


def test_the_one_who_submitted_never_approves(application, office, township):
    row = APPLICATION.perform("submit", application, by=office)
    assert row.status == Application.Status.LEADER
    both = person("both", "一肩挑", Role.LEADER, township=township)
    Application.objects.filter(pk=row.pk).update(created_by=both)
    with pytest.raises(Refused, match="另一位领导"):
        APPLICATION.perform("approve", row, by=both)
    with pytest.raises(PermissionDenied):
        APPLICATION.perform("approve", row, by=office)


def test_what_a_cadre_submits_is_checked_by_the_office_first(application, cadre, office):
    row = APPLICATION.perform("submit", application, by=cadre)
    assert row.status == Application.Status.OFFICE
    row = APPLICATION.perform("check", row, by=office)
    assert row.status == Application.Status.LEADER


def test_a_return_needs_a_reason_and_keeps_it(application, office, leader, client):
    APPLICATION.perform("submit", application, by=office)
    client.force_login(leader)
    url = reverse("campaigns:application_act", args=[application.pk, "return_by_leader"])
    assert client.post(url, {}).status_code == 422
    client.post(url, {"reason": "事迹太笼统"})
    application.refresh_from_db()
    assert application.status == Application.Status.RETURNED
    assert "事迹太笼统" in client.get(application.get_absolute_url()).content.decode()


def test_the_district_sees_the_frozen_submission_only(application, sent, district, client):
    client.force_login(district)
    page = client.get(sent.get_absolute_url()).content.decode()
    assert "93.5" in page and "修订章程" in page
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Submission.objects.update(sha256="0" * 64)


def test_the_district_does_not_see_drafts(application, district, client):
    client.force_login(district)
    assert client.get(application.get_absolute_url()).status_code == 404


def test_another_districts_reviewer_sees_nothing(sent, client):
    from township.users.models import District

    stranger = person(
        "stranger", "外区", Role.DISTRICT, district=District.objects.create(name="外区")
    )
    client.force_login(stranger)
    assert client.get(sent.get_absolute_url()).status_code == 404


def test_the_office_enters_a_decision_only_with_its_document(sent, office, client):
    client.force_login(office)
    url = reverse("campaigns:application_act", args=[sent.pk, "enter_accept"])
    answer = client.post(url, decision(visited_on=TODAY().isoformat()))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写区级文号" in page and "扫描件" in page
    with pytest.raises(Refused, match="扫描件"):
        APPLICATION.perform("enter_accept", sent, by=office, **decision())


def test_a_visit_before_the_submission_is_refused(sent, district):
    early = TODAY() - datetime.timedelta(days=1)
    with pytest.raises(Refused, match="不能早于报送日期"):
        APPLICATION.perform("accept", sent, by=district, **decision(visited_on=early))


def test_no_honour_without_acceptance(sent, office):
    with pytest.raises(Refused, match="还没有验收合格"):
        award(sent, by=office, awarded_on=TODAY(), plaque_number="1", document_number="2")


def test_one_acceptance_gives_one_honour_and_one_reward(accepted, office):
    given = {"by": office, "awarded_on": TODAY(), "document_number": "示卫发〔2026〕60号"}
    award(accepted, plaque_number="01", **given)
    with pytest.raises(Refused, match="已经登记过"):
        award(accepted, plaque_number="02", **given)
    assert Honour.objects.count() == Reward.objects.count() == 1


def test_pay_needs_approval_and_another_person(accepted, office, leader, township):
    reward = award(
        accepted, by=office, awarded_on=TODAY(), plaque_number="01", document_number="x"
    ).reward
    given = {"voucher_number": "记-1", "paid_on": TODAY(), "received_by": "张"}
    with pytest.raises(Refused):
        REWARD.perform("pay", reward, by=office, **given)
    reward = REWARD.perform("approve", reward, by=leader)
    Reward.objects.filter(pk=reward.pk).update(approved_by=office)
    with pytest.raises(Refused, match="另一人"):
        REWARD.perform("pay", reward, by=office, **given)


def test_the_plaque_is_taken_back_only_by_a_document(accepted, office, client):
    honour = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    url = reverse("campaigns:honour_act", args=[honour.pk, "revoke"])
    answer = client.post(url, {"on": TODAY().isoformat(), "reason": "弄虚作假"})
    assert answer.status_code == 422
    HONOUR.perform(
        "revoke", honour, by=office, on=TODAY(), document_number="示卫发〔2026〕70号", reason="查实"
    )
    assert Honour.objects.get().status == Honour.Status.REVOKED
    assert Entry.objects.about(honour).count() == 2


def test_every_review_is_filed_with_its_document(accepted, office, client):
    honour = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    for act, word, count in (("keep", "保留", 2), ("remove", "摘牌", 2)):
        answer = client.post(
            reverse("campaigns:honour_act", args=[honour.pk, act]),
            {
                "on": TODAY().isoformat(),
                "document_number": "示卫发[2026]70号",
                "reason": "复审",
                "upload": SimpleUploadedFile("复审通知.docx", scan(word).getvalue()),
            },
        )
        assert answer.status_code == 302, answer.content.decode()
        review = Review.objects.first()
        record = Record.objects.get(source=f"review:{review.pk}")
        assert (record.category.code, record.document_number) == ("KPS", "示卫发〔2026〕70号")
        assert word in record.title and record.parts.count() == count
        page = client.get(honour.get_absolute_url()).content.decode()
        assert reverse("campaigns:review_file", args=[review.pk]) in page
    file = client.get(reverse("campaigns:review_file", args=[review.pk]))
    assert b"".join(file.streaming_content)[:2] == b"PK"
    file.close()


def test_a_review_lies_between_the_naming_and_today(accepted, office):
    honour = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    for days, reason in ((-1, "不能早于命名日期"), (1, "不能在今天之后")):
        on = TODAY() + datetime.timedelta(days=days)
        with pytest.raises(Refused, match=reason):
            HONOUR.perform("keep", honour, by=office, on=on, document_number="x", reason="复审")
    assert not Record.objects.filter(source__startswith="review:").exists()


@pytest.mark.parametrize("path", ["applications", "honours", "rewards"])
def test_lists_ask_the_same_few_questions(
    path, accepted, office, client, django_assert_max_num_queries
):
    award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    with django_assert_max_num_queries(14):
        page = client.get(reverse(f"campaigns:{path}")).content.decode()
    assert "万顺村" in page


def test_pages_open_for_the_office(accepted, office, client):
    honour = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    for url in (
        reverse("campaigns:proposals", args=[accepted.campaign_id]),
        accepted.get_absolute_url(),
        honour.get_absolute_url(),
        honour.reward.get_absolute_url(),
        reverse("campaigns:reward_rule_create", args=[accepted.campaign_id]),
        reverse("campaigns:reward_act", args=[honour.reward.pk, "pay"]),
    ):
        assert client.get(url).status_code == 200, url


def test_the_notice_of_honours_speaks_of_the_year_evaluated(accepted, office, client):
    """Named in January, earned in the year before."""
    january = datetime.date(2027, 1, 5)
    with time_machine.travel(datetime.datetime(2027, 1, 6, 4, tzinfo=datetime.UTC)):
        award(accepted, by=office, awarded_on=january, plaque_number="1", document_number="x")
    client.force_login(office)
    assert "已命名" in client.get(reverse("campaigns:proposals", args=[accepted.campaign_id])).text
    assert "2026年表彰通报" in client.get(reverse("campaigns:honours")).text
    where = "campaigns:commendation_paper"
    url = reverse(where, args=[accepted.campaign_id, 2026])
    assert "2026年度" in client.get(url).text
    empty = client.get(reverse(where, args=[accepted.campaign_id, 2027]))
    assert "还没有登记荣誉" in empty.text


def test_an_acceptance_sheet_ends_every_sentence_once(sent, district, client):
    given = {"visited_on": TODAY(), "team": "周验收", "opinion": "走访农户。"}
    APPLICATION.perform("refuse", sent, by=district, problems="照片不全。", **given)
    client.force_login(district)
    page = client.get(reverse("campaigns:acceptance_paper", args=[Acceptance.objects.get().pk]))
    assert "走访农户；照片不全。" in page.text
    assert "。。" not in page.text


def test_an_application_is_filled_in_on_its_page(evaluation, advanced, cadre, client):
    client.force_login(cadre)
    proposals_page = client.get(reverse("campaigns:proposals", args=[evaluation.round.campaign_id]))
    assert "填写申报" in proposals_page.content.decode()
    url = reverse(
        "campaigns:application_create",
        args=[evaluation.round.campaign_id, evaluation.pk, advanced.pk],
    )
    assert "镇意见" not in client.get(url).content.decode()
    too_long = client.post(url, {"deeds": "长" * 1501, "village_opinion": "同意"})
    assert "1501字" in too_long.content.decode()
    answer = client.post(url, {"deeds": "做法和成效。", "village_opinion": "同意申报。"})
    row = Application.objects.get()
    assert answer.url == row.get_absolute_url()
    assert row.created_by == cadre


def test_a_leader_who_submitted_is_not_told_to_approve(application, leader, office, everybody):
    row = APPLICATION.perform("submit", application, by=office)
    assert waits(leader, row)
    Application.objects.filter(pk=row.pk).update(created_by=leader)
    assert not waits(leader, row)
    agree(APPLICATION, ["approve"], row, everybody.values())
