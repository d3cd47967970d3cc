"""How many texts are enough is said once, by the campaign's preset, and everybody asks there."""

from datetime import date

import pytest
import time_machine

from archives.models import Category, Record, Requirement
from archives.queries.completeness import shelf
from campaigns.acts import plan as plan_acts
from campaigns.acts import preset as preset_acts
from campaigns.models import Campaign, PlanVersion, Receipt
from campaigns.queries import measures, progress
from campaigns.rules import preset
from campaigns.workflows.plan import PLAN
from tests.campaigns.assignments import *  # noqa: F403
from tests.campaigns.assignments import issued
from villages.acts import text as text_acts
from villages.models import TextVersion
from villages.queries.village import elements_of
from villages.rules.kinds import TextKind

DAY = date(2026, 11, 27)


def adopt(village, cadre, number):
    """`number` rules in force."""
    for place in range(number):
        version = text_acts.create_text(village, TextKind.RULE, f"制度{place}", by=cadre)
        TextVersion.objects.filter(pk=version.pk).update(
            status="adopted", adopted_on=DAY, sha256="0" * 64
        )


def page_and_report(campaign, village):
    (element,) = [one for one in elements_of(village, DAY) if one.key == "rule"]
    behind = [one.sentence for one in progress.gaps(campaign, 2026)[village.pk]]
    return element, [one for one in behind if "自治制度" in one]


@pytest.mark.parametrize(
    ("number", "state", "sentence"),
    [
        (0, "missing", "还没有生效的自治制度。"),
        (1, "warn", "生效的自治制度只有1项，还差2项。"),
        (2, "warn", "生效的自治制度只有2项，还差1项。"),
    ],
)
def test_the_village_page_and_the_gap_report_say_the_same(
    drafted, village, cadre, number, state, sentence
):
    adopt(village, cadre, number)
    element, behind = page_and_report(drafted, village)
    assert (element.state, element.sentence, behind) == (state, sentence, [sentence])


def test_three_are_enough(drafted, village, cadre):
    adopt(village, cadre, 3)
    element, behind = page_and_report(drafted, village)
    assert (element.state, behind) == ("ok", [])


def test_another_preset_asks_for_something_else(drafted, village):
    other = preset_acts.load(preset.load("minzhu-fazhi"), drafted.township, start=2026)
    assert other.texts_needed == {"covenant": 1}
    told = [one.sentence for one in progress.gaps(other, 2026)[village.pk]]
    assert "还没有生效的村规民约（居民公约）。" in told and "还没有生效的自治制度。" not in told


# --- the archive, and what was handed down


def fact_of(facts, village):
    (fact,) = [one for one in facts if one.village_id == village.pk]
    return fact


def test_the_archive_is_behind_by_what_is_partial_or_missing(drafted, village, cadre):
    category = Category.objects.get(township=drafted.township, code="GKG")
    category.requirements.all().delete()
    Requirement.objects.create(
        category=category, key="x", name="公开表", per="YEAR", count=2,
    )  # fmt: skip
    Record.objects.create(
        village=village, township=drafted.township, title="公开表", year=2026, filed_by=cadre,
        category=category, on=date(2026, 3, 1),
    )  # fmt: skip
    with time_machine.travel("2027-02-01 10:00+08:00"):
        counts = shelf(village, 2026, today=date(2027, 2, 1)).counts
        fact = fact_of(measures.archive(drafted, 2026), village)
    assert counts.partial and counts.missing
    assert (fact.done, fact.need) == (0, counts.partial + counts.missing)


def test_what_is_not_signed_for_is_counted(assignment, running, office, village):
    issued(assignment, office)
    plan = plan_acts.draft(running, by=office)
    PlanVersion.objects.filter(pk=plan.pk).update(text="一、建章")
    PLAN.perform("issue", plan, by=office)
    year = Receipt.objects.first().sent_at.year
    fact = fact_of(measures.receipts(running, year), village)
    assert (fact.done, fact.need, fact.sentence) == (0, 2, "有2份下发的文件还没有签收。")
    Receipt.objects.filter(plan=plan).update(status=Receipt.Status.SIGNED)
    fact = fact_of(measures.receipts(running, year), village)
    assert (fact.done, fact.need, fact.sentence) == (1, 2, "有1份下发的文件还没有签收。")


# --- two campaigns at a time


@pytest.fixture
def both(drafted):
    """The plan's campaign and 民主法治, both asking."""
    other = preset_acts.load(preset.load("minzhu-fazhi"), drafted.township, start=2026)
    Campaign.objects.update(status=Campaign.Status.RUNNING)
    return drafted, other


def test_a_campaign_reports_only_what_it_asks_itself(both, village):
    first, second = both
    texts = {one.topic for one in progress.gaps(second, 2026)[village.pk]}
    assert "自治章程" not in texts and "协议书范本" not in texts and "村规民约（居民公约）" in texts
    assert {"自治章程", "协议书范本"} <= {
        one.topic for one in progress.gaps(first, 2026)[village.pk]
    }


def test_the_archive_is_asked_by_both_and_each_is_told(both, village):
    from archives.queries.completeness import requirements, shelves

    township, second = village.township, both[1]
    asked = {(one.category, one.key): one.askers for one in requirements(township, 2026)}
    assert asked["GYU", "final"] == ("民主法治创建", "村（居）民自治创建")
    assert asked["XYS", "final"] == ("村（居）民自治创建",)
    assert asked["FZX", "event"] == ("民主法治创建",)
    only = {one.category for one in requirements(township, 2026, asked_by="minzhu-fazhi")}
    assert only == {"GYU", "HYJ", "GKG", "FZX"}
    (shelf,) = shelves(township, [village], 2026, asked_by=second.preset).values()
    assert {cell.requirement.category for cell in shelf.cells} == only


def test_a_closed_campaign_asks_for_its_own_years_only(both, village):
    from archives.queries.completeness import requirements

    second = both[1]
    Campaign.objects.filter(pk=second.pk).update(first_year=2020, last_year=2022, status="closed")
    township = village.township
    assert "FZX" not in {one.category for one in requirements(township, 2026)}
    assert {one.category for one in requirements(township, 2021)} == {"GYU", "HYJ", "GKG", "FZX"}


def test_a_year_of_another_campaign_is_composed_from_its_own_texts(both, office):
    from campaigns.acts import assignment as assignment_acts

    first, second = both
    told = assignment_acts.requirements_of(second)
    assert "补齐村规民约（居民公约）的议定" in told and "协议书" not in told and "章程" not in told
    assert (
        "自治章程、自治制度、村规民约（居民公约）、协议书范本"
        in assignment_acts.requirements_of(first)
    )
