"""Results of years before the system stand beside those that were scored here."""

from datetime import date
from decimal import Decimal

from campaigns.acts.prior_honour import enter_past_honour
from campaigns.models import Honour
from campaigns.queries.prior_result import newest_result
from campaigns.queries.progress import matrix
from campaigns.queries.trends import over_years
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.results import *  # noqa: F403
from tests.campaigns.results import enter


def test_it_stands_in_trends_and_matrix(running, village, qualified, year, office):
    enter(running, village, year, office, level=qualified)
    told = over_years(running, office)
    assert told["years"] == told["entered"] == [year]
    assert told["rows"][0]["points"] == [Decimal("88.5")]
    row = next(r for r in matrix(running, office)["rows"] if r["label"] == village.name)
    labels = [mark["label"] + mark["hint"] for mark in row["cells"][1]["marks"]]
    assert any("考评达标（补录）" in label for label in labels)


def test_an_honour_of_the_same_year_is_what_the_matrix_shows(
    running, village, qualified, year, office
):
    enter(running, village, year, office, level=qualified)
    honour = Honour(
        village=village, level=qualified, issuer=qualified.named_by, awarded_on=date(year, 12, 28),
        document_number=f"清府发〔{year}〕9号", plaque_number="旧1",
    )  # fmt: skip
    enter_past_honour(honour, by=office)
    row = next(r for r in matrix(running, office)["rows"] if r["label"] == village.name)
    told = [(mark["label"], mark["hint"]) for mark in row["cells"][1]["marks"]]
    assert told == [(qualified.name, "已命名")]


def test_it_is_the_newest_result_until_one_is_scored_here(
    running, village, qualified, year, office, evaluation
):
    row = enter(running, village, year, office)
    assert newest_result(running, village, None) == row
    assert newest_result(running, village, evaluation) == row
    evaluation.round.year = 2028
    assert newest_result(running, village, evaluation) is None
