"""A wrong plaque, a wrong voucher, a wrong decision: put right beside what stood there."""

from datetime import timedelta

import pytest
import time_machine
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from archives.models import PartFile, Record
from campaigns.acts.honour import award
from campaigns.models import FormerName, Honour, Reward, RewardRule, Target
from campaigns.queries.progress import standings
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.correction import (
    ACCEPTANCE_CORRECTION,
    HONOUR_CORRECTION,
    REVIEW_CORRECTION,
    REWARD_CORRECTION,
)
from campaigns.workflows.honour import HONOUR
from campaigns.workflows.reward import REWARD
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY, decision
from tests.campaigns.conftest import scan
from tests.personas import person
from township.access import Role
from township.corrections import CORRECTION, Correction, ask
from township.files.storing import keep_composed
from township.history.models import Entry
from township.users.models import Membership
from township.workflow import Refused

DAY = timedelta(days=1)


@pytest.fixture
def honour(accepted, office):
    RewardRule.objects.get_or_create(
        campaign=accepted.campaign,
        level=accepted.level,
        since=TODAY() - 400 * DAY,
        defaults={"amount": 2000, "payer": "township", "payer_name": "清河镇人民政府"},
    )
    return award(
        accepted,
        by=office,
        awarded_on=TODAY(),
        plaque_number="示区先进-01",
        document_number="示卫发〔2026〕60号",
    )


@pytest.fixture
def paid(honour, office, leader):
    row = REWARD.perform("approve", honour.reward, by=leader)
    return REWARD.perform(
        "pay", row, by=office, voucher_number="记-018", paid_on=TODAY(), received_by="陈某"
    )


def plaque(honour, office, number="示区先进-10", **given):
    return ask(
        HONOUR_CORRECTION, honour, {"plaque_number": number}, by=office, reason="录入错误", **given
    )


def test_a_plaque_is_put_right_when_a_leader_agrees_and_both_numbers_stay_readable(
    honour, office, leader
):
    asked = plaque(honour, office)
    assert Honour.objects.get().plaque_number == "示区先进-01"
    done = CORRECTION.perform("agree", asked, by=leader)
    assert done.status == Correction.Status.APPLIED and done.decided_by == leader
    assert Honour.objects.get().plaque_number == "示区先进-10"
    (change,) = done.changes
    assert (change["before_shown"], change["after_shown"]) == ("示区先进-01", "示区先进-10")
    told = [one.summary for one in Entry.objects.about(honour)]
    assert any("“示区先进-01”改为“示区先进-10”" in one and one.startswith("更正") for one in told)


@pytest.fixture
def tomorrow(paid):
    """A day has passed: what was dated today may have been the day after."""
    with time_machine.travel(timezone.now() + DAY):
        yield


# What is printed on an honour and on a payment, each put right by itself.
PRINTED = [
    (HONOUR_CORRECTION, "plaque_number", "示区先进-10"),
    (HONOUR_CORRECTION, "document_title", "关于命名先进村的决定"),
    (HONOUR_CORRECTION, "document_number", "示卫发〔2026〕66号"),
    (HONOUR_CORRECTION, "awarded_on", None),
    (REWARD_CORRECTION, "voucher_number", "记-081"),
    (REWARD_CORRECTION, "paid_on", None),
    (REWARD_CORRECTION, "received_by", "陈新"),
]
# Of a reward that came back.
LATER = ["returned_on", "return_voucher"]


@pytest.mark.parametrize(("declared", "name", "right"), PRINTED)
def test_each_is_put_right_with_who_when_why_and_the_document(
    client, honour, paid, office, leader, tomorrow, declared, name, right
):
    row = honour if declared is HONOUR_CORRECTION else paid
    wrong = getattr(type(row).objects.get(pk=row.pk), name)
    right = right or wrong + DAY
    given = {"by": office, "reason": "以原件为准", "document_number": "示卫函〔2026〕9号"}
    asked = ask(declared, row, {name: right}, **given)
    assert getattr(type(row).objects.get(pk=row.pk), name) == wrong
    done = CORRECTION.perform("agree", asked, by=leader)
    assert getattr(type(row).objects.get(pk=row.pk), name) == right
    (change,) = done.changes
    client.force_login(leader)
    page = client.get(row.get_absolute_url()).text
    told = (change["before_shown"], change["after_shown"], office.full_name, leader.full_name)
    lacking = [word for word in (*told, "以原件为准", "示卫函〔2026〕9号") if word not in page]
    assert not lacking


