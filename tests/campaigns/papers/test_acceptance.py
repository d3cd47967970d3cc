"""What the acceptance sheet says."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Acceptance, AcceptanceCheck
from campaigns.papers.acceptance import acceptance, points_after
from campaigns.workflows.application import APPLICATION
from tests.campaigns.applications import *  # noqa: F403
from tests.campaigns.applications import TODAY, decision


def test_an_acceptance_sheet_ends_every_sentence_once(sent, district, client):
    given = {"visited_on": TODAY(), "team": "周验收", "opinion": "走访农户。"}
    APPLICATION.perform("refuse", sent, by=district, problems="照片不全。", **given)
    client.force_login(district)
    page = client.get(reverse("campaigns:acceptance_paper", args=[Acceptance.objects.get().pk]))
    assert "走访农户；照片不全。" in page.text
    assert "。。" not in page.text


def check(code, score, most="4"):
    return AcceptanceCheck(code=code, name=code, score=Decimal(score), most=Decimal(most))


LINES = {"lines": [{"code": "A1", "points": "4.0"}, {"code": "A2", "points": None}]}


@pytest.mark.parametrize(
    ("checks", "points"),
    [
        ([], "93.5"),
        ([check("A1", "3.5")], "93.0"),
        ([check("A1", "4")], "93.5"),
        ([check("A1", "0"), check("A2", "2")], "89.5"),
        ([check("Z9", "1")], "93.5"),
    ],
)
def test_the_teams_points_take_the_place_of_the_townships(checks, points):
    assert points_after({"points": "93.5", "result": LINES}, checks) == Decimal(points)


@pytest.mark.parametrize(
    ("act", "told"),
    [("accept", "验收合格"), ("return_by_district", "退回整改"), ("refuse", "不合格")],
)
def test_team_items_and_decision(sent, district, act, told):
    submission = sent.submissions.get()
    code = submission.snapshot["evidence"][0]["code"]
    rows = [check(code, "3.5"), check("Z9", "1")]
    rows[0].problem, rows[0].rectify_by = "缺照片", TODAY()
    APPLICATION.perform(act, sent, by=district, **decision(team="周验收、吴某，郑某"))
    values = acceptance(Acceptance.objects.get(), rows)
    assert values["decision"] == told
    assert [one["name"] for one in values["team"]] == ["周验收", "吴某", "郑某"]
    first, unknown = values["items"]
    assert first["standard"] == submission.snapshot["evidence"][0]["rule"]
    assert (first["score"], first["problem"], first["due_on"]) == (
        Decimal("3.5"),
        "缺照片",
        TODAY(),
    )
    assert unknown["standard"] == ""
    assert values["author"] == submission.snapshot["named_by"]
    assert values["reason"] == "资料齐全，程序合法。"


def test_a_sheet_without_checks_lists_every_indicator_to_be_filled_in(sent, district):
    submission = sent.submissions.get()
    APPLICATION.perform("accept", sent, by=district, **decision())
    items = acceptance(Acceptance.objects.get(), [])["items"]
    known = submission.snapshot["evidence"]
    assert [one["indicator"] for one in items] == [f"{one['code']}　{one['name']}" for one in known]
    full = {one["code"]: one["full"] for one in submission.snapshot["result"]["lines"]}
    assert full and [one["points"] for one in items] == [full.get(one["code"], "") for one in known]
    assert all("□座谈" in one["method"] for one in items)
    assert not any(one.get("score") or one.get("problem") for one in items)
