"""What a village owes that is no row: the office reminds of it, the village reads it until it is
done, and everybody learns of the last day."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from archives.models import Category, Requirement
from campaigns.models import Campaign, Reminder
from tests.personas import make_village
from tests.villages import way
from tests.villages.queries.test_term_end import term
from township.alerts.models import Alert
from township.alerts.nightly import tell_deadlines
from township.dashboard.awaited import reminders
from township.dashboard.owing import ARCHIVE, MEETING, TERM, owing

URL = "/campaigns/reminders/"
ASSEMBLY = "village.villagers.20261231"


@pytest.fixture(autouse=True)
def december():
    """The assembly of the year is due within the month."""
    with time_machine.travel(datetime(2026, 12, 10, 2, tzinfo=UTC)):
        yield


def wait_for(user, kind=""):
    return {one.errand: one for one in owing(user, "reminder.send", kind=kind)}


def remind(client, user, *keys, **given):
    client.force_login(user)
    return client.post(URL, {"matters": keys, **given}, follow=True)


def ask_for_photos(township):
    category = Category.objects.create(
        township=township, code="XCH", name="宣传资料", retention="Y", order=1
    )
    Requirement.objects.create(category=category, key="photo", name="宣传照片", per="QUARTER")
    Campaign.objects.create(
        township=township,
        name="创建",
        purpose="自治",
        status="running",
        first_year=2026,
        last_year=2029,
    )


def test_meetings_of_the_law_wait_for_the_village(office, village):
    one = wait_for(office)[ASSEMBLY]
    assert (one.kind, one.title, one.due) == (MEETING, "万顺村：召开村民会议", date(2026, 12, 31))
    assert one.url == reverse("villages:meetings", args=[village.pk]) and one.is_standing
    assert "每年召开一次" in one.hint
    assert wait_for(office, ARCHIVE) == wait_for(office, TERM) == {}


def test_ends_of_terms_and_gaps_wait_too(office, village, other_village):
    term(village, until=20)
    (one,) = wait_for(office, TERM).values()
    until = way.days_ago(-20)
    assert (one.village, one.due, one.errand) == (village, until, f"village.term.{until:%Y%m%d}")
    ask_for_photos(village.township)
    (one,) = owing(office, "reminder.send", village, ARCHIVE)
    assert one.title == "万顺村：2026年档案缺1项" and "宣传照片" in one.hint and one.due is None


def test_closed_villages_and_other_townships_owe_nothing(office, village, foreign_village):
    village.closed_on = timezone.localdate()
    village.save()
    assert wait_for(office) == {}


def test_each_errand_of_a_village_is_its_own_matter(client, office, village, cadre):
    keys = [f"{errand}:{village.pk}" for errand in wait_for(office)]
    assert len(keys) >= 2
    for key in keys:
        assert "已催办1个村（社区）的1件事" in remind(client, office, key, sentence="快办").text
    again = remind(client, office, keys[0])
    assert again.status_code == 422 and "今天已经催办过" in again.text
    assert Reminder.objects.count() == len(keys)
    assert {one["title"] for one in reminders(cadre)} == {
        one.title for one in wait_for(office).values()
    }


def test_several_villages_are_reminded_of_the_same_at_once(client, office, village, other_village):
    keys = [f"{ASSEMBLY}:{one.pk}" for one in (village, other_village)]
    assert "已催办2个村（社区）的2件事" in remind(client, office, *keys).text


def test_the_village_reads_it_until_the_meeting_was_held(
    client, office, village, cadre, other_cadre
):
    remind(client, office, f"{ASSEMBLY}:{village.pk}", sentence="月底前开好")
    (told,) = reminders(cadre)
    assert "月底前开好" in told["hint"] and told["due"] == date(2026, 12, 31)
    assert reminders(other_cadre) == []
    client.force_login(cadre)
    assert "镇里催办" in client.get("/").text
    way.adopted(village, cadre)
    assert reminders(cadre) == []
    assert ASSEMBLY not in {one.errand for one in owing(office, "reminder.send", village)}


def test_the_last_day_is_told_to_the_village_alone(village, cadre, office, other_village):
    with time_machine.travel(datetime(2026, 12, 24, 2, tzinfo=UTC)):
        tell_deadlines()
        tell_deadlines()
    found = Alert.objects.filter(kind="due", title="还有7天：万顺村：召开村民会议")
    assert [(one.user, one.due) for one in found] == [(cadre, date(2026, 12, 31))]
    assert Alert.objects.for_user(cadre, "alert.view").filter(pk=found[0].pk).exists()


def test_many_villages_cost_no_more_queries_than_few(office, township, village):
    ask_for_photos(township)
    counts = []
    for names in ("甲乙", "丙丁戊己庚辛"):
        for number, name in enumerate(names):
            make_village(township, f"{name}村", f"K{len(counts)}{number:02d}")
        with CaptureQueriesContext(connection) as asked:
            found = owing(type(office).objects.get(pk=office.pk), "reminder.send")
        counts.append(len(asked))
    assert len(found) >= 9 and counts[0] == counts[1], counts


def test_it_is_narrowed_by_kind_on_the_page(client, office, village):
    term(village, until=20)
    client.force_login(office)
    page = client.get(URL, {"kind": TERM})
    assert page.context["whole"] == 1 and "准备换届" in page.text and "召开" not in page.text