def test_each_field_that_may_be_corrected_is_among_them():
    for declared in (HONOUR_CORRECTION, REWARD_CORRECTION):
        named = [name for one, name, _ in PRINTED if one is declared]
        assert named == [name for name in declared.fields if name not in LATER]


def test_who_asks_never_agrees_even_holding_both_posts(honour, office):
    Membership.objects.create(user=office, role=Role.LEADER, township=honour.village.township)
    both = type(office).objects.get(pk=office.pk)
    asked = plaque(honour, both)
    with pytest.raises(Refused, match="不能自己核准"):
        CORRECTION.perform("agree", asked, by=both)
    assert not CORRECTION.waiting("agree", both).exists()


def test_another_member_of_the_office_does_not_stand_for_the_leader(honour, office, township):
    colleague = person("office2", "刘办", Role.OFFICE, township=township)
    with pytest.raises(Refused, match="由领导小组核准"):
        CORRECTION.perform("agree", plaque(honour, office), by=colleague)


def test_a_leader_of_another_township_does_not_stand_for_its_own(honour, office, other_township):
    colleague = person("office2", "刘办", Role.OFFICE, township=honour.village.township)
    Membership.objects.create(user=colleague, role=Role.LEADER, township=other_township)
    asked = plaque(honour, office)
    for act in ("agree", "refuse"):
        with pytest.raises(Refused, match="由领导小组核准"):
            CORRECTION.perform(act, asked, by=colleague, reason="不行")
        assert not CORRECTION.waiting(act, colleague).exists()


def test_a_leader_who_is_a_cadre_of_the_village_does_not_agree(honour, office, leader, township):
    village = honour.village
    asked = plaque(honour, office)
    assert CORRECTION.waiting("agree", leader).exists()
    village.cadres.add(leader.memberships.create(role=Role.CADRE, township=township))
    both = type(leader).objects.get(pk=leader.pk)
    with pytest.raises(Refused, match="自己村（居）的更正"):
        CORRECTION.perform("agree", asked, by=both)
    assert not CORRECTION.waiting("agree", both).exists()


def test_a_leader_who_is_a_cadre_of_the_village_does_not_approve_its_reward(
    honour, leader, township
):
    reward = honour.reward
    assert REWARD.waiting("approve", leader).exists()
    honour.village.cadres.add(leader.memberships.create(role=Role.CADRE, township=township))
    both = type(leader).objects.get(pk=leader.pk)
    with pytest.raises(Refused, match="本村的事项"):
        REWARD.perform("approve", reward, by=both)
    assert not REWARD.waiting("approve", both).exists()


def test_a_second_correction_waits_for_the_first(honour, office):
    plaque(honour, office)
    with pytest.raises(Refused, match="已经有一份更正在等核准"):
        plaque(honour, office, "示区先进-11")


def test_refused_and_withdrawn_corrections_change_nothing_and_make_room(honour, office, leader):
    CORRECTION.perform("refuse", plaque(honour, office), by=leader, reason="牌匾没有错")
    withdrawn = CORRECTION.perform("withdraw", plaque(honour, office), by=office)
    assert withdrawn.status == Correction.Status.WITHDRAWN
    assert Honour.objects.get().plaque_number == "示区先进-01"
    plaque(honour, office)


def test_only_who_asked_withdraws(honour, office, township):
    colleague = person("office2", "刘办", Role.OFFICE, township=township)
    with pytest.raises(Refused, match="只有提出更正的人"):
        CORRECTION.perform("withdraw", plaque(honour, office), by=colleague)


def test_nothing_changed_is_no_correction(honour, office):
    with pytest.raises(Refused, match="没有改动"):
        plaque(honour, office, "示区先进-01")


def test_a_number_taken_by_another_plaque_is_refused_at_once(honour, office):
    with pytest.raises(Refused):
        ask(HONOUR_CORRECTION, honour, {"document_number": ""}, by=office, reason="错")
    assert not Correction.objects.exists()


