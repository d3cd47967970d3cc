"""How results compare: average shares by category, totals over the years with their change."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Evaluation, Round
from campaigns.queries.trends import category_shares, over_years
from tests.campaigns.rounds import *  # noqa: F403
from township.charts import Bar


def result(**percents):
    rows = [{"name": name, "percent": percent} for name, percent in percents.items()]
    return Evaluation(result={"categories": rows})


def test_shares_are_averaged_and_the_weakest_comes_first():
    rows = [result(组织="90.0", 制度="70.0"), result(组织="81.0", 制度="75.5"), Evaluation()]
    assert category_shares(rows) == [
        Bar("制度", Decimal("72.8")),
        Bar("组织", Decimal("85.5")),
    ]


def test_a_category_not_scored_yet_does_not_lower_the_average():
    assert category_shares([result(组织="90.0"), result(组织=None)]) == [
        Bar("组织", Decimal("90.0"))
    ]
    assert category_shares([result(组织=None)]) == []


@pytest.fixture
def years(campaign, village, other_village):
    """万顺村 80.0 → 85.5, 三水村 only in the second year; a third year is not announced."""
    version = campaign.standards.first().versions.get()

    def result_of(year, place, points, announced_on):
        row, _ = Round.objects.get_or_create(
            campaign=campaign,
            year=year,
            defaults={"self_due": date(year, 12, 5), "scoring_due": date(year, 12, 20)},
        )
        return Evaluation.objects.create(
            round=row,
            village=place,
            standard_version=version,
            points=points,
            announced_on=announced_on,
        )

    return [
        result_of(2025, village, Decimal("80.0"), date(2025, 12, 22)),
        result_of(2026, village, Decimal("85.5"), date(2026, 12, 22)),
        result_of(2026, other_village, Decimal("90.0"), date(2026, 12, 22)),
        result_of(2027, village, Decimal("99.0"), None),
    ]


def test_totals_over_the_years_with_the_last_change(
    campaign, years, office, village, other_village
):
    told = over_years(campaign, office)
    assert told["years"] == [2025, 2026]
    assert told["rows"] == [
        {
            "pk": village.pk,
            "village": "万顺村",
            "points": [Decimal("80.0"), Decimal("85.5")],
            "change": Decimal("5.5"),
        },
        {
            "pk": other_village.pk,
            "village": "三水村",
            "points": [None, Decimal("90.0")],
            "change": None,
        },
    ]
    assert told["averages"] == [Decimal("80.0"), Decimal("87.8")]


def test_a_year_that_was_left_out_leaves_no_change(campaign, years, office, village):
    Evaluation.objects.filter(pk=years[1].pk).update(announced_on=None)
    told = over_years(campaign, office)
    assert told["rows"][0] == {
        "pk": village.pk,
        "village": "万顺村",
        "points": [Decimal("80.0"), None],
        "change": None,
    }


def test_up_to_a_year_nothing_of_later_ones_is_told(campaign, years, office):
    told = over_years(campaign, office, until=2025)
    assert told["years"] == [2025]
    assert [row["village"] for row in told["rows"]] == ["万顺村"]


def test_a_single_year_has_no_change(campaign, years, office):
    Evaluation.objects.filter(round__year=2026).update(announced_on=None)
    assert [row["change"] for row in over_years(campaign, office)["rows"]] == [None]


def test_what_was_replaced_or_lies_elsewhere_does_not_count(campaign, years, office, cadre):
    Evaluation.objects.filter(pk=years[0].pk).update(status="replaced")
    assert over_years(campaign, office)["years"] == [2026]
    (own,) = over_years(campaign, cadre)["rows"]
    assert own["village"] == "万顺村"


def test_all_years_are_two_queries(campaign, years, office, django_assert_num_queries):
    office.current_memberships  # noqa: B018  loaded once a request
    with django_assert_num_queries(2):
        over_years(campaign, office)
