"""Pages are grouped by their sheets; what one may not open is told like what is not there."""

import pytest
from django.utils import timezone

from archives.models import ScanBatch, ScanPage
from archives.queries.scan import NO_CODE, NOT_HERE, SHEETS, choices_for, sort_pages, thing_of
from tests.archives import steps
from township.papers import marks

pytestmark = [pytest.mark.usefixtures("categories"), pytest.mark.django_db]


@pytest.fixture
def meeting(village, cadre):
    return steps.meet(village, cadre)


@pytest.fixture
def batch(village, cadre):
    return ScanBatch.objects.create(village=village, name="扫描.pdf", made_by=cadre)


def page(batch, order, sheet="", thing=None, place=0, **told):
    known = {"sheet": sheet, "thing": thing, "place": place, "read_at": timezone.now()}
    return ScanPage.objects.create(batch=batch, order=order, number=order, **known | told)


def test_every_kind_of_sheet_has_its_record():
    assert set(SHEETS) == set(marks.SHEETS)


def test_pages_stand_in_the_order_of_the_sheet_and_gaps_are_told(batch, cadre, meeting):
    for order, place in enumerate((4, 0, 1), start=1):
        page(batch, order, "minutes", meeting.pk, place)
    (group,) = sort_pages(batch, cadre).proposed
    assert [one.place for one in group.pages] == [1, 4, 0], "what has no number comes last"
    assert group.missing == [2, 3]


def test_two_sheets_of_a_meeting_are_two_groups(batch, cadre, meeting):
    page(batch, 1, "minutes", meeting.pk)
    page(batch, 2, "ballot", meeting.pk)
    assert [one.sheet for one in sort_pages(batch, cadre).proposed] == ["minutes", "ballot"]


def test_another_villages_thing_is_told_like_none(batch, cadre, office, other_village, other_cadre):
    far = steps.meet(other_village, other_cadre)
    page(batch, 1, "minutes", far.pk)
    page(batch, 2, "minutes", 999_999)
    page(batch, 3)
    told = [sentence for _, sentence in sort_pages(batch, cadre).box]
    assert told == [NOT_HERE, NOT_HERE, NO_CODE]
    (group,) = sort_pages(batch, office).proposed
    assert group.row == far, "the office reaches both villages"


def test_a_sheet_of_another_version_is_nobody_s(cadre, meeting):
    assert thing_of("minutes", meeting.pk, cadre) == meeting
    assert thing_of("no_such_sheet", meeting.pk, cadre) is None


def test_a_page_with_a_fault_is_in_no_group(batch, cadre, meeting):
    page(batch, 1, "minutes", meeting.pk, fault="和第1页是同一页")
    found = sort_pages(batch, cadre)
    assert not found.proposed and len(found.box) == 1


def test_only_what_is_open_to_a_person_is_offered(
    cadre, village, meeting, other_village, other_cadre
):
    steps.meet(other_village, other_cadre, title="外村的会")
    offered = dict(choices_for(village, cadre))
    assert (f"sign_in-{meeting.pk}", f"{meeting}（签到册）") in offered["签到册"]
    assert "外村的会" not in str(offered)


def test_things_are_looked_up_once(batch, cadre, meeting, django_assert_max_num_queries):
    for order in range(1, 21):
        page(batch, order, "ballot", meeting.pk)
    with django_assert_max_num_queries(8):
        sort_pages(batch, cadre)