@pytest.mark.parametrize(("days", "sentence"), [(-1, "不能早于验收日期"), (1, "今天之后")])
def test_the_day_of_naming_stays_between_acceptance_and_today(honour, office, days, sentence):
    with pytest.raises(Refused, match=sentence):
        ask(
            HONOUR_CORRECTION,
            honour,
            {"awarded_on": TODAY() + days * DAY},
            by=office,
            reason="日期录错",
        )


def test_the_right_day_brings_the_organs_name_of_that_day(accepted, office, leader):
    level = accepted.level
    honour = award(
        accepted,
        by=office,
        awarded_on=TODAY(),
        plaque_number="示区先进-01",
        document_number="示卫发〔2026〕60号",
    )
    FormerName.objects.create(authority=level.named_by, name="示范区卫生局", until=TODAY())
    asked = ask(
        HONOUR_CORRECTION, honour, {"document_title": "命名通知"}, by=office, reason="标题漏填"
    )
    done = CORRECTION.perform("agree", asked, by=leader)
    assert Honour.objects.get().issuer_name == "示范区卫生局"
    assert any("示范区卫生局" in sentence for sentence, _ in done.follows)


def test_a_voucher_is_corrected_only_after_payment(honour, paid, office, leader):
    asked = ask(
        REWARD_CORRECTION,
        paid,
        {"voucher_number": "记-081", "paid_on": paid.paid_on, "received_by": "陈某"},
        by=office,
        reason="凭证号颠倒",
    )
    CORRECTION.perform("agree", asked, by=leader)
    row = Reward.objects.get()
    assert row.voucher_number == "记-081" and row.status == Reward.Status.PAID


def test_an_unpaid_reward_has_nothing_to_correct(honour, office):
    with pytest.raises(Refused, match="还没有定下来"):
        ask(REWARD_CORRECTION, honour.reward, {"received_by": "李某"}, by=office, reason="错")


def test_the_database_opens_a_final_row_to_its_own_correction_only(honour, office):
    plaque(honour, office)
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Honour.objects.filter(pk=honour.pk).update(plaque_number="别的")
    with pytest.raises(DatabaseError, match="frozen"), transaction.atomic():
        Correction.objects.update(is_applying=True)
        Honour.objects.filter(pk=honour.pk).update(village_id=honour.village_id + 1)


def test_a_decision_entered_for_the_district_can_be_corrected_its_own_cannot(
    sent, office, leader, district
):
    file = keep_composed(scan().getvalue(), "验收意见.docx")
    APPLICATION.perform(
        "enter_accept",
        sent,
        by=office,
        **decision(document_number="区卫函〔2026〕7号", upload=(file, "验收意见.docx")),
    )
    acceptance = sent.acceptances.get()
    asked = ask(
        ACCEPTANCE_CORRECTION,
        acceptance,
        {"document_number": "区卫函〔2026〕17号"},
        by=office,
        reason="文号漏了一位",
    )
    CORRECTION.perform("agree", asked, by=leader)
    acceptance.refresh_from_db()
    assert acceptance.document_number == "区卫函〔2026〕17号"


@pytest.fixture
def decided(sent, office):
    """Decided by the district on paper and entered by the office: accept, refuse, or return it."""

    def decide(act="accept", row=sent, number=7):
        file = keep_composed(scan().getvalue(), "验收意见.docx")
        document = decision(
            document_number=f"区卫函〔2026〕{number}号", upload=(file, "验收意见.docx")
        )
        return APPLICATION.perform(f"enter_{act}", row, by=office, **document)

    return decide


