"""What the evaluation sheet says: the settled result, and nothing counted anew."""

from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import Rectification
from campaigns.papers.evaluation import address_of, evaluation_sheet
from tests.campaigns.rounds import *  # noqa: F403


@pytest.fixture
def row(reviewed, village):
    return fresh(reviewed, village)


def fresh(reviewed, village):
    rows = reviewed.evaluations.select_related(
        "round", "village__township", "level", "standard_version__standard"
    )
    return rows.get(village=village)


def test_a_settled_result_line_by_line(row):
    values = evaluation_sheet(row)
    assert (values["village"], values["year"], values["level"]) == ("万顺村", 2025, "区级先进村")
    assert (values["total"], values["full"]) == (Decimal("100.0"), Decimal("100.0"))
    assert values["evaluators"] == ["赵考评"]
    assert values["author"] == "清河镇人民政府"
    lines = [line for one in values["categories"] for line in one["indicators"]]
    assert [line["code"] for line in lines] == [
        one.code for one in row.standard_version.indicators.all()
    ]
    assert {line["self_score"] for line in lines} == {""}
    assert values["link"] == f"http://testserver/campaigns/evaluations/{row.pk}/"


def test_without_a_target_and_before_settling_nothing_is_made_up(row):
    row.level = None
    row.result = {}
    row.points = None
    values = evaluation_sheet(row)
    assert values["level"] == "没有下达目标"
    assert (values["categories"], values["outcomes"], values["evaluators"]) == ([], [], [])
    assert (values["total"], values["full"], values["self_total"]) == (None, 0, "")


@pytest.mark.parametrize(
    ("status", "on", "is_final", "day"),
    [
        ("settled", None, False, date(2025, 12, 21)),
        ("final", None, True, date(2025, 12, 21)),
        ("settled", date(2025, 12, 30), True, date(2025, 12, 30)),
    ],
)
def test_it_is_a_draft_until_it_is_final(row, status, on, is_final, day):
    row.status = status
    values = evaluation_sheet(row, on=on)
    assert (values["is_final"], values["on"]) == (is_final, day)


def test_own_points_cited_records_and_open_rectifications_stand_beside(
    reviewed, village, other_village, django_assert_num_queries
):
    row = fresh(reviewed, village)
    row.evidence = [
        {"cited": ["A1"], "reference_code": "J001-1", "title": "章程"},
        {"cited": ["A1", "A2"], "reference_code": "", "title": "名册"},
    ]
    given = {"round": row.round, "demand": "补公开", "fact": "x", "made_on": date(2026, 1, 5)}
    given["due_on"] = date(2026, 1, 31)
    Rectification.objects.create(village=village, status="open", **given)
    Rectification.objects.create(village=village, status="to_sign", **given)
    Rectification.objects.create(village=village, status="withdrawn", **given)
    Rectification.objects.create(village=other_village, status="open", **given)
    with django_assert_num_queries(1):
        values = evaluation_sheet(row, self_scores={"A1": Decimal("3.5")})
    first, second, *_ = values["categories"][0]["indicators"]
    assert (first["self_score"], second["self_score"]) == (Decimal("3.5"), "")
    assert (first["evidence"], second["evidence"]) == (["J001-1", "名册"], ["名册"])
    assert values["rectifications"] == [{"text": "补公开", "due_on": date(2026, 1, 31)}]


def test_an_address_is_whole():
    assert address_of("campaigns:rounds") == "http://testserver/campaigns/rounds/"
