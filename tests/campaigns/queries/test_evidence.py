"""Records beside an indicator: of the round's year, or earlier where they stand for years."""

from datetime import date

import pytest

from archives.models import Category, Record
from campaigns.queries.evidence import asked, beside, of_indicator, snapshot
from tests.campaigns.rounds import *  # noqa: F403
from township.files.storing import keep_composed

YEARLY, STANDING = "XHH", "ZCH"


@pytest.fixture
def filed(campaign, village, cadre):
    """Files a record of a village under a category, dated in a year."""

    def file(code, year, title, place=None, **given):
        return Record.objects.create(
            village=place or village,
            township=(place or village).township,
            category=Category.objects.get(township=campaign.township, code=code),
            year=year,
            on=date(year, 6, 1),
            title=title,
            filed_by=cadre,
            **given,
        )

    return file


def titles(found, code):
    return [record.title for record in found.get(code, ())]


def test_what_stands_for_years_may_be_older_and_nothing_may_be_younger(filed, village):
    for code in (YEARLY, STANDING):
        for year in (2024, 2025, 2026):
            filed(code, year, f"{code}{year}")
    found = beside(village, 2025)
    assert titles(found, YEARLY) == ["XHH2025"]
    assert titles(found, STANDING) == ["ZCH2025", "ZCH2024"]


def test_a_record_that_was_withdrawn_is_no_evidence(filed, village):
    filed(YEARLY, 2025, "理事会", status="withdrawn")
    assert beside(village, 2025) == {}


def test_only_the_villages_own_records_stand_beside(filed, village, other_village):
    filed(YEARLY, 2025, "本村")
    filed(YEARLY, 2025, "邻村", other_village)
    assert titles(beside(village, 2025), YEARLY) == ["本村"]


def test_only_the_categories_that_are_asked_for_stand_beside(filed, village):
    filed(YEARLY, 2025, "理事会")
    filed(STANDING, 2025, "章程")
    found = beside(village, 2025, categories=[STANDING])
    assert titles(found, STANDING) == ["章程"] and YEARLY not in found


def test_a_person_sees_beside_it_what_the_archive_shows_him(
    filed, village, evaluator, office, other_cadre
):
    filed(YEARLY, 2025, "理事会")
    Category.objects.filter(code=YEARLY).update(is_restricted=True)
    assert titles(beside(village, 2025, office), YEARLY) == ["理事会"]
    assert beside(village, 2025, other_cadre) == {}


def test_records_of_several_categories_are_put_together_in_the_order_asked(filed, village):
    filed(YEARLY, 2025, "甲")
    filed(STANDING, 2025, "乙")
    found = beside(village, 2025)
    assert [one.title for one in of_indicator(found, [STANDING, "LDZ", YEARLY])] == ["乙", "甲"]


def test_looking_is_one_query(filed, village, django_assert_num_queries):
    filed(YEARLY, 2025, "甲")
    with django_assert_num_queries(1):
        rows = asked(Record.objects.filter(village=village), 2025)
        assert [(row.title, row.category.name != "") for row in rows] == [("甲", True)]


def test_what_is_kept_for_good_names_files_sums_and_what_was_cited(
    filed, village, other_village, django_assert_num_queries
):
    record = filed(YEARLY, 2025, "理事会", reference_code="J001-2025-1")
    other = filed(YEARLY, 2025, "邻村", other_village)
    late = filed(YEARLY, 2026, "下一年")
    part = record.parts.create(name="记录", order=1)
    files = [keep_composed(text, "a.txt") for text in (b"one", b"two")]
    for number, file in enumerate(files, 1):
        part.files.create(file=file, file_name=f"{number}.txt", number=number)
    cited = {village.pk: {record.pk: ["D4", "A1"], late.pk: ["A1"]}}
    with django_assert_num_queries(2):
        kept = snapshot([village.pk, other_village.pk], 2025, cited)
    assert kept[village.pk] == [
        {
            "record": record.pk,
            "category": YEARLY,
            "title": "理事会",
            "on": "2025-06-01",
            "reference_code": "J001-2025-1",
            "files": [
                {"name": "1.txt", "sha256": files[0].sha256},
                {"name": "2.txt", "sha256": files[1].sha256},
            ],
            "cited": ["A1", "D4"],
        }
    ]
    assert [(row["record"], row["cited"], row["files"]) for row in kept[other_village.pk]] == [
        (other.pk, [], [])
    ]