def void(application, office):
    row = application.acceptances.standing().get()
    return ask(ACCEPTANCE_CORRECTION, row, {"is_void": True}, by=office, reason="看错了文件")


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("accept", "refuse"), ("refuse", "accept"), ("return_by_district", "accept")],
)
def test_an_outcome_entered_wrong_is_declared_void_and_entered_anew(
    decided, office, leader, wrong, right
):
    application = decided(wrong)
    asked = void(application, office)
    assert "重新录入" in asked.follows[0][0]
    application.refresh_from_db()
    assert application.status == APPLICATION[wrong].target  # until a leader agrees
    CORRECTION.perform("agree", asked, by=leader)
    application.refresh_from_db()
    assert application.is_at_district
    application = decided(right, application, 8)
    assert application.status == APPLICATION[right].target
    assert [row.is_void for row in application.acceptances.order_by("pk")] == [True, False]
    assert [step.label for step in application.steps.all()][-2] == "作废验收结论"
    filed = Record.objects.filter(source__startswith="acceptance:").order_by("pk")
    assert [row.status for row in filed] == ["withdrawn", "open"], "the paper of the void one left"


def test_nobody_declares_it_void_alone(decided, office):
    asked = void(decided(), office)
    Membership.objects.create(user=office, role=Role.LEADER, township=asked.township)
    with pytest.raises(Refused, match="不能自己核准"):
        CORRECTION.perform("agree", asked, by=type(office).objects.get(pk=office.pk))


@pytest.mark.parametrize(("is_paid", "status"), [(False, "refused"), (True, "reclaim")])
def test_what_was_named_and_paid_upon_a_void_one_falls_with_it(
    decided, office, leader, is_paid, status
):
    application = decided()
    RewardRule.objects.get_or_create(
        campaign=application.campaign, level=application.level, since=TODAY() - 400 * DAY,
        defaults={"amount": 2000, "payer": "township", "payer_name": "清河镇人民政府"},
    )  # fmt: skip
    honour = award(
        application, by=office, awarded_on=TODAY(), plaque_number="示区先进-01",
        document_number="示卫发〔2026〕60号",
    )  # fmt: skip
    row = REWARD.perform("approve", honour.reward, by=leader)
    if is_paid:
        REWARD.perform(
            "pay", row, by=office, voucher_number="记-018", paid_on=TODAY(), received_by="陈某"
        )
    asked = void(application, office)
    told = "".join(sentence for sentence, _ in asked.follows)
    assert f"荣誉“{honour}”作废" in told and f"奖励{honour.reward.amount:.2f}元" in told
    honour.refresh_from_db()
    assert honour.is_held
    CORRECTION.perform("agree", asked, by=leader)
    assert Honour.objects.get().status == "void"
    assert Reward.objects.get().status == status
    assert "验收结论录错" in honour.reviews.get().reason


def test_after_a_void_one_the_decision_is_the_offices_matter_and_the_honour_is_named_again(
    decided, office, leader, client
):
    application = decided()
    named = {"by": office, "awarded_on": TODAY(), "plaque_number": "示区先进-01"}
    award(application, document_number="示卫发〔2026〕60号", **named)
    CORRECTION.perform("agree", void(application, office), by=leader)
    client.force_login(office)
    assert "按区里的文件重新录入结论" in client.get("/").text
    application.refresh_from_db()
    application = decided("accept", application, 8)
    page = client.get("/").text
    assert "重新录入结论" not in page and "收到命名文件后登记荣誉" in page
    again = award(application, document_number="示卫发〔2026〕61号", **named)
    assert [one.status for one in application.honours.order_by("pk")] == ["void", "held"]
    assert "登记荣誉" not in client.get("/").text
    page = client.get(application.get_absolute_url())
    assert page.context["honour"] == again
    with pytest.raises(Refused, match="已经登记过"):
        award(application, document_number="示卫发〔2026〕62号", **named)


def test_a_void_one_is_corrected_no_more_and_one_that_is_overtaken_not_at_all(
    decided, office, leader
):
    application = decided("return_by_district")
    row = application.acceptances.get()
    application = APPLICATION.perform("submit", application, by=office)
    with pytest.raises(Refused, match="已经不是最后的"):
        void(application, office)
    application = APPLICATION.perform("approve", application, by=leader)
    application = decided("accept", application, 8)
    newest = application.acceptances.first()
    CORRECTION.perform(
        "agree",
        ask(ACCEPTANCE_CORRECTION, newest, {"is_void": True}, by=office, reason="错"),
        by=leader,
    )
    newest.refresh_from_db()
    for given in ({"is_void": False}, {"opinion": "另写"}):
        with pytest.raises(Refused, match="已经作废"):
            ask(ACCEPTANCE_CORRECTION, newest, given, by=office, reason="错")
    assert not type(row).objects.get(pk=row.pk).is_void


