"""Counts of bodies, publicity, notices, activities and records, each at its boundary."""

from datetime import UTC, date, datetime

import pytest

from archives.models import Category, Record
from campaigns.queries import village_counts
from tests.campaigns.rounds import *  # noqa: F403
from tests.villages.rosters import in_post, person
from township.files.storing import keep_composed
from villages.models import (
    Activity,
    Body,
    Group,
    HavesCheck,
    Meeting,
    Motion,
    Posting,
    Publicity,
    Query,
    Selection,
)

DAY = date(2025, 12, 1)


def of(function, village, *rest):
    return function([village.pk], *rest)[village.pk]


# --- bodies


def bodies(village, day=DAY):
    return of(village_counts.of_bodies, village, day)


def test_a_village_without_bodies_has_nothing_and_lacks_nothing(village):
    assert bodies(village) == {
        "has_working_group": False,
        "working_group_missing": 0,
        "duties_written": 0,
        "has_selection_record": False,
        "is_selection_posted": False,
    }


def test_what_a_working_group_lacks_is_counted_once_it_has_members(village):
    """Deputy, staff, branch and the three leaders of groups: four kinds are lacking."""
    secretary = person(village, "陈书记")
    in_post(village, "party_branch", "secretary", secretary)
    in_post(village, "working_group", "head", secretary)
    told = bodies(village)
    assert (told["has_working_group"], told["working_group_missing"]) == (True, 4)
    for number in range(3):
        in_post(village, "working_group", "of_groups", person(village, f"组长{number}"))
    assert bodies(village)["working_group_missing"] == 3
    Group.objects.create(village=village, name="四组", order=4, households=10, adults=20)
    assert bodies(village)["working_group_missing"] == 4


def test_only_who_serves_on_the_day_counts(village):
    who = person(village, "陈书记")
    in_post(village, "working_group", "head", who, since=date(2025, 12, 2))
    assert not bodies(village)["has_working_group"]
    assert bodies(village, date(2025, 12, 2))["has_working_group"]


def test_staff_and_how_many_of_them_are_officers_too(village):
    assert "staff" not in bodies(village)
    staff = [person(village, f"专干{number}") for number in range(3)]
    for one in staff:
        in_post(village, "working_group", "staff", one)
    in_post(village, "association", "general_secretary", staff[0])
    told = bodies(village)
    assert (told["staff"], told["dual_staff"]) == (3, 1)


def test_duties_of_branch_committee_and_association_count_when_they_are_written(village):
    for kind in ("party_branch", "committee", "association", "working_group", "supervision"):
        Body.objects.create(village=village, kind=kind, duty="" if kind == "committee" else "职责")
    assert bodies(village)["duties_written"] == 2


def test_how_a_body_was_chosen_and_whether_it_was_posted(village, other_village):
    body = Body.objects.create(village=village, kind="association")
    fields = {
        "body": body, "held_on": DAY, "way": "secret", "place": "村委会", "chair": "陈",
        "recorder": "张", "total": 30, "present": 25,
    }  # fmt: skip
    Selection.objects.create(**fields)
    told = bodies(village)
    assert (told["has_selection_record"], told["is_selection_posted"]) == (True, False)
    posted = posting(village, date(2025, 3, 1), date(2025, 3, 20), kind="selection")
    Selection.objects.create(**fields | {"posting": posted})
    assert bodies(village)["is_selection_posted"]
    assert not bodies(other_village)["has_selection_record"]


# --- haves


def test_haves_that_are_met_count_and_a_village_without_a_check_stays_unknown(
    village, other_village
):
    for year, met in ((2025, 2), (2024, 5)):
        check = HavesCheck.objects.create(village=village, year=year, checked_on=DAY)
        for place, key in enumerate(("venue", "project", "rule", "team", "equipment")):
            check.items.create(key=key, is_met=place < met)
    both = [village.pk, other_village.pk]
    assert village_counts.of_haves(both, 2025) == {village.pk: {"five_haves": 2}}


# --- notices


