"""The invented place: possible under the law, as the plan sets its targets, and settled in rows."""

from decimal import Decimal

import pytest

from campaigns.demonstration.place import example, settle, shares
from campaigns.models import Campaign
from villages.models import Village


@pytest.fixture(scope="module")
def place():
    return example()


def test_six_villages_one_of_them_a_community(place):
    assert {one.name: one.kind for one in place.villages} == {
        "万顺村": "village",
        "治华村": "village",
        "三水村": "village",
        "新场社区": "community",
        "龙泉村": "village",
        "合作村": "village",
    }


def test_eight_targets_as_the_plan_sets_them(place):
    names = {one.code: one.name for one in place.villages}
    targets = {(names[one.village], one.level): (one.due, one.commitment) for one in place.targets}
    assert len(place.targets) == 8
    assert targets[("万顺村", "ADVANCED")] == (1, "firm")
    assert targets[("万顺村", "MODEL_CITY")] == (5, "stretch")
    assert targets[("治华村", "QUALIFIED")] == (1, "firm")
    assert targets[("治华村", "ADVANCED")] == (5, "firm")
    assert {one.due for one in place.targets} == {1, 2, 3, 4, 5}
    assert [one.commitment for one in place.targets].count("stretch") == 1
    assert {one.level: (one.amount, one.payer) for one in place.rewards} == {
        "ADVANCED": (Decimal(200), "township"),
        "MODEL_CITY": (Decimal(2000), "district"),
        "MODEL_NATION": (Decimal(5000), "district"),
    }


def test_the_figures_keep_the_law_on_representatives(place):
    """代表 at least 4/5 and women at least 1/3 of the assembly (村民委员会组织法 arts. 25, 26)."""
    for one in place.villages:
        assembly = one.committee + one.representatives
        each = one.households / one.representatives
        is_village = one.kind == "village"
        assert 5 * one.representatives >= 4 * assembly
        assert 3 * one.women_representatives >= assembly or not is_village
        assert (5 <= each <= 15) if is_village else (20 <= each <= 50)
        assert one.groups <= one.households < one.adults < one.population


@pytest.mark.parametrize(("total", "parts", "each"), [(10, 3, [4, 3, 3]), (2, 3, [1, 1, 0])])
def test_shares_differ_by_one_at_the_most(total, parts, each):
    assert shares(total, parts) == each


@pytest.mark.django_db
def test_a_township_that_is_there_keeps_its_name(township):
    campaign = settle(start=2025, township_code=township.code)
    assert campaign.township.name == "清河镇" and Campaign.objects.get() == campaign
    told = {
        (t.village.name, t.level_name, t.due_year, t.get_commitment_display())
        for t in campaign.targets.all()
    }
    assert ("万顺村", "市级示范村", 2029, "力争") in told and len(told) == 8
    assert Village.objects.get(name="新场社区").is_community
    for village in Village.objects.all():
        figures = village.figures.get()
        assert sum(group.households for group in village.groups.all()) == figures.households
        assert sum(group.adults for group in village.groups.all()) == figures.adults


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("start", "name"),
    [(2010, "中共示例县委、示例县人民政府"), (2026, "中共示例区委、示例区人民政府")],
)
def test_issuers_bear_the_names_of_their_time(township, start, name):
    campaign = settle(start=start, township_code=township.code)
    assert name == campaign.documents.get().issuers_line
