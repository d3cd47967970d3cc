"""What the posted publicity of an application says."""

import pytest

from campaigns.acts import notice as notice_acts
from campaigns.models import Notice
from campaigns.papers.notice import notice as notice_values
from tests.campaigns.notices import *  # noqa: F403
from tests.campaigns.notices import days_ago


@pytest.fixture
def posted(at_leader, office):
    notice_acts.post(at_leader, by=office, on=days_ago(2), days=7)
    return Notice.objects.get()


def test_who_applies_for_what_on_which_points_from_when_until_when(posted):
    values = notice_values(posted)
    assert values["title"] == "关于拟申报区级先进村的公示"
    assert values["items"] == [
        "村（居）：万顺村",
        "申报级别：区级先进村",
        "考评年度和得分：2026年度，93.5分",
    ]
    assert (values["since"], values["days"], values["on"]) == (days_ago(2), 7, days_ago(2))
    assert (values["until"] - values["since"]).days == 6
    assert values["organ"] == values["author"] == "清河镇人民政府"
    assert values["link"] == f"http://testserver/campaigns/notices/{posted.pk}/public/"


def test_whom_to_turn_to_is_what_the_township_settled(posted):
    assert notice_values(posted)["contact"] == "周敏"
    township = posted.application.village.township
    township.settings |= {"office_contact": "王办事", "office_phone": "12345678"}
    values = notice_values(posted)
    assert (values["contact"], values["phone"]) == ("王办事", "12345678")
