"""From a final evaluation to the plaque and the money: every step, and who is refused."""

import datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from campaigns.acts.honour import award
from campaigns.forms.application import ApplicationForm
from campaigns.models import Application, Honour, Reward
from campaigns.workflows.application import APPLICATION, may_change
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY, decision
from tests.personas import person
from tests.township.test_todos import agree, waits
from township.access import Role
from township.workflow import Refused


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


def test_a_leader_who_submitted_is_not_told_to_approve(application, leader, office, everybody):
    row = APPLICATION.perform("submit", application, by=office)
    assert waits(leader, row)
    Application.objects.filter(pk=row.pk).update(created_by=leader)
    assert not waits(leader, row)
    agree(APPLICATION, ["approve"], row, everybody.values())


@pytest.fixture
def of_the_village(village):
    """Lets somebody be a cadre of 万顺村 as well; returns the person anew."""

    def too(user):
        village.cadres.add(user.memberships.create(role=Role.CADRE, township=village.township))
        return type(user).objects.get(pk=user.pk)

    return too


def test_a_cadre_of_the_village_neither_checks_nor_approves_nor_enters_the_decision(
    application, office, leader, cadre, of_the_village
):
    row = APPLICATION.perform("submit", application, by=cadre)
    own_office, own_leader = of_the_village(office), of_the_village(leader)
    acts = (("office", "check", own_office), ("leader", "approve", own_leader))
    for status, act, by in (*acts, ("district", "enter_accept", own_office)):
        Application.objects.filter(pk=row.pk).update(status=status)
        with pytest.raises(Refused, match="本村的事项"):
            APPLICATION.perform(act, row, by=by)
        assert not APPLICATION.waiting(act, by).exists()


def test_what_the_office_submits_for_the_own_village_is_checked_by_another(
    application, office, of_the_village
):
    row = APPLICATION.perform("submit", application, by=of_the_village(office))
    assert row.status == Application.Status.OFFICE


def test_the_office_of_another_township_neither_changes_nor_skips_the_check(
    application, cadre, other_township
):
    cadre.memberships.create(role=Role.OFFICE, township=other_township)
    both = type(cadre).objects.get(pk=cadre.pk)
    row = APPLICATION.perform("submit", application, by=both)
    assert row.status == Application.Status.OFFICE
    assert not may_change(row, both)
    assert "office_opinion" not in ApplicationForm(instance=row, user=both).fields


@pytest.mark.parametrize("act", ["check", "approve"])
def test_no_letter_goes_out_without_a_person_to_call(
    application, cadre, office, leader, township, act
):
    row = APPLICATION.perform("submit", application, by=cadre if act == "check" else office)
    township.settings |= {"office_phone": ""}
    township.save()
    row = Application.objects.get(pk=row.pk)
    with pytest.raises(Refused, match="还没有填公文和公示的联系电话"):
        APPLICATION.perform(act, row, by=office if act == "check" else leader)