def test_a_refused_one_stands_once_the_village_applied_again(decided, office, sent):
    application = decided("refuse")
    again = type(sent).objects.create(
        campaign=sent.campaign, village=sent.village, level=sent.level,
        evaluation=sent.evaluation, deeds="再报", created_by=office,
    )  # fmt: skip
    with pytest.raises(Refused, match="另有一份"):
        void(application, office)
    APPLICATION.perform("withdraw", again, by=office)
    assert void(application, office).is_open


def test_what_the_district_decided_by_itself_the_office_does_not_correct(accepted, office):
    with pytest.raises(Refused, match="还没有定下来"):
        ask(
            ACCEPTANCE_CORRECTION,
            accepted.acceptances.get(),
            {"opinion": "另写"},
            by=office,
            reason="错",
        )


def revoke(honour, office):
    return HONOUR.perform(
        "revoke",
        honour,
        by=office,
        on=TODAY(),
        document_number="示卫发〔2026〕90号",
        reason="复审不合格",
    )


def test_a_revoked_honour_stops_the_reward_that_was_not_paid(honour, office, leader):
    REWARD.perform("approve", honour.reward, by=leader)
    revoke(honour, office)
    row = Reward.objects.get()
    assert row.status == Reward.Status.REFUSED
    assert row.stopped_because == "荣誉已撤销（示卫发〔2026〕90号）"
    with pytest.raises(Refused):
        REWARD.perform("pay", row, by=office, voucher_number="记-1", paid_on=TODAY())


def test_the_targets_say_that_the_honour_was_taken_back(honour, office, village):
    target = honour.level.campaign.targets.filter(village=village).first()
    target = target or Target.objects.create(
        campaign=honour.level.campaign,
        village=village,
        level=honour.level,
        due_year=2026,
        rationale="基础好",
    )
    revoke(honour, office)
    (told,) = [
        one
        for one in standings(honour.level.campaign)
        if one.target.level_id == honour.level_id and one.target.village == village
    ]
    assert told.label == "荣誉已撤销"


def test_a_paid_reward_of_a_revoked_honour_is_reclaimed_with_voucher(honour, paid, office):
    revoke(honour, office)
    row = Reward.objects.get()
    assert row.status == Reward.Status.RECLAIM
    assert REWARD.waiting("get_back", office).get() == row
    with pytest.raises(Refused, match="不能早于发放日期"):
        REWARD.perform(
            "get_back", row, by=office, returned_on=TODAY() - DAY, return_voucher="收-001"
        )
    row = REWARD.perform("get_back", row, by=office, returned_on=TODAY(), return_voucher="收-001")
    assert row.status == Reward.Status.RECLAIMED


def test_the_pages_lead_from_the_honour_through_the_leader_back(client, honour, office, leader):
    client.force_login(office)
    page = client.get(honour.get_absolute_url()).content.decode()
    address = reverse("campaigns:honour_correct", args=[honour.pk])
    assert f'href="{address}"' in page
    form = client.get(address)
    assert "由领导小组核准后生效" in form.content.decode()
    given = {
        "plaque_number": "示区先进-10",
        "document_number": honour.document_number,
        "awarded_on": honour.awarded_on.isoformat(),
        "why": "录入错误",
        "read_version": honour.version,
    }
    answer = client.post(address, given)
    asked = Correction.objects.get()
    assert answer.url == asked.get_absolute_url()
    assert "已经有一份更正在等核准" in client.get(address, follow=True).content.decode()
    client.force_login(leader)
    assert str(asked) in client.get(reverse("home")).content.decode()
    act = reverse("correction_act", args=[asked.pk, "agree"])
    assert "示区先进-01" in client.get(act).content.decode()
    client.post(act)
    page = client.get(honour.get_absolute_url()).content.decode()
    assert "<del>示区先进-01</del> → <ins>示区先进-10</ins>" in page


