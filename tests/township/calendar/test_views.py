"""The month page, and the feed under a secret address that is shown once."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.campaigns.reminders import owed
from tests.personas import PASSWORD
from township.calendar.entries import DEADLINE, ROUND, DayEntry
from township.calendar.models import MOST_READS, WINDOW, CalendarKey
from township.calendar.views import FEW, once
from township.history.models import Entry


@pytest.fixture
def address(client, cadre):
    """The path of the cadre's feed."""
    client.force_login(cadre)
    page = client.post(reverse("calendar_key"))
    found = re.search(r'value="[^"]*(/calendar/feed/[\w-]+\.ics)"', page.text)
    client.logout()
    return found[1]


def test_the_month_shows_what_falls_in_it_and_leads_on(client, village, cadre):
    row = owed(village, 0)
    client.force_login(cadre)
    page = client.get("/calendar/")
    assert f'href="{row.get_absolute_url()}"' in page.text and "（最后一天）" in page.text
    today = timezone.localdate()
    after = (today.replace(day=1) + timedelta(days=31)).strftime("%Y-%m")
    assert f"?month={after}" in page.text and ">本月<" not in page.text
    page = client.get(f"/calendar/?month={after}")
    assert "没有期限、会议、公示和考评的日子" in page.text and ">本月<" in page.text
    assert client.get("/calendar/?month=2026-99").status_code == 200


def test_the_next_days_stand_on_the_home_page(client, village, cadre):
    near, last, late = (owed(village, days) for days in (0, 30, 31))
    client.force_login(cadre)
    address = reverse("calendar_soon")
    assert f'data-hx-get="{address}"' in client.get("/").text
    whole = client.get(address)
    told = [item["hint"].split("，")[1] for item in whole.context["items"]]
    assert told == ["今天", "还有30天"]
    part = client.get(address, headers={"HX-Request": "true"}).text
    assert near.get_absolute_url() in part and "<html" not in part
    assert last.get_absolute_url() in part and late.get_absolute_url() not in part


def test_the_end_of_a_stage_is_not_told_beside_ones_own_last_day_for_it():
    day, other = date(2026, 12, 4), date(2026, 12, 19)
    mine = DayEntry(day, DEADLINE, "万顺村自评", "/self/1/", "a", "campaigns.sheet")
    ends = [
        DayEntry(on, ROUND, "截止", "/rounds/1/", f"{on}", "campaigns.round") for on in (day, other)
    ]
    filing = DayEntry(other, DEADLINE, "报送备案", "/filings/1/", "b", "villages.filing")
    assert once([mine, *ends, filing]) == [mine, ends[1], filing]


def test_whoever_is_in_no_township_is_shown_no_days(client, admin, district):
    for user in (admin, district):
        client.force_login(user)
        assert reverse("calendar_soon") not in client.get("/").text


def test_few_of_many_days_are_shown_and_the_rest_counted(client, village, cadre):
    for days in range(FEW + 2):
        owed(village, days)
    owed(village, 0)
    client.force_login(cadre)
    page = client.get(reverse("calendar_soon"))
    assert len(page.context["items"]) == FEW and "还有2个，看日历" in page.text
    first, second = page.context["items"][:2]
    assert first["title"].endswith("等2件") and first["url"].startswith("/calendar/?month=")
    assert "等" not in second["title"]


def test_the_feed_is_read_without_signing_in(client, address, village):
    row = owed(village, 3)
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar") and "sessionid" not in answer.cookies
    text = answer.text.replace("\r\n ", "")
    assert f"SUMMARY:{row}" in text and "no-store" in answer["Cache-Control"]
    assert client.post(address).status_code == 405


def test_the_secret_is_kept_nowhere(client, address, village, cadre, caplog):
    secret = address.split("/")[-1].removesuffix(".ics")
    assert len(secret) >= 43
    key = CalendarKey.objects.get()
    assert secret not in str(vars(key)) and secret not in str(list(Entry.objects.values_list()))
    client.force_login(cadre)
    assert secret not in client.get("/calendar/").text
    CalendarKey.objects.update(reads=MOST_READS)
    assert client.get(address).status_code == 429 and secret not in caplog.text


def test_renewing_and_ending_shut_the_old_address(client, address, cadre):
    client.force_login(cadre)
    second = re.search(r"/calendar/feed/[\w-]+\.ics", client.post(reverse("calendar_key")).text)[0]
    assert client.get(address).status_code == 404 and client.get(second).status_code == 200
    client.post(reverse("calendar_key_end"))
    assert client.get(second).status_code == 404 and not CalendarKey.objects.exists()


def test_it_holds_only_what_its_owner_may_open_now(client, address, village, cadre):
    owed(village, 3)
    assert "VEVENT" in client.get(address).text
    village.cadres.clear()
    assert "VEVENT" not in client.get(address).text
    cadre.is_active = False
    cadre.save()
    assert client.get(address).status_code == 404


def test_too_many_readings_are_held_off_for_an_hour(client, address, time_machine):
    time_machine.move_to(start := timezone.now(), tick=False)
    CalendarKey.objects.update(window_at=start, reads=MOST_READS - 1)
    assert [client.get(address).status_code for _ in range(3)] == [200, 429, 429]
    time_machine.move_to(start + WINDOW + timedelta(seconds=1), tick=False)
    assert client.get(address).status_code == 200
    assert CalendarKey.objects.get().reads == 1


def test_nobody_ends_the_address_of_another(client, address, office):
    client.login(username=office.username, password=PASSWORD)
    client.post(reverse("calendar_key_end"))
    assert client.get(address).status_code == 200