def posting(village, posted_on, until, kind="quarterly", status="posted", **given):
    return Posting.objects.create(
        village=village, kind=kind, title="公开", place="公开栏", posted_on=posted_on,
        until=until, status=status, **given,
    )  # fmt: skip


@pytest.fixture
def photo(db):
    return keep_composed(b"\x89PNG\r\n\x1a\n", "a.png")


def notices(village):
    return of(village_counts.of_notices, village, 2025)


def test_a_village_that_posted_nothing(village):
    assert notices(village) == {"quarters_published": 0, "postings_defective": None}


def test_of_a_community_no_quarters_are_counted(community):
    posting(community, date(2025, 3, 1), date(2025, 3, 20))
    assert notices(community)["quarters_published"] is None


@pytest.mark.parametrize(("last", "defective"), [(15, 1), (16, 0), (17, 0)])
def test_fifteen_days_on_the_board_are_enough(village, photo, last, defective):
    posting(village, date(2025, 3, 1), date(2025, 3, last), photo=photo)
    assert notices(village) == {"quarters_published": 1, "postings_defective": defective}


def test_a_township_may_ask_for_longer(village, photo):
    village.township.settings = {"posting_days": 20}
    village.township.save()
    posting(village, date(2025, 3, 1), date(2025, 3, 20), photo=photo)
    assert notices(village)["postings_defective"] == 1


def test_a_posting_taken_down_early_or_without_a_photo_is_defective(village, photo):
    posting(village, date(2025, 3, 1), date(2025, 3, 30))
    posting(
        village, date(2025, 3, 1), date(2025, 3, 30), photo=photo, status="taken_down",
        taken_down_on=date(2025, 3, 10), early_reason="风雨",
    )  # fmt: skip
    assert notices(village) == {"quarters_published": 1, "postings_defective": 2}


@pytest.mark.parametrize(
    ("days", "quarters"),
    [
        ([(1, 1), (3, 31)], 1),
        ([(3, 31), (4, 1)], 2),
        ([(6, 30), (7, 1), (9, 30), (10, 1)], 3),
        ([(12, 31)], 1),
    ],
)
def test_quarters_are_told_apart_by_the_day_of_posting(village, photo, days, quarters):
    for month, day in days:
        posting(village, date(2025, month, day), date(2026, 3, 1), photo=photo)
    assert notices(village) == {"quarters_published": quarters, "postings_defective": 0}


def test_what_was_only_prepared_or_is_of_another_kind_or_year_does_not_count(village, photo):
    span = date(2025, 3, 1), date(2025, 3, 30)
    posting(village, *span, status="prepared")
    posting(village, *span, kind="finance")
    posting(village, date(2024, 12, 31), date(2025, 3, 30))
    assert notices(village) == {"quarters_published": 0, "postings_defective": None}


# --- questions


def test_questions_not_answered_in_time_count_and_without_any_it_is_unknown(village, other_village):
    def ask(due_on, asked_on=date(2025, 3, 1), **given):
        Query.objects.create(
            village=village, content="账目", asked_on=asked_on, due_on=due_on, **given
        )

    def late():
        return village_counts.of_queries([village.pk, other_village.pk], 2025, DAY)

    ask(DAY)
    assert late() == {village.pk: {"queries_late": 0}}
    ask(date(2025, 11, 30))
    assert late() == {village.pk: {"queries_late": 1}}
    ask(date(2025, 3, 16), status="answered", answer="在公开栏", answered_on=date(2025, 3, 16))
    assert late() == {village.pk: {"queries_late": 1}}
    ask(date(2025, 3, 16), status="answered", answer="在公开栏", answered_on=date(2025, 3, 17))
    assert late() == {village.pk: {"queries_late": 2}}
    ask(date(2024, 3, 16), asked_on=date(2024, 3, 1))
    assert late() == {village.pk: {"queries_late": 2}}


# --- publicity


def tell(village, channel, contents, groups, on=date(2025, 5, 1)):
    act = Publicity.objects.create(
        village=village, channel=channel, contents=contents, on=on, place="坝"
    )
    act.groups.set(groups)


def publicity(village):
    return of(village_counts.of_publicity, village, 2025)