def test_a_form_filled_from_an_old_reading_is_a_conflict(client, honour, office, leader):
    CORRECTION.perform("agree", plaque(honour, office), by=leader)
    client.force_login(office)
    address = reverse("campaigns:honour_correct", args=[honour.pk])
    given = {
        "plaque_number": "示区先进-01",
        "document_number": "示卫发〔2026〕61号",
        "awarded_on": honour.awarded_on.isoformat(),
        "why": "文号录错",
        "read_version": honour.version,
    }
    assert client.post(address, given).status_code == 409
    assert Honour.objects.get().plaque_number == "示区先进-10"


def other_scan(name="命名文件（正本）.docx"):
    return keep_composed(scan().getvalue() + name.encode(), name), name


def test_a_wrong_scan_is_replaced_and_both_stay_readable(client, honour, office, leader):
    """An honour was registered with the scan of another village, or without one."""
    first, second = other_scan("别村的.docx"), other_scan()
    for upload in (first, second):
        asked = ask(HONOUR_CORRECTION, honour, {"file": upload}, by=office, reason="传错了")
        assert CORRECTION.perform("agree", asked, by=leader).status == Correction.Status.APPLIED
    row = Honour.objects.get()
    assert (row.file, row.file_name) == second
    done = Correction.objects.about(honour).first()
    assert (done.old_file, done.new_file) == (first[0], second[0])
    client.force_login(leader)
    page = client.get(done.get_absolute_url()).text
    for name, file in (("old", first), ("new", second)):
        url = reverse(f"correction_{name}_file", args=[done.pk])
        assert url in page and file[1] in page
        assert b"".join(client.get(url).streaming_content)
    assert client.get(reverse("correction_file", args=[done.pk])).status_code == 404
    assert client.get(honour.get_absolute_url()).text.count("<ins>别村的.docx</ins>") == 1


def test_the_page_of_a_correction_takes_another_scan(client, honour, office):
    client.force_login(office)
    url = reverse("campaigns:honour_correct", args=[honour.pk])
    assert "换上正确的命名文件" in client.get(url).text
    told = {
        name: getattr(honour, name)
        for name in ("plaque_number", "document_title", "document_number", "awarded_on")
    }
    sent = told | {"why": "漏传了", "other_file": scan()}
    assert client.post(url, sent).status_code == 302
    (change,) = Correction.objects.get().changes
    assert (change["label"], change["before_shown"]) == ("命名文件", "（空）")


def test_the_same_scan_is_no_correction(honour, office, leader):
    upload = other_scan()
    asked = ask(HONOUR_CORRECTION, honour, {"file": upload}, by=office, reason="漏传了")
    CORRECTION.perform("agree", asked, by=leader)
    with pytest.raises(Refused, match="没有改动"):
        ask(HONOUR_CORRECTION, honour, {"file": upload}, by=office, reason="漏传了")


@pytest.fixture
def papers(honour, paid):
    """Versions of the papers in the village's archive, by the record's source."""

    def of(row, noun):
        return PartFile.objects.filter(part__record__source=f"{noun}:{row.pk}")

    return of


@pytest.mark.usefixtures("papers_set")
def test_what_was_filed_of_it_is_filed_anew(honour, paid, papers, office, leader):
    before = papers(honour, "honour").count(), papers(paid, "reward").count()
    CORRECTION.perform("agree", plaque(honour, office), by=leader)
    told = {"voucher_number": "记-081"}
    asked = ask(REWARD_CORRECTION, paid, told, by=office, reason="少一位")
    CORRECTION.perform("agree", asked, by=leader)
    after = papers(honour, "honour").count(), papers(paid, "reward").count()
    assert after == (before[0] + 1, before[1] + 1)
    assert Record.objects.get(source=f"reward:{paid.pk}").document_number == "记-081"


def taken_back(honour, office, act="revoke", day=None, **given):
    told = {"on": day or TODAY(), "document_number": "江府发〔2026〕70号", "reason": "材料不实"}
    return HONOUR.perform(act, honour, by=office, **(told | given))


def corrected(review, office, leader, **after):
    asked = ask(REVIEW_CORRECTION, review, after, by=office, reason="登记到了别的村")
    return CORRECTION.perform("agree", asked, by=leader)


