"""The whole file as values: standards with the thresholds of their levels, years counted from 1."""

from dataclasses import replace

import pytest

from campaigns.rules import preset


@pytest.fixture(scope="module")
def plan():
    return preset.load("renkou-zizhi")


def test_a_standard_holds_the_thresholds_of_its_levels_lowest_first(plan):
    turned = replace(plan, levels=tuple(reversed(plan.levels)))
    qualified, advanced = turned.standards
    assert [one.level for one in qualified.thresholds] == ["QUALIFIED"]
    assert [one.level for one in advanced.thresholds] == [
        "ADVANCED",
        "MODEL_CITY",
        "MODEL_NATION",
    ]
    assert advanced.thresholds[0].category_percent == plan.levels[1].category_percent


def test_standards_share_their_indicators_and_vetoes(plan):
    first, second = plan.standards
    assert first.categories is second.categories is plan.categories
    assert first.vetoes == second.vetoes == plan.vetoes
    assert (first.code, first.version) != (second.code, "")


def test_an_organisation_is_found_by_its_code(plan):
    wanted = plan.organisations[1]
    assert plan.organisation(wanted.code) == wanted
