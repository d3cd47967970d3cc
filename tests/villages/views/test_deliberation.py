"""民主协商 in the browser: entered, and by one button before a meeting."""

import datetime

import pytest
from django.urls import reverse

from tests.villages import way
from tests.villages.models.test_deliberation import deliberation
from villages.models import Authorisation, Deliberation, Meeting, Motion


@pytest.fixture
def as_cadre(client, cadre):
    client.force_login(cadre)
    return client


@pytest.fixture
def row(village):
    row = deliberation(village)
    row.save()
    return row


def address(name, *args):
    return reverse(f"villages:{name}", args=args)


def test_it_is_entered_changed_printed_and_removed(as_cadre, village):
    sent = {
        "topic": "路灯装在哪里", "form": "council", "on": way.days_ago(3), "place": "村委会",
        "headcount": 20, "invited": "", "result": "装在路口。", "outcome": "", "outcome_on": "",
    }  # fmt: skip
    new = address("deliberation_create", village.pk)
    assert as_cadre.post(new, sent | {"outcome": "装好了"}).status_code == 422
    as_cadre.post(new, sent)
    row = Deliberation.objects.get()
    done = {"outcome": "装好了。", "outcome_on": way.days_ago(1), "read_version": 0}
    as_cadre.post(address("deliberation_edit", row.pk), sent | done)
    page = as_cadre.get(address("deliberations", village.pk)).text
    assert "路灯装在哪里" in page and "已落实" in page
    paper = address("deliberation_paper", row.pk)
    assert "装在路口" in as_cadre.get(paper, {"format": "txt"}).content.decode()
    as_cadre.post(address("deliberation_remove", row.pk), {})
    assert not Deliberation.objects.exists()


def test_one_button_leads_to_a_meeting_with_the_motion_on_it(as_cadre, row, village):
    page = as_cadre.get(row.get_absolute_url())
    url = page.context["new_url"]
    assert "kind=villagers" in url and url.replace("&", "&amp;") in page.text
    assert "协商过的“三组机耕道怎么修”自动列为议题" in as_cadre.get(url).text
    held = datetime.date.today() + datetime.timedelta(days=20)
    sent = {
        "kind": "villagers", "held_at": f"{held}T09:30", "place": "村委会", "chair": "陈主任",
        "recorder": "张专干", "noticed_on": way.days_ago(0),
    }  # fmt: skip
    assert as_cadre.post(url, sent).status_code == 302
    motion = Motion.objects.get()
    assert motion.deliberation == row and motion.meeting == Meeting.objects.get()
    page = as_cadre.get(motion.get_absolute_url()).text
    assert "来自协商" in page and row.get_absolute_url() in page
    page = as_cadre.get(row.get_absolute_url())
    assert not page.context["may_put"] and motion.get_absolute_url() in page.text


def test_a_planned_meeting_takes_it_prefilled(as_cadre, row, village, cadre):
    meeting = way.meeting(village, cadre)
    url = f"{address('motion_create', meeting.pk)}?deliberation={row.pk}"
    assert url in as_cadre.get(row.get_absolute_url()).text
    form = as_cadre.get(url).context["form"]
    assert form.initial["title"] == row.topic
    sent = {"about": "other", "title": "修三组机耕道", "method": "show_of_hands"}
    assert as_cadre.post(url, sent).status_code == 302
    motion = Motion.objects.get()
    assert (motion.deliberation, motion.discussion) == (row, row.told)


def test_a_meeting_before_it_does_not_take_it(as_cadre, village, cadre):
    row = deliberation(village, days=2)
    row.save()
    meeting = way.meeting(village, cadre)
    url = f"{address('motion_create', meeting.pk)}?deliberation={row.pk}"
    sent = {"about": "other", "title": "修路", "method": "show_of_hands"}
    answer = as_cadre.post(url, sent)
    assert answer.status_code == 422 and "会议日期早于协商日期" in answer.text


def test_where_the_assembly_lent_it_the_representatives_decide(as_cadre, row, village, cadre):
    meeting = way.voted(way.final(village, cadre), cadre)
    Authorisation.objects.create(
        village=village, meeting=meeting, granted_on=way.days_ago(5), since=way.days_ago(5),
        until=way.days_ago(-300), matters=["other"], scope="修路",
    )  # fmt: skip
    assert "kind=village_reps" in as_cadre.get(row.get_absolute_url()).context["new_url"]


def test_who_reads_and_who_writes(client, office, other_cadre, row, village):
    client.force_login(office)
    assert client.get(row.get_absolute_url()).status_code == 200
    assert client.get(address("deliberation_create", village.pk)).status_code == 403
    client.force_login(other_cadre)
    assert client.get(row.get_absolute_url()).status_code == 404
