"""Honours on their pages: registered, listed, due for review, printed."""

import datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from campaigns.acts.honour import award
from campaigns.models import Honour
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY
from tests.campaigns.conftest import scan


@pytest.mark.parametrize("path", ["applications", "honours", "rewards"])
def test_lists_ask_the_same_few_questions(
    path, accepted, office, client, django_assert_max_num_queries
):
    award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    client.force_login(office)
    with django_assert_max_num_queries(15):
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


@pytest.fixture
def honour(accepted, office):
    return award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")


@pytest.mark.parametrize(("days", "is_due"), [(90, True), (91, False), (-400, True)])
def test_terms_that_end_within_three_months_are_due(honour, office, client, days, is_due):
    Honour.objects.update(review_on=TODAY() + datetime.timedelta(days=days))
    client.force_login(office)
    page = client.get(reverse("campaigns:reviews_due"))
    assert ("万顺村" in page.text) is is_due
    assert client.get(reverse("campaigns:honours")).context["due"] == is_due


def test_the_naming_document_is_registered_on_its_page(accepted, office, client):
    client.force_login(office)
    url = reverse("campaigns:honour_create", args=[accepted.pk])
    given = {
        "awarded_on": TODAY().isoformat(),
        "document_title": "命名通知",
        "document_number": "示卫发[2026]60号",
        "plaque_number": "示区先进－ ０１",
        "upload": SimpleUploadedFile("命名通知.docx", scan().getvalue()),
    }
    late = (TODAY() + datetime.timedelta(days=1)).isoformat()
    answer = client.post(url, given | {"awarded_on": late})
    assert answer.status_code == 422 and "命名日期不能在今天之后" in answer.text
    given["upload"].seek(0)
    answer = client.post(url, given)
    honour = Honour.objects.get()
    assert answer.url == honour.get_absolute_url()
    assert honour.document_number == "示卫发〔2026〕60号"
    assert honour.plaque_number == "示区先进-01"
    file = client.get(reverse("campaigns:honour_file", args=[honour.pk]))
    assert b"".join(file.streaming_content)[:2] == b"PK"


def test_without_its_document_there_is_no_file(honour, office, client):
    client.force_login(office)
    assert client.get(reverse("campaigns:honour_file", args=[honour.pk])).status_code == 404


@pytest.mark.parametrize(
    ("number", "is_issued"), [("清府发[2026]9号", True), ("清府发9", False), ("", False)]
)
def test_a_commendation_bears_a_whole_number_or_none(honour, office, client, number, is_issued):
    client.force_login(office)
    args = [honour.level.campaign_id, 2026]
    page = client.get(reverse("campaigns:commendation_paper", args=args), {"number": number})
    assert ("清府发〔2026〕9号" in page.text) is is_issued


@pytest.mark.parametrize(
    ("on", "told"),
    [("2026-03-01", "2026年3月1日"), ("2025-03-01", "请核对"), ("2999-01-01", "今天")],
)
def test_a_commendation_is_dated_in_the_year_of_its_number(honour, office, client, on, told):
    client.force_login(office)
    url = reverse("campaigns:commendation_paper", args=[honour.level.campaign_id, 2026])
    page = client.get(url, {"number": "清府发〔2026〕9号", "on": on}).text
    assert told in page and "写上文号和日期" in page
    assert ("清府发〔2026〕9号</span>" in page) is (on == "2026-03-01")


def test_the_district_reads_honours_and_no_reward(honour, district, client):
    client.force_login(district)
    page = client.get(honour.get_absolute_url())
    assert page.status_code == 200 and "200.00" not in page.text
    args = [honour.level.campaign_id, 2026]
    assert client.get(reverse("campaigns:commendation_paper", args=args)).status_code == 403


def test_the_district_narrows_honours_by_township(honour, district, office, client):
    client.force_login(district)
    address, township = reverse("campaigns:honours"), honour.village.township
    shown = client.get(address, {"township": township.pk})
    assert list(shown.context["object_list"]) == [honour] and str(township) in shown.text
    client.force_login(office)
    assert "township" not in client.get(address).context["filter"].filters


def test_an_honour_without_a_rule_says_so_and_its_reward_is_drawn_up_later(
    accepted, office, leader, client
):
    rules = list(accepted.level.reward_rules.all())
    accepted.level.reward_rules.all().delete()
    client.force_login(office)
    form = reverse("campaigns:honour_create", args=[accepted.pk])
    assert "还没有奖励标准" in client.get(form).text
    row = award(accepted, by=office, awarded_on=TODAY(), plaque_number="1", document_number="x")
    address = reverse("campaigns:honour_reward", args=[row.pk])
    page = client.get(row.get_absolute_url())
    assert "没有列入奖励" in page.text and address not in page.text
    assert client.get(address).status_code == 409
    for one in rules:
        one.pk = None
        one.save()
    assert "自动列为应发" in client.get(form).text
    assert address in client.get(row.get_absolute_url()).text
    assert "登记时还没有奖励标准" in client.get(address).text
    assert "奖励已列入" in client.post(address, follow=True).text
    assert address not in client.get(row.get_absolute_url()).text
    client.force_login(leader)
    assert client.get(address).status_code == 403
