"""From rows to the shelf: what was filed, what happened, what each village is asked."""

import datetime

import pytest

from archives.acts.record import add_part, file_fact
from archives.models import Category, DrawnPaper, Record
from archives.queries import completeness
from archives.queries.completeness import requirements, shelf, shelves, year_asked, years_of
from archives.rules.requirements import ArchiveState, YearSpan
from archives.workflows.record import RECORD
from tests.archives import steps
from tests.archives.parts import part_of
from tests.villages.acts.test_commendation import row as commendation
from township.workflow import Refused

pytestmark = pytest.mark.usefixtures("categories", "late_november")
DAY = datetime.date(2026, 3, 5)


def put(village, cadre, code="XHH", number=1, on=DAY, requirement="", **more):
    part = part_of("记录", f"{code}{number}".encode(), "记录.txt", **more)
    row = file_fact(
        village,
        code,
        source=f"x:{code}{number}",
        title="记录",
        on=on,
        by=cadre,
        parts=[part],
        requirement=requirement,
    )
    Record.objects.filter(pk=row.pk).update(source="")
    return row


def have(village, category, key=None, year=2026):
    return sum(
        cell.have
        for cell in shelf(village, year).cells
        if cell.requirement.category == category and key in (None, cell.requirement.key)
    )


def test_what_is_asked_comes_in_the_order_of_the_categories(township, plan):
    asked = requirements(township, 2026)
    wanted = [(row.code, one.key) for row in plan.archive_categories for one in row.requirements]
    assert [(one.category, one.key) for one in asked] == wanted
    first = asked[0]
    given = plan.archive_categories[0].requirements[0]
    assert (first.name, first.per, first.count, first.stage) == (
        given.name,
        given.per,
        given.count,
        given.stage,
    )


def test_categories_out_of_use_or_out_of_sight_are_not_asked_for(township, office, observer):
    assert "BZC" in {one.category for one in requirements(township, 2026, office)}
    assert "BZC" not in {one.category for one in requirements(township, 2026, observer)}
    Category.objects.filter(code="XHH").update(is_active=False)
    assert "XHH" not in {one.category for one in requirements(township, 2026)}


def test_a_record_counts_in_its_year_for_its_village_until_it_is_withdrawn(
    village, other_village, cadre
):
    before = have(village, "GKG")
    row = put(village, cadre, "GKG", on=datetime.date(2026, 2, 1), kind="photo")
    assert have(village, "GKG") == before + 1
    assert have(other_village, "GKG") == before
    assert have(village, "GKG", year=2025) == 0
    RECORD.perform("withdraw", Record.objects.get(pk=row.pk), by=cadre)
    assert have(village, "GKG") == before


def test_a_record_without_its_photo_is_not_there(village, cadre):
    row = put(village, cadre, "GKG")
    assert have(village, "GKG") == 0
    cell = next(c for c in shelf(village, 2026).cells if c.requirement.category == "GKG")
    assert "第一季度的照片" in cell.sentence and cell.state == ArchiveState.PARTIAL
    assert {piece.record for piece in cell.gaps if piece.lacking} == {row.pk}
    add_part(row, part_of("照片", b"x", "照片.jpg", kind="photo"), by=cadre)
    assert have(village, "GKG") == 1


def test_only_a_sheet_that_was_signed_makes_a_meeting_complete(village, cadre):
    _, meeting = steps.adopt(village, cadre)
    row = Record.objects.get(source=f"meeting:{meeting.pk}")
    assert row.parts.filter(kind="sign_in").exists(), "the empty sheet is composed"
    assert have(village, "HYJ", "meeting") == 0
    add_part(row, part_of("会场", b"x", "会场.jpg", kind="photo"), by=cadre)
    assert have(village, "HYJ", "meeting") == 0
    add_part(row, part_of("签到册", b"y", "签到册.jpg", kind="sign_in"), by=cadre)
    assert have(village, "HYJ", "meeting") == 1


def test_stages_count_with_their_file_only(village, cadre):
    row = put(village, cadre, "ZCH", kind="draft")
    assert have(village, "ZCH") == 1
    row.parts.create(order=9, kind="final", name="定稿")
    assert have(village, "ZCH") == 1
    add_part(row, part_of("定稿", b"x", "定稿.txt", kind="final"), by=cadre)
    assert have(village, "ZCH") == 2


def test_what_lasts_counts_in_later_years(village, cadre):
    put(village, cadre, "ZCH", on=datetime.date(2025, 6, 1), kind="draft")
    assert have(village, "ZCH") == 1
    put(village, cadre, "GKG", on=datetime.date(2025, 6, 1))
    assert have(village, "GKG") == 0
    assert have(village, "ZCH", year=2024) == 0


