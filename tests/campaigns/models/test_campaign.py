"""Campaigns, what they rest on and who leads them: what the database refuses."""

from datetime import date

import pytest

from campaigns.models import BasisDocument, Campaign, Decision, LeadingMember, WordingNote
from tests.campaigns.database import FROZEN, refused


def test_the_townships_own_paper_is_no_basis(running, drafted, office):
    with refused(FROZEN):
        BasisDocument.objects.filter(campaign=running).update(issuers=["清河镇人民政府"])


def test_what_a_running_campaign_rests_on_is_frozen(running):
    with refused(FROZEN):
        Decision.objects.update(text="改一改")
    with refused(FROZEN):
        BasisDocument.objects.all().delete()


@pytest.mark.parametrize(
    ("last", "stands"), [(2025, False), (2026, True), (2035, True), (2036, False)]
)
def test_a_campaign_takes_one_to_ten_years(drafted, last, stands):
    rows = Campaign.objects.filter(pk=drafted.pk)
    if stands:
        assert rows.update(first_year=2026, last_year=last)
    else:
        with refused("campaign_years"):
            rows.update(first_year=2026, last_year=last)


def test_the_years_of_a_campaign(township):
    row = Campaign(township=township, name="创建", first_year=2026, last_year=2028)
    assert list(row.years) == [2026, 2027, 2028]
    assert row.period == "2026年至2028年"


def test_a_name_begins_once_a_year(drafted):
    given = {"township": drafted.township, "name": drafted.name, "purpose": "自治"}
    with refused():
        Campaign.objects.create(first_year=2026, last_year=2027, **given)
    assert Campaign.objects.create(first_year=2027, last_year=2027, **given).is_draft


def test_what_runs_comes_first_then_what_is_drafted(township):
    for year, status in ((2024, "draft"), (2020, "running"), (2026, "closed"), (2025, "draft")):
        Campaign.objects.create(
            township=township, name=f"{year}", purpose="自治", first_year=year, last_year=year
        )
        Campaign.objects.filter(name=f"{year}").update(status=status)
    assert [row.name for row in Campaign.objects.current()] == ["2020", "2025", "2024", "2026"]
    assert [row.name for row in Campaign.objects.running()] == ["2020"]


@pytest.mark.parametrize(
    ("number", "is_whole"),
    [
        ("示卫发〔2026〕26号", True),
        ("示卫发〔 〕26号", False),
        ("示卫发[]26号", False),
        ("示卫发（ ）26号", False),
        ("", False),
    ],
)
def test_what_a_basis_document_still_lacks(number, is_whole):
    row = BasisDocument(number=number, issuers=["区政府"], dated=date(2026, 1, 5), file_id=1)
    assert row.gaps == ([] if is_whole else ["完整的文号"])


def test_an_empty_basis_document_lacks_everything():
    assert BasisDocument().gaps == ["发文机关", "完整的文号", "成文日期", "原件扫描件"]
    assert BasisDocument(issuers=["区委", "区政府"]).issuers_line == "区委、区政府"


@pytest.mark.parametrize(
    ("since", "until", "day", "serves"),
    [
        (None, None, 10, True),
        (10, None, 10, True),
        (10, None, 9, False),
        (None, 10, 10, True),
        (None, 10, 11, False),
        (5, 10, 7, True),
    ],
)
def test_who_serves_on_a_day(drafted, since, until, day, serves):
    LeadingMember.objects.all().delete()
    LeadingMember.objects.create(
        campaign=drafted,
        body="group",
        post="组长",
        holder="镇长",
        since=since and date(2026, 3, since),
        until=until and date(2026, 3, until),
    )
    assert LeadingMember.objects.serving(date(2026, 3, day)).exists() is serves


def test_nobody_leaves_before_coming(drafted):
    row = {"campaign": drafted, "body": "group", "post": "组长", "holder": "镇长"}
    with refused("leadingmember_dates"):
        LeadingMember.objects.create(since=date(2026, 3, 2), until=date(2026, 3, 1), **row)
    day = date(2026, 3, 2)
    assert LeadingMember.objects.create(since=day, until=day, **row).pk


def test_a_term_of_old_is_explained_once(drafted):
    note = drafted.wordings.first()
    with refused():
        WordingNote.objects.create(campaign=drafted, then=note.then, now="新", reading="读")


def test_a_year_outside_is_brought_to_the_nearest_within(running):
    first, last = running.first_year, running.last_year
    asked = (first - 1, first, last, last + 1)
    assert [running.nearest_year(year) for year in asked] == [first, first, last, last]
