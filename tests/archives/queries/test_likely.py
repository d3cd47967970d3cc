"""What scans look like is told beside the gap, to whoever may see them, and fills none."""

import datetime

import pytest
from django.utils import timezone

from archives.acts.record import enter_record
from archives.models import Record, ScanBatch, ScanPage, ScanReading
from archives.queries.completeness import shelf
from archives.queries.likely import likely_papers
from archives.workflows.record import RECORD
from tests.archives.readings import line, page
from tests.villages.files import stored

pytestmark = pytest.mark.usefixtures("categories")
DAY = datetime.date(2026, 3, 5)


def words(heading, day="2026年3月5日"):
    told = [line(heading, top=200, high=320), f"时间：{day}上午", "讨论修路。", "散会。"]
    return [page(*told) | {"number": 1}]


def waiting(village, by, heading="万顺村村民代表会议记录", day="2026年3月5日", **more):
    """A page of 扫描收件 that waits without a code."""
    file = stored(size=(9, ScanPage.objects.count() + 9))
    ScanReading.objects.create(file=file, state="read", words=words(heading, day))
    batch = ScanBatch.objects.create(village=village, name="扫描.pdf", stage="waiting", made_by=by)
    given = {"batch": batch, "order": 1, "number": 1, "file": file, "read_at": timezone.now()}
    return ScanPage.objects.create(**given | more)


def entered(village, by, category, heading):
    row = Record(village=village, category=category, title="扫描0001", on=DAY)
    file = stored(size=(7, ScanReading.objects.count() + 7))
    ScanReading.objects.create(file=file, state="read", words=words(heading))
    return enter_record(row, [(file, "扫描.jpg")], by=by)


def test_a_page_that_waits_is_told_with_its_kind_and_day_and_not_counted(village, cadre):
    before = shelf(village, 2026).counts
    waiting(village, cadre)
    (one,) = likely_papers(village, 2026, cadre)["HYJ"]
    assert (one.likeness.kind, one.likeness.on) == ("会议记录", DAY)
    assert one.url.endswith("#page-1") and "扫描.pdf" in one.where
    assert shelf(village, 2026).counts == before


@pytest.mark.parametrize(
    ("heading", "day", "more"),
    [
        ("万顺村村民代表会议记录", "2025年3月5日", {}),
        ("万顺村第一季度工作报告", "2026年3月5日", {}),
        ("万顺村村民代表会议记录", "2026年3月5日", {"outcome": "filed"}),
        ("万顺村村民代表会议记录", "2026年3月5日", {"outcome": "dropped"}),
        ("万顺村村民代表会议记录", "2026年3月5日", {"sheet": "minutes", "thing": 1}),
    ],
)
def test_another_year_another_paper_and_what_is_settled_are_not_told(
    village, cadre, heading, day, more
):
    waiting(village, cadre, heading, day, **more)
    assert likely_papers(village, 2026, cadre) == {}


def test_a_record_under_another_category_is_told_until_it_is_closed(village, cadre, categories):
    entered(village, cadre, categories["HYJ"], "万顺村村民代表会议记录")
    assert likely_papers(village, 2026, cadre) == {}, "it stands where it belongs"
    record = entered(village, cadre, categories["XCH"], "万顺村村规民约")
    (one,) = likely_papers(village, 2026, cadre)["GYU"]
    assert one.url == record.get_absolute_url()
    RECORD.perform("withdraw", record, by=cadre, reason="重复")
    assert likely_papers(village, 2026, cadre) == {}


def test_nothing_is_told_of_what_one_may_not_see(
    village, other_village, cadre, other_cadre, observer, categories
):
    waiting(village, cadre)
    assert likely_papers(village, 2026, observer) == {}, "scans are seen by those who file them"
    assert likely_papers(other_village, 2026, other_cadre) == {}
    entered(village, cadre, categories["BZC"], "万顺村村规民约")
    type(categories["BZC"]).objects.filter(pk=categories["BZC"].pk).update(is_restricted=True)
    assert likely_papers(village, 2026, observer) == {}


def test_many_pages_cost_as_many_questions_as_one(
    village, cadre, categories, django_assert_max_num_queries
):
    for _ in range(8):
        waiting(village, cadre)
    entered(village, cadre, categories["XCH"], "万顺村村规民约")
    with django_assert_max_num_queries(14):
        found = likely_papers(village, 2026, cadre)
    assert len(found["HYJ"]) == 8 and len(found["GYU"]) == 1