def test_meetings_votes_and_commendations_ask_for_their_records(village, cadre):
    steps.adopt(village, cadre)
    commendation(village, on=DAY).save()
    cells = {
        c.requirement.category: c
        for c in shelf(village, 2026).cells
        if c.requirement.per == "EVENT"
    }
    assert (cells["HYJ"].have, cells["HYJ"].need) == (0, 1), "nobody has signed the sheet"
    assert (cells["BJL"].have, cells["BJL"].need) == (1, 1)
    assert (cells["BZC"].have, cells["BZC"].need) == (0, 1)
    assert cells["BZC"].state == ArchiveState.MISSING, "decided long ago and nowhere on file"
    last_year = shelf(village, 2025).cells
    assert all(cell.need == 0 for cell in last_year if cell.requirement.per == "EVENT")


def test_a_vote_that_counts_other_people_than_its_meeting_is_named(village, cadre):
    _, meeting = steps.adopt(village, cadre)
    assert shelf(village, 2026).discrepancies == ()
    Record.objects.filter(source=f"meeting:{meeting.pk}").update(source="")
    assert len(shelf(village, 2026).discrepancies) == 1


def test_a_paper_whose_file_is_still_to_be_set_counts_as_filed(village, cadre):
    row = put(village, cadre, "ZCH", kind="draft")
    final = row.parts.create(order=9, kind="final", name="定稿")
    assert have(village, "ZCH") == 1
    DrawnPaper.objects.create(
        part=final, number=1, file_name="定稿.docx", name="text", front={}, text="第一条", on=DAY
    )
    assert have(village, "ZCH") == 2
    row.parts.create(order=10, kind="consultation", name="征求意见稿")
    assert have(village, "ZCH") == 2


def test_the_delay_is_of_what_filed_itself_this_year(village, cadre):
    assert shelf(village, 2026).delay is None
    put(village, cadre)
    assert shelf(village, 2026).delay is None
    steps.adopt(village, cadre)
    assert shelf(village, 2026).delay.count >= 3


def test_days_of_grace_are_the_township_s(village, cadre):
    commendation(village, on=steps.days_ago(9)).save()

    def state():
        (cell,) = (
            c
            for c in shelf(village, 2026).cells
            if c.requirement.category == "BZC" and c.requirement.per == "EVENT"
        )
        return cell.state

    assert state() == ArchiveState.NOT_DUE
    village.township.settings["filing_grace_days"] = 8
    assert state() == ArchiveState.MISSING


def test_who_knows_the_days_of_a_campaign_is_asked(village, township, monkeypatch):
    span = YearSpan(datetime.date(2020, 1, 1), datetime.date(2020, 12, 31))
    one = completeness.Asking("创建", "", span)
    monkeypatch.setitem(completeness.CAMPAIGNS, "campaign", lambda asked: [one])
    category = Category.objects.get(code="XCH")
    category.requirements.create(key="once", name="方案", per="CAMPAIGN")
    (cell,) = [c for c in shelf(village, 2026).cells if c.requirement.per == "CAMPAIGN"]
    assert cell.is_outside


def test_counts_by_category_add_up_to_those_of_the_shelf(village, cadre):
    steps.adopt(village, cadre)
    one = shelf(village, 2026)
    parts = one.by_category().values()
    for name in ("present", "partial", "missing", "not_due"):
        assert sum(getattr(part, name) for part in parts) == getattr(one.counts, name)
    assert set(one.by_category()) == {cell.requirement.category for cell in one.cells}
    assert one.sentence.endswith("。")


def test_many_villages_cost_as_much_as_one(
    township, village, other_village, community, cadre, django_assert_num_queries
):
    steps.adopt(village, cadre)
    for villages in ([village], [village, other_village, community]):
        with django_assert_num_queries(9):
            found = shelves(township, villages, 2026)
        assert set(found) == {one.pk for one in villages}


def test_years_are_those_with_records_and_the_running_one(township, village, cadre):
    assert years_of(township, [village]) == [2026]
    put(village, cadre, on=datetime.date(2024, 3, 1))
    put(village, cadre, number=2, on=datetime.date(2024, 4, 1))
    assert years_of(township, [village]) == [2026, 2024]
    assert years_of(township, []) == [2026]


@pytest.mark.parametrize(
    ("text", "year"), [("", 2026), ("1990", 1990), ("2100", 2100), ("2025", 2025)]
)
def test_a_year_from_an_address(text, year):
    assert year_asked(text) == year


def test_a_year_may_fall_back_to_another_than_this():
    assert year_asked("", 2024) == 2024 and year_asked("2025", 2024) == 2025


@pytest.mark.parametrize("text", ["abc", "1989", "2101", "-1", "２０２６年"])
def test_what_is_no_year_is_refused(text):
    with pytest.raises(Refused, match="年度要写成2026这样的四位数"):
        year_asked(text)


def test_a_village_publishes_each_quarter_and_a_community_as_its_law_says(
    township, village, community, cadre
):
    """村民委员会组织法第三十五条第三款; 城市居民委员会组织法第三十四条 names no interval."""
    found = shelves(township, [village, community], 2026)

    def pieces(place):
        (cell,) = [one for one in found[place.pk].cells if one.requirement.key == "posting"]
        return len(cell.pieces)

    assert (pieces(village), pieces(community)) == (4, 1)
