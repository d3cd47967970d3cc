"""Every paper is reached by who sees its page, and offered when it is of use."""

import pytest
from django.urls import reverse

from tests.villages import way
from villages.acts import meeting as meeting_acts
from villages.views.paper import papers_of_filing, papers_of_meeting
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING


@pytest.fixture
def meeting(village, cadre):
    return way.meeting(village, cadre)


def labels(meeting):
    return [link["label"] for link in papers_of_meeting(meeting, list(meeting.motions.all()))]


def test_what_a_meeting_offers_follows_its_way(meeting, cadre):
    assert labels(meeting) == ["会议通知", "签到册"]
    motion = meeting_acts.add_motion(
        meeting, by=cadre, about="other", title="修路", method="secret"
    )
    assert labels(meeting) == [
        "会议通知",
        "签到册",
        "表决票",
        "计票单（第一份）",
        "计票单（第二份）",
    ]
    meeting_acts.remove_motion(motion, by=cadre)
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    meeting = way.attend(meeting, cadre)
    assert labels(meeting) == ["会议通知", "签到册", "会议记录"]
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    meeting = MEETING.perform("close", meeting, by=cadre)
    assert labels(meeting) == ["签到册", "会议记录", "表决记录：修路"]


def test_what_a_filing_offers_follows_its_way(village, cadre):
    filing = way.adopted(village, cadre).filing
    assert [link["label"] for link in papers_of_filing(filing, cadre)] == ["备案报告"]
    filing = FILING.perform("submit", filing, by=cadre)
    assert [link["label"] for link in papers_of_filing(filing, cadre)] == ["备案报告", "审查表"]
    for status, label in (("filed", "备案回执"), ("correcting", "责令改正通知书")):
        filing.status = status
        assert [link["label"] for link in papers_of_filing(filing, cadre)][2:] == [label]


@pytest.mark.parametrize("name", ["notice", "sign-in", "ballots", "tally-1", "tally-2", "minutes"])
def test_papers_of_a_meeting_name_it(client, cadre, meeting, name):
    client.force_login(cadre)
    url = reverse("villages:meeting_paper", args=[meeting.pk, name])
    text = client.get(url, {"format": "txt"}).text
    assert "万顺村" in text and "村民会议" in text


def test_an_unknown_or_untimely_paper_is_not_found(client, cadre, meeting, village):
    client.force_login(cadre)
    assert client.get(reverse("villages:meeting_paper", args=[meeting.pk, "x"])).status_code == 404
    filing = way.adopted(village, cadre).filing
    for name, expected in (("letter", 200), ("receipt", 404), ("x", 404)):
        url = reverse("villages:filing_paper", args=[filing.pk, name])
        assert client.get(url, {"format": "txt"}).status_code == expected


def test_texts_and_their_consultation_on_paper(client, village, cadre, other_cadre):
    version = way.consulted(village, cadre)
    addresses = [
        reverse(f"villages:{name}", args=[version.pk])
        for name in ("text_paper", "consultation_paper")
    ]
    client.force_login(cadre)
    text, consultation = (client.get(url, {"format": "txt"}).text for url in addresses)
    assert "征求意见稿" in text and "第三条写得更具体些" in consultation
    client.force_login(other_cadre)
    assert [client.get(url).status_code for url in addresses] == [404, 404]
