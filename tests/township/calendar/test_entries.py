"""Each person's days: own last days, meetings, publicity and rounds, as far as they are open."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from campaigns.models import Sheet
from campaigns.workflows.rectification import RECTIFICATION
from campaigns.workflows.round import ROUND as ROUND_FLOW
from tests.campaigns.reminders import owed
from tests.campaigns.rounds import *  # noqa: F403
from tests.personas import cadre_of, make_village
from tests.villages import way
from township.calendar.entries import DEADLINE, MEETING, POSTING, ROUND, entries
from township.dashboard.awaited import awaited
from township.users.models import User
from villages.models import Meeting, Posting


@pytest.fixture
def cadre(village):
    return cadre_of(village, "cadre-wanshun", "张专干")


@pytest.fixture
def other_cadre(other_village):
    return cadre_of(other_village, "cadre-sanshui", "刘专干")


def days(user, first=-40, last=40):
    today = timezone.localdate()
    found = entries(User.objects.get(pk=user.pk), today + timedelta(first), today + timedelta(last))
    return {(one.kind, one.title, (one.day - today).days) for one in found}


def test_a_last_day_stands_with_whoever_keeps_it_and_whoever_reminds(
    village, cadre, other_cadre, office, leader
):
    row = owed(village, 7)
    told = {(DEADLINE, f"{row}（最后一天）", 7)}
    assert days(cadre) == told == days(office)
    assert days(other_cadre) == set() == days(leader)
    assert days(cadre, 8, 40) == set() == days(cadre, -40, 6)
    assert days(cadre, 7, 7) == told
    RECTIFICATION.perform("prove", row, by=cadre, note="已补")
    assert days(cadre) == set() == days(office)


def test_whoever_only_reminds_of_it_is_led_to_the_village(opened, village, cadre, office):
    ROUND_FLOW.perform("start_self", opened, by=office)
    sheet = Sheet.objects.get(evaluation__village=village, kind="self")

    def addresses(user):
        found = entries(User.objects.get(pk=user.pk), opened.self_due, opened.self_due)
        return {one.url for one in found if one.noun == "campaigns.sheet" and "万顺" in one.title}

    assert addresses(cadre) == {reverse("campaigns:self_sheet", args=[sheet.pk])}
    assert addresses(office) == {village.get_absolute_url()}
    reminded = {one.url for one in awaited(office, village) if one.row == sheet}
    assert reminded == addresses(office), "the calendar and 催办 lead to the same"


def test_meetings_and_publicity_of_the_own_village(village, cadre, other_cadre, observer):
    row = way.meeting(village, cadre)
    at = timezone.localtime(row.held_at)
    told = (MEETING, f"{row.title}（{at:%H:%M}）", (at.date() - timezone.localdate()).days)
    assert told in days(cadre) and told in days(observer) and days(other_cadre) == set()
    Meeting.objects.update(title="院坝会")
    assert {title for _, title, _ in days(cadre)} == {f"万顺村院坝会（{at:%H:%M}）"}
    Meeting.objects.update(status=Meeting.Status.CANCELLED)
    assert days(cadre) == set()


def test_publicity_has_a_first_and_a_last_day(village, cadre):
    today = timezone.localdate()
    row = Posting.objects.create(
        village=village,
        kind=Posting.Kind.values[0],
        title="财务收支",
        posted_on=today - timedelta(days=10),
        until=today + timedelta(days=5),
        place="村口",
        status=Posting.Status.POSTED,
    )
    assert days(cadre) == {
        (POSTING, f"万顺村：{row}（开始）", -10),
        (POSTING, f"万顺村：{row}（最后一天）", 5),
    }
    assert {day for _, _, day in days(cadre, 0, 5)} == {5}


def test_a_round_stands_on_its_days(announced, office, district):
    found = entries(office, date(2025, 12, 1), date(2025, 12, 31))
    told = [(one.title.partition("：")[2], one.day.day) for one in found if one.kind == ROUND]
    assert told == [
        ("自评截止", 5),
        ("评分截止", 20),
        ("结果公示（开始）", 22),
        ("结果公示（最后一天）", 28),
    ]
    assert len({one.uid for one in found}) == len(found)
    assert entries(district, date(2025, 12, 1), date(2025, 12, 31)) == []


def test_as_many_questions_for_forty_villages_as_for_four(campaign, township, office):
    counts = []
    for first, last in ((0, 4), (4, 40)):
        for number in range(first, last):
            owed(make_village(township, f"{number}村", f"K{number:03}"), 5)
        with CaptureQueriesContext(connection) as asked:
            assert len(days(office)) == last
        counts.append(len(asked))
    assert counts[0] == counts[1]