def test_a_content_has_arrived_when_every_group_heard_it(village):
    groups = list(Group.objects.filter(village=village))
    tell(village, "yard", ["plan", "law"], groups[:2])
    assert publicity(village) == {"channels_used": 1, "contents_reached": 0}
    tell(village, "slogan", ["law"], groups[2:])
    assert publicity(village) == {"channels_used": 2, "contents_reached": 1}


def test_other_ways_reach_groups_but_are_no_channel_of_the_plan(village):
    groups = list(Group.objects.filter(village=village))
    tell(village, "other", ["plan"], groups)
    tell(village, "yard", ["law"], groups, on=date(2024, 12, 31))
    assert publicity(village) == {"channels_used": 0, "contents_reached": 1}


def test_a_village_without_groups_reaches_nobody(village):
    Group.objects.filter(village=village).delete()
    tell(village, "yard", ["plan"], [])
    assert publicity(village) == {"channels_used": 1, "contents_reached": 0}


# --- activities


def test_quarters_of_the_board_and_activities_with_a_theme(village):
    def hold(kind, on, themes=()):
        Activity.objects.create(
            village=village, kind=kind, title="活动", on=on, place="村委会", headcount=9,
            summary="开展了活动。", themes=list(themes),
        )  # fmt: skip

    def told():
        return of(village_counts.of_activities, village, 2025)

    assert told() == {"board_quarters": 0, "theme_activities": 0}
    for on in (date(2025, 3, 31), date(2025, 1, 1), date(2025, 4, 1), date(2025, 12, 31)):
        hold("board", on)
    assert told() == {"board_quarters": 3, "theme_activities": 0}
    hold("theme", date(2025, 5, 1))
    hold("service", date(2025, 7, 1), ["serve"])
    hold("service", date(2025, 7, 1))
    hold("theme", date(2024, 5, 1))
    assert told() == {"board_quarters": 3, "theme_activities": 2}


# --- records


def meet(village, status="closed", year=2025):
    row = Meeting.objects.create(
        village=village, kind="villagers", mode="person", title="村民会议",
        held_at=datetime(year, 6, 1, 4, tzinfo=UTC), place="大院", chair="陈", recorder="张",
    )  # fmt: skip
    Meeting.objects.filter(pk=row.pk).update(status=status)
    return row


def vote(meeting, status="passed"):
    closed = None if status == "open" else meeting.held_at
    return Motion.objects.create(
        meeting=meeting, about="other", title="修路", status=status, closed_at=closed
    )


def file(village, code, source="", year=2025, status="open"):
    return Record.objects.create(
        village=village, township=village.township, title="记录", year=year, on=date(year, 6, 2),
        category=Category.objects.get(township=village.township, code=code), source=source,
        status=status,
    )  # fmt: skip


def records(village):
    return of(village_counts.of_records, village, 2025)


def test_meetings_and_votes_want_their_records(campaign, village):
    assert records(village)["records_unreconciled"] is None, "no meeting to judge"
    first, second = meet(village), meet(village)
    motion = vote(first)
    assert records(village)["records_unreconciled"] == 2
    file(village, "XHH", f"meeting:{first.pk}")
    assert records(village)["records_unreconciled"] == 2, "its vote is not filed"
    file(village, "XHH", f"vote:{motion.pk}")
    assert records(village)["records_unreconciled"] == 1
    file(village, "XHH", f"meeting:{second.pk}", status="withdrawn")
    assert records(village)["records_unreconciled"] == 1


def test_what_is_still_open_or_of_another_year_wants_none(campaign, village):
    meet(village, year=2024)
    planned = meet(village, status="planned")
    vote(planned, "open")
    assert records(village)["records_unreconciled"] is None


@pytest.mark.parametrize(
    ("codes", "missing"), [([], 2), (["XHH"], 1), (["XHH", "BZC"], 0), (["LDZ"], 2)]
)
def test_two_kinds_of_records_are_asked_every_year(campaign, village, codes, missing):
    for code in codes:
        file(village, code)
    file(village, "BZC", year=2024)
    assert records(village)["record_kinds_missing"] == missing
