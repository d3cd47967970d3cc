"""Meetings that the law asks for: which are lacking, and where a village and its office see it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.villages.way import attend, meeting
from villages.acts.meeting import add_motion, enter_tally
from villages.models import Meeting, Motion, Person, Representative, Village
from villages.queries.meeting import (
    appraisals_due,
    figures_unasked,
    meetings_due,
    without_substance,
)
from villages.rules.kinds import MeetingKind, Mode
from villages.workflows.meeting import MEETING

DAY = date(2026, 11, 27)


@pytest.mark.parametrize(
    ("kind", "asked"),
    [("villagers", {"reps", "women_reps"}), ("village_reps", {"women_present"})],
)
def test_no_body_is_asked_what_it_has_not(village, kind, asked):
    row = Meeting(village=village, kind=kind, mode=Mode.MEMBER if "reps" in kind else Mode.PERSON)
    assert asked <= figures_unasked(row)
    other = {"reps", "women_reps", "women_present"} - asked
    assert not other & figures_unasked(row)


def test_a_ground_is_asked_only_where_something_is_registered(village):
    row = Meeting(village=village, kind="villagers", mode="person", held_at=timezone.now())
    assert "total_note" not in figures_unasked(row)
    row.kind = "party"
    assert "total_note" in figures_unasked(row)


@pytest.mark.parametrize(
    ("summary", "discussion", "silent"),
    [
        ("", "", ["修路"]),
        (" ", "\n", ["修路"]),
        ("讨论了修路。", "", []),
        ("", "二组要求先修桥。", []),
    ],
)
def test_minutes_without_a_word_of_what_was_said_are_noticed(
    village, cadre, client, summary, discussion, silent
):
    row = meeting(village, cadre)
    motion = add_motion(row, by=cadre, about="other", title="修路")
    row = attend(row, cadre)
    enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    Meeting.objects.filter(pk=row.pk).update(summary=summary)
    type(motion).objects.filter(pk=motion.pk).update(discussion=discussion)
    assert without_substance(Meeting.objects.get(pk=row.pk)) == silent
    client.force_login(cadre)
    page = client.get(reverse("villages:meeting_act", args=[row.pk, "close"])).text
    assert ("没有写讨论意见" in page) is bool(silent)


def held(village, kind, day, *, present=30, total=40, status="closed"):
    return Meeting.objects.create(
        village=village,
        kind=kind,
        mode=Mode.MEMBER if "reps" in kind else Mode.PERSON,
        title="会议",
        held_at=datetime(day.year, day.month, day.day, 4, tzinfo=UTC),
        present=present,
        total=total,
        status=status,
    )


@pytest.fixture
def represented(village):
    person = Person.objects.create(village=village, name="李代表")
    Representative.objects.create(village=village, person=person, since=date(2025, 1, 1))
    return village


def lacking(village):
    return {one.kind.value for one in meetings_due([village], DAY)[village.pk]}


def test_both_meetings_are_due_until_they_were_held(represented):
    assert lacking(represented) == {"villagers", "village_reps"}
    held(represented, "villagers", date(2026, 2, 1))
    held(represented, "village_reps", date(2026, 10, 8))
    assert lacking(represented) == set()


@pytest.mark.parametrize("way", [{"status": "planned"}, {"status": "cancelled"}, {"present": 19}])
def test_a_meeting_that_was_not_held_does_not_count(represented, way):
    held(represented, "villagers", date(2026, 2, 1))
    held(represented, "village_reps", date(2026, 10, 8), **way)
    assert lacking(represented) == {"village_reps"}


def test_a_village_without_representatives_owes_no_meeting_of_them(village):
    assert lacking(village) == {"villagers"}


def test_a_representative_out_of_office_represents_no_longer(represented):
    Representative.objects.update(until=date(2026, 6, 30))
    assert lacking(represented) == {"villagers"}


def test_two_queries_for_any_number(village, other_village, django_assert_num_queries):
    villages = list(Village.objects.select_related("township"))
    with django_assert_num_queries(2):
        found = meetings_due(villages, DAY)
    assert set(found) == {village.pk, other_village.pk}


def test_the_village_page_tells_it_with_the_article(represented, cadre, client):
    client.force_login(cadre)
    page = client.get(represented.get_absolute_url()).content.decode()
    assert "还没有开的会议" in page
    assert "《村民委员会组织法》第三十条第一款" in page and "村民代表会议每季度召开一次" in page


def test_a_missed_quarter_is_the_villages_and_the_offices_next_matter(
    represented, cadre, office, client
):
    today = timezone.localdate()
    held(represented, "village_reps", today.replace(year=today.year - 1, month=1, day=1))
    client.force_login(cadre)
    assert f"{represented}：召开村民代表会议" in client.get("/").content.decode()
    client.force_login(office)
    page = client.get("/").content.decode()
    assert "1个村（居）没有按期开会" in page and represented.name in page


def test_the_form_tells_who_may_demand_a_meeting(village, cadre, client):
    client.force_login(cadre)
    page = client.get(reverse("villages:meeting_create", args=[village.pk])).content.decode()
    assert "五分之一以上村民代表提议的，应当召集村民代表会议（第三十条第一款）。" in page


def test_closing_the_meeting_settles_it(represented, cadre):
    row = meeting(represented, cadre, kind=MeetingKind.VILLAGERS, held=1, summary="学习政策")
    row = attend(row, cadre)
    MEETING.perform("close", row, by=cadre)
    found = meetings_due([represented], row.held_on)[represented.pk]
    assert MeetingKind.VILLAGERS not in {one.kind for one in found}


def appraised(village, day, status="passed"):
    Motion.objects.create(
        meeting=held(village, "village_reps", day),
        about="appraisal",
        title="评议",
        status=status,
        closed_at=timezone.now(),
    )


def test_the_years_appraisal_is_owed_until_one_was_voted(village, other_village):
    def owed():
        return appraisals_due([village, other_village], DAY)

    assert owed()[village.pk].last is None
    appraised(village, date(2026, 3, 1), status="no_quorum")
    appraised(village, date(2025, 3, 1))
    assert owed()[village.pk].last == date(2025, 3, 1)
    appraised(village, date(2026, 4, 1), status="failed")
    assert owed()[village.pk] is None and owed()[other_village.pk].last is None


def test_a_missed_appraisal_is_told_to_the_village_and_on_its_page(client, village, cadre):
    appraised(village, date(2024, 3, 1))
    client.force_login(cadre)
    assert "民主评议委员会成员" in client.get("/").text
    page = client.get(village.get_absolute_url()).text
    assert "民主评议" in page and "第三十八条第一款" in page
