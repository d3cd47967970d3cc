"""罢免 in the browser: the demand, the meeting, the end of the term, the answer."""

import datetime

import pytest
from django.urls import reverse

from tests.villages import way
from tests.villages.acts.test_recall import heard, vote
from tests.villages.recalls import demand, demanded, seated
from villages.acts.recall import record_recall
from villages.models import Motion, Recall


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


def address(name, *args):
    return reverse(f"villages:{name}", args=args)


def entered(term, **more):
    usual = {
        "term": term.pk, "received_on": way.days_ago(20), "petitioners": "voters", "signers": 130,
        "base": 600, "reason": "账目长期不公开。", "defence": "",
    }  # fmt: skip
    return usual | more


def test_it_is_entered_changed_printed_and_removed(as_cadre, village, cadre):
    term, new = seated(village, cadre), address("recall_create", village.pk)
    assert "户的代表" not in as_cadre.get(new).text
    assert as_cadre.post(new, entered(term, signers=700)).status_code == 422
    as_cadre.post(new, entered(term))
    row = Recall.objects.get()
    page = as_cadre.get(row.get_absolute_url()).text
    assert "法定联名为" not in page and "五分之一以上即120人" in page and "第十九条第一款" in page
    sent = entered(term, defence="本人放弃申辩。", read_version=0)
    as_cadre.post(address("recall_edit", row.pk), sent)
    assert "陈主任" in as_cadre.get(address("recalls", village.pk)).text
    paper = as_cadre.get(address("recall_paper", row.pk), {"format": "txt"}).content.decode()
    assert "罢免要求登记表" in paper and "本人放弃申辩" in paper
    as_cadre.post(address("recall_remove", row.pk), {})
    assert not Recall.objects.exists()


def test_one_button_leads_to_the_meeting_by_secret_ballot(as_cadre, village, cadre):
    row = demanded(village, cadre)
    page = as_cadre.get(row.get_absolute_url())
    url = page.context["next"].url
    assert "召开村民会议，无记名投票表决" in page.text and "kind=villagers" in url
    assert "“罢免村民委员会主任陈主任”自动列为议题" in as_cadre.get(url).text
    held = datetime.date.today() + datetime.timedelta(days=20)
    sent = {
        "kind": "villagers", "held_at": f"{held}T09:30", "place": "村委会", "chair": "陈主任",
        "recorder": "张专干", "noticed_on": way.days_ago(0),
    }  # fmt: skip
    assert as_cadre.post(url, sent).status_code == 302
    motion = Motion.objects.get()
    assert (motion.recall, motion.about, motion.method) == (row, "recall", "secret")
    page = as_cadre.get(row.get_absolute_url())
    assert "表决前要登记本人怎样申辩" in page.text
    assert page.context["next"].url == address("recall_edit", row.pk)
    page = as_cadre.get(motion.get_absolute_url()).text
    assert row.get_absolute_url() in page


def test_a_planned_meeting_takes_it(as_cadre, village, cadre):
    row, meeting = demanded(village, cadre), way.meeting(village, cadre)
    url = address("recall_put", row.pk)
    assert url in as_cadre.get(row.get_absolute_url()).text
    assert as_cadre.post(url, {"meeting": meeting.pk}).status_code == 302
    assert Motion.objects.get().recall == row
    assert url not in as_cadre.get(row.get_absolute_url()).text


def test_too_few_lead_to_the_answer(as_cadre, village, cadre):
    row = demanded(village, cadre, signers=119)
    page = as_cadre.get(row.get_absolute_url())
    assert page.context["next"].url == address("recall_answer", row.pk)
    sent = {"answer": "联名不够数，已书面退回。", "on": way.days_ago(1)}
    as_cadre.post(address("recall_answer", row.pk), sent)
    page = as_cadre.get(row.get_absolute_url())
    assert "已答复，不表决" in page.text and page.context["edit_url"] is None


def test_after_the_vote_the_result_is_posted(as_cadre, village, cadre, office):
    row = heard(village, cadre)
    vote(row, cadre, office, yes=300)
    page = as_cadre.get(row.get_absolute_url())
    assert "任职到" in page.text and "登记罢免结果公告" in page.text
    minutes = address("meeting_paper", row.motions.get().meeting_id, "minutes")
    told = as_cadre.get(minutes, {"format": "txt"}).content.decode()
    assert "130人联名" in told and "账目正在补" in told


def test_a_second_demand_soon_after_is_compared_with_the_first(as_cadre, village, cadre, office):
    first = heard(village, cadre)
    vote(first, cadre, office, yes=200)
    again = record_recall(demand(first.term, days=1), by=cadre)
    page = as_cadre.get(again.get_absolute_url()).text
    assert "不得以同一事实和理由再次提出" not in page
    village.township.settings["province"] = "sichuan"
    village.township.save()
    page = as_cadre.get(again.get_absolute_url()).text
    assert "不得以同一事实和理由再次提出" in page and first.get_absolute_url() in page


def test_it_is_the_villages_next_matter_with_its_last_day(as_cadre, village, cadre):
    village.township.settings["province"] = "henan"
    village.township.save()
    demanded(village, cadre)
    page = as_cadre.get("/").text
    assert "罢免村民委员会主任陈主任" in page and "已过期10天" in page


def test_who_reads_and_who_writes(client, office, observer, other_cadre, village, cadre):
    row = demanded(village, cadre)
    client.force_login(office)
    assert client.get(address("recall_edit", row.pk)).status_code == 200
    assert client.get(address("recall_put", row.pk)).status_code == 403
    client.force_login(observer)
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(address("recall_edit", row.pk)).status_code == 403
    client.force_login(other_cadre)
    assert client.get(row.get_absolute_url()).status_code == 404
