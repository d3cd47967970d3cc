"""What was asked of the villages is gathered in one number of queries, and told by who asks."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from archives.models import Category, Requirement
from campaigns.models import Receipt, Rectification, StandardVersion
from campaigns.queries import burden as burden_queries
from campaigns.rules.burden import BurdenKind
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued
from tests.personas import make_village
from villages.models import Village


def of(township, year=2026):
    villages = list(Village.objects.filter(township=township).in_use())
    rows = burden_queries.of_villages(township, villages, year)
    return {row.village.name: row for row in rows}


def test_what_is_handed_down_against_signature_is_a_form_of_its_month(
    assignment, office, township, running
):
    before = of(township)["万顺村"].now
    issued(assignment, office)
    (receipt,) = Receipt.objects.filter(village__name="万顺村", assignment=assignment)
    after = of(township, receipt.sent_at.year)["万顺村"].now
    assert after.of(BurdenKind.FORM) == before.of(BurdenKind.FORM) + 1
    assert after.by_month[receipt.sent_at.month - 1] > before.by_month[receipt.sent_at.month - 1]
    assert after.askers[running.called] == before.askers.get(running.called, 0) + 1


def test_quarterly_photos_fall_into_the_months_in_which_they_are_due(running, township):
    category = Category.objects.get(township=township, code="GKG")
    category.requirements.all().delete()
    before = of(township)["万顺村"].now
    Requirement.objects.create(
        category=category, key="p", name="照片", per="QUARTER", count=2, holds="photo"
    )
    after = of(township)["万顺村"].now
    added = [b - a for a, b in zip(before.by_month, after.by_month, strict=True)]
    assert added == [0, 0, 4, 0, 0, 4, 0, 0, 4, 0, 0, 4]
    assert after.of(BurdenKind.PHOTO) - before.of(BurdenKind.PHOTO) == 8
    # The papers are the system's, the photos the village's.
    assert after.known - before.known == 8 and after.own - before.own == 8


def test_what_falls_due_at_the_end_of_the_campaign_is_not_asked_this_year(running, township):
    category = Category.objects.get(township=township, code="GKG")
    before = of(township)["万顺村"].now
    Requirement.objects.create(category=category, key="x", name="总结", per="CAMPAIGN", count=1)
    assert of(township)["万顺村"].now.whole == before.whole


def test_a_demand_asks_its_village_for_an_account(running, township, village):
    before = {name: row.now.of(BurdenKind.FORM) for name, row in of(township).items()}
    Rectification.objects.create(
        village=village, fact="缺照片", demand="补照片", status="open",
        made_on=date(2026, 6, 1), due_on=date(2026, 7, 1),
    )  # fmt: skip
    after = {name: row.now.of(BurdenKind.FORM) for name, row in of(township).items()}
    assert after == before | {village.name: before[village.name] + 1}


def test_a_year_stands_beside_the_one_before(running, township):
    row = of(township)["万顺村"]
    assert row.before == of(township, 2025)["万顺村"].now
    assert row.change == row.now.whole - row.before.whole == -row.fewer


def test_as_many_queries_for_many_villages_as_for_few(assignment, office, township):
    issued(assignment, office)

    def count():
        villages = list(Village.objects.filter(township=township).in_use())
        with CaptureQueriesContext(connection) as queries:
            burden_queries.of_villages(township, villages, 2026)
            burden_queries.shared(township, 2026)
        return len(queries)

    few = count()
    for number in range(12):
        make_village(township, f"第{number}村", f"N{number:03}")
    assert count() == few <= 40


def test_a_kind_that_two_indicators_ask_for_is_told_with_both(issued_version, township):
    found = {one.name: one for one in burden_queries.shared(township, 2026)}
    one = found["自治章程"]
    (told,) = one.askers
    codes = told.partition("：")[2].split("、")
    assert len(codes) == len(set(codes)) == one.times > 1 and one.is_known


def test_a_standard_tells_what_it_costs_before_it_goes_out(drafted_version):
    told = burden_queries.cost_of(drafted_version)
    assert told.papers > told.known > 0 and told.photos > 0 and told.shared > 0
    assert str(told.papers) in told.sentence
    township = drafted_version.standard.campaign.township
    category = Category.objects.get(township=township, code="GKG")
    Requirement.objects.create(
        category=category, key="p", name="照片", per="QUARTER", count=2, holds="photo"
    )
    more = burden_queries.cost_of(drafted_version)
    assert more.papers - told.papers == 8 == more.photos - told.photos


@pytest.fixture
def drafted_version(running):
    return StandardVersion.objects.filter(standard__campaign=running).first()


@pytest.fixture
def issued_version(drafted_version):
    """In force, whatever the campaign has done so far."""
    if not drafted_version.is_issued:
        drafted_version.status = StandardVersion.Status.ISSUED
        drafted_version.issued_on = date(2026, 1, 5)
        drafted_version.save()
    return drafted_version
