"""Papers of a whole round: the summary, the announcement, a demand, a visit's sheet."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Evaluation, Rectification, SiteVisit
from campaigns.papers import round as round_papers
from campaigns.queries.evaluation import results_of
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score


@pytest.fixture
def shown(scoring, office):
    """万顺村 reaches nothing, 三水村 everything it works for."""
    score(scoring, {"万顺村": {"B1": 0, "A1": 0}})
    row = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    return ROUND.perform("announce", row, by=office, on=date(2025, 12, 22), days=7)


def test_villages_stand_in_their_places_with_the_figures_between(shown):
    values = round_papers.summary(shown, results_of(shown))
    assert [(row["place"], row["name"]) for row in values["villages"]] == [
        (1, "三水村"),
        (2, "万顺村"),
    ]
    assert (values["highest"], values["lowest"], values["average"]) == (
        Decimal("100.0"),
        Decimal("88.0"),
        Decimal("94.0"),
    )
    assert values["reached"] == 1
    assert [row["outcome"] for row in values["villages"]] == ["达到合格村标准", "未达标"]
    assert [row["target"] for row in values["villages"]] == ["", "区级先进村"]
    assert {row["note"] for row in values["villages"]} == {""}


def test_a_village_without_points_has_no_place(shown):
    rows = results_of(shown)
    rows[0].points, rows[0].result = None, {}
    rows[0].number = 2
    values = round_papers.summary(shown, rows)
    last = values["villages"][-1]
    assert (last["place"], last["total"], last["outcome"]) == ("", "未评分", "")
    assert last["note"] == "复核后重新评分"
    assert values["lowest"] == values["highest"] == values["average"]


def test_a_summary_of_nothing_has_no_figures(shown):
    values = round_papers.summary(shown, [], on=date(2025, 12, 31))
    assert (values["average"], values["highest"], values["lowest"]) == ("", "", "")
    assert (values["reached"], values["on"]) == (0, date(2025, 12, 31))


@pytest.mark.parametrize(
    ("result", "told"),
    [
        ({}, ""),
        ({"outcomes": [{"level": "A", "name": "合格村", "is_reached": False}]}, "未达标"),
        ({"outcomes": [{"level": "A", "name": "合格村", "is_reached": True}]}, "达到合格村标准"),
    ],
)
def test_what_became_of_it(result, told):
    assert round_papers.outcome_of(Evaluation(result=result)) == told


def test_the_announcement_proposes_what_was_aimed_at_and_reached(shown):
    values = round_papers.announcement(shown, results_of(shown))
    assert (values["since"], values["until"], values["days"]) == (
        date(2025, 12, 22),
        date(2025, 12, 28),
        7,
    )
    assert [(one["village"], one["proposed"]) for one in values["results"]] == [
        ("三水村", ""),
        ("万顺村", ""),
    ]
    rows = results_of(shown)
    for one in rows:
        for outcome in one.result["outcomes"]:
            outcome["is_reached"] = True
    told = {
        one["village"]: one["proposed"] for one in round_papers.announcement(shown, rows)["results"]
    }
    assert told == {"万顺村": "区级先进村", "三水村": ""}


def test_a_demand_tells_where_it_comes_from(village, opened):
    row = Rectification(
        village=village, fact="没有公开", demand="补", made_on=date(2026, 1, 5), due_on=None
    )
    values = round_papers.rectification(row)
    assert (values["committee"], values["source"]) == ("万顺村村民委员会", "日常检查")
    assert values["problems"][0]["indicator"] == "—"
    row.round = opened
    assert round_papers.rectification(row)["source"] == "2025年度考评"


def test_a_visits_sheet_is_empty_to_take_along_and_then_tells_the_counts(
    opened, village, office, django_assert_num_queries
):
    evaluation = opened.evaluations.select_related("village__township", "round").get(
        village=village
    )
    with django_assert_num_queries(2):
        blank = round_papers.site_visit(evaluation)
    assert [one["name"] for one in blank["groups"]] == ["一组", "二组", "三组"]
    assert (blank["respondents"], blank["awareness"][0]["no"]) == (None, None)
    assert blank["awareness_rate"] == blank["satisfaction_rate"] == ""
    SiteVisit.objects.create(
        evaluation=evaluation,
        visited_on=date(2025, 12, 10),
        households=8,
        respondents=20,
        aware=17,
        satisfied=12,
        fairly=6,
        dissatisfied=2,
        entered_by=office,
    )
    told = round_papers.site_visit(evaluation)
    assert (told["awareness"][0]["yes"], told["awareness"][0]["no"]) == (17, 3)
    assert (told["awareness_rate"], told["satisfaction_rate"]) == ("85.0%", "90.0%")
    assert told["satisfaction"][0]["poor"] == 2


def test_points_over_the_years_say_how_the_last_one_stands_to_the_one_before(campaign):
    told = {
        "years": [2025, 2026],
        "averages": [Decimal("90.0"), Decimal("91.5")],
        "entered": [],
        "rows": [
            {
                "village": "万顺村",
                "points": [Decimal(90), Decimal("91.5")],
                "change": Decimal("1.5"),
            },
            {"village": "三水村", "points": [None, Decimal("88.0")], "change": None},
        ],
    }
    values = round_papers.over_years(campaign, told, date(2026, 12, 31))
    assert [row["change"] for row in values["villages"]] == ["+1.5", ""]
    assert values["villages"][1]["points"] == [None, Decimal("88.0")]
