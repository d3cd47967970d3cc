"""The publicity of an application on its pages."""

import pytest
from django.urls import reverse

from campaigns.acts import notice as notice_acts
from campaigns.models import NoticeObjection
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import TODAY
from tests.campaigns.notices import *  # noqa: F403
from tests.campaigns.notices import DAY, days_ago, objection_to
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


@pytest.mark.parametrize(
    ("days", "told"), [("4", "公示至少5天"), ("5", ""), ("60", ""), ("61", "60"), ("", "请填写")]
)
def test_the_days_of_a_publicity_have_bounds(at_leader, office, client, days, told):
    client.force_login(office)
    answer = client.post(reverse("campaigns:notice_create", args=[at_leader.pk]), {"days": days})
    assert answer.status_code == (422 if told else 302)
    assert told in answer.text
    assert at_leader.notices.exists() is not bool(told)


def test_one_that_was_entered_wrong_is_posted_anew(at_leader, office, client):
    wrong = notice_acts.post(at_leader, by=office, on=days_ago(1))
    client.force_login(office)
    url = reverse("campaigns:notice_create", args=[at_leader.pk])
    assert "上一次公示哪里错了" in client.get(url).text
    answer = client.post(url, {"days": 7})
    assert answer.status_code == 422 and "请写明上一次公示哪里错了" in answer.text
    assert client.post(url, {"days": 7, "because": "日期写早了一天"}).status_code == 302
    shown = client.get(reverse("campaigns:public_notice", args=[wrong.pk])).text
    later = reverse("campaigns:public_notice", args=[at_leader.notices.first().pk])
    assert "已重新公示" in shown and later in shown and "公示中" not in shown


def test_nothing_is_asked_of_the_last_where_none_hangs(at_leader, office, client):
    client.force_login(office)
    url = reverse("campaigns:notice_create", args=[at_leader.pk])
    assert "上一次公示哪里错了" not in client.get(url).text
    notice_acts.post(at_leader, by=office, on=days_ago(8), days=7)
    assert "上一次公示哪里错了" not in client.get(url).text


def test_the_township_may_ask_for_more(at_leader, office, client, own):
    own.settings |= {"notice_days_min": 10}
    own.save()
    client.force_login(office)
    url = reverse("campaigns:notice_create", args=[at_leader.pk])
    assert "不得少于10天" in client.get(url).text
    assert client.post(url, {"days": 9}).status_code == 422


def test_an_objection_is_registered_up_to_today(at_leader, office, client):
    notice = notice_acts.post(at_leader, by=office)
    client.force_login(office)
    url = reverse("campaigns:notice_objection_create", args=[notice.pk])
    late = (TODAY() + DAY).isoformat()
    answer = client.post(url, {"source": "resident", "received_on": late, "text": "不对"})
    assert answer.status_code == 422 and "不能在今天之后" in answer.text


@pytest.mark.parametrize(("began", "told"), [(6, "公示中"), (7, "公示已结束")])
def test_villagers_are_told_whether_it_still_runs(at_leader, office, client, began, told):
    notice = notice_acts.post(at_leader, by=office, on=days_ago(began), days=7)
    page = client.get(reverse("campaigns:public_notice", args=[notice.pk]))
    assert page.context["is_running"] is (began == 6)


def test_the_village_does_not_read_who_objected(at_leader, office, cadre, client):
    notice = notice_acts.post(at_leader, by=office)
    objection = notice_acts.take_objection(objection_to(notice), by=office)
    client.force_login(cadre)
    assert client.get(objection.get_absolute_url()).status_code == 403
    assert "院坝会没有开过" not in client.get(at_leader.get_absolute_url()).text
