"""The publicity of an application on its pages."""

from django.urls import reverse

from campaigns.acts import notice as notice_acts
from campaigns.models import NoticeObjection
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import TODAY
from tests.campaigns.notices import *  # noqa: F403
from township.history.models import Entry


def test_villagers_read_it_without_an_account(at_leader, office, client):
    notice = notice_acts.post(at_leader, by=office)
    page = client.get(reverse("campaigns:public_notice", args=[notice.pk])).content.decode()
    assert "区级先进村" in page and "公示中" in page and "修订章程" not in page
    assert "有不同意见怎么办" in page


def test_a_withdrawn_application_is_no_longer_shown(at_leader, office, leader, client):
    notice = notice_acts.post(at_leader, by=office)
    row = APPLICATION.perform("return_by_leader", at_leader, by=leader, reason="暂缓")
    APPLICATION.perform("withdraw", row, by=office, reason="不报了")
    assert client.get(reverse("campaigns:public_notice", args=[notice.pk])).status_code == 404


def test_the_pages_of_a_publicity(at_leader, office, client):
    client.force_login(office)
    url = reverse("campaigns:notice_create", args=[at_leader.pk])
    assert 'value="7"' in client.get(url).content.decode()
    assert client.post(url, {"days": 4}).status_code == 422
    client.post(url, {"days": 7})
    notice = at_leader.notices.get()
    assert Entry.objects.about(at_leader).first().verb == "application.notice"
    paper = reverse("campaigns:notice_paper", args=[notice.pk])
    assert client.get(paper, {"format": "docx"}).content.startswith(b"PK")
    add = reverse("campaigns:notice_objection_create", args=[notice.pk])
    given = {"source": "committee", "received_on": TODAY().isoformat(), "text": "得分有误。"}
    assert client.post(add, given).status_code == 302
    page = client.get(at_leader.get_absolute_url()).content.decode()
    assert "村（居）民委员会提出的异议" in page and "没有答复" in page
    objection = NoticeObjection.objects.get()
    act = reverse("campaigns:notice_objection_act", args=[objection.pk, "reject"])
    assert client.post(act, {}).status_code == 422
    client.post(act, {"answer": "复核无误。"})
    assert "复核无误" in client.get(objection.get_absolute_url()).content.decode()