def test_a_revocation_entered_of_the_wrong_village_is_undone(client, honour, paid, office, leader):
    taken_back(honour, office)
    assert Reward.objects.get().status == Reward.Status.RECLAIM
    done = corrected(honour.reviews.get(), office, leader, is_void=True)
    assert Honour.objects.get().is_held
    reward = Reward.objects.get()
    assert (reward.status, reward.stopped_because) == (Reward.Status.PAID, "")
    assert next(one for one, _ in done.follows).endswith("恢复有效。")
    client.force_login(office)
    page = client.get(honour.get_absolute_url()).text
    assert "登记错了，已作废" in page and "登记到了别的村" in page
    with pytest.raises(Refused, match="已经作废"):
        ask(REVIEW_CORRECTION, honour.reviews.get(), {"is_void": False}, by=office, reason="又")


def test_a_reward_that_was_stopped_with_it_waits_for_the_leader(honour, office, leader):
    taken_back(honour, office)
    corrected(honour.reviews.get(), office, leader, is_void=True)
    reward = Reward.objects.get()
    assert reward.is_refused
    again = REWARD.perform("recall_refusal", reward, by=leader, reason="荣誉恢复了")
    assert (again.status, again.stopped_because) == (Reward.Status.DUE, "")


def test_a_review_kept_on_a_wrong_day_moves_the_next_one(honour, office, leader, township):
    with time_machine.travel(timezone.now() + 3 * DAY):
        first = honour.review_on
        taken_back(honour, office, "keep", TODAY() - DAY)
        review = honour.reviews.get()
        corrected(review, office, leader, on=TODAY() - 2 * DAY)
        moved = Honour.objects.get().review_on
        corrected(review, office, leader, is_void=True)
    assert moved != first and Honour.objects.get().review_on == first


def test_what_was_done_upon_a_review_stands_before_it(honour, office, leader):
    with time_machine.travel(timezone.now() + 3 * DAY):
        taken_back(honour, office, "keep", TODAY() - 2 * DAY)
        first = honour.reviews.get()
        taken_back(honour, office, "remove", TODAY() - DAY)
        with pytest.raises(Refused, match="后来又登记了复审"):
            ask(REVIEW_CORRECTION, first, {"is_void": True}, by=office, reason="错了")
        with pytest.raises(Refused, match="早于命名日期"):
            wrong = {"on": honour.awarded_on - DAY}
            ask(REVIEW_CORRECTION, honour.reviews.first(), wrong, by=office, reason="错了")


def test_a_village_named_again_keeps_the_later_honour(honour, office, leader):
    taken_back(honour, office)
    again = {"application": None, "entered_at": timezone.now(), "entered_name": "王办事"}
    again |= {"plaque_number": "", "awarded_on": TODAY(), "year": honour.year}
    same = {"village": honour.village, "level": honour.level, "issuer": honour.issuer}
    Honour.objects.create(**same, **again, issuer_name="区", document_number="示卫发〔2026〕61号")
    with pytest.raises(Refused, match="后来又取得"):
        ask(REVIEW_CORRECTION, honour.reviews.get(), {"is_void": True}, by=office, reason="错了")


def test_the_voucher_of_what_came_back_is_corrected(honour, paid, office, leader):
    taken_back(honour, office)
    row = REWARD.perform(
        "get_back", Reward.objects.get(), by=office, returned_on=TODAY(), return_voucher="收-7"
    )
    told = {"return_voucher": "收-17"}
    asked = ask(REWARD_CORRECTION, row, told, by=office, reason="少一位")
    CORRECTION.perform("agree", asked, by=leader)
    assert Reward.objects.get().return_voucher == "收-17"


def test_the_application_shows_what_was_corrected_of_its_acceptance(
    client, decided, sent, office, leader
):
    decided()
    row = sent.acceptances.get()
    given = {"by": office, "reason": "文号漏了一位"}
    asked = ask(ACCEPTANCE_CORRECTION, row, {"document_number": "区卫函〔2026〕17号"}, **given)
    CORRECTION.perform("agree", asked, by=leader)
    client.force_login(office)
    page = client.get(sent.get_absolute_url()).text
    assert "区卫函〔2026〕7号" in page and "文号漏了一位" in page
