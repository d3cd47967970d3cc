"""A round's results side by side, and the years of a campaign."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.acts.sheet import save_marks
from campaigns.models import Sheet
from campaigns.queries import trends
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score, teams


def test_results_are_compared_by_category_and_year(as_user, final, campaign, office, cadre):
    page = as_user(office).get(reverse("campaigns:round_trends", args=[campaign.pk]))
    assert "2025年" in page.content.decode()
    own = as_user(cadre).get(reverse("campaigns:round_trends", args=[campaign.pk]))
    assert "万顺村" in own.content.decode()
    assert "三水村" not in own.content.decode()


@pytest.mark.parametrize(
    ("change", "told"), [("5.9", "上升5.9分"), ("-18.4", "下降18.4分"), ("0.0", "持平")]
)
def test_the_change_is_told_in_words(as_user, final, campaign, office, monkeypatch, change, told):
    monkeypatch.setattr(trends, "_change", lambda given: Decimal(change))
    page = as_user(office).get(reverse("campaigns:round_trends", args=[campaign.pk]))
    assert told in page.text and "-" + change not in page.text


def test_the_summary_places_the_best_first(as_user, scoring, office, cadre):
    score(scoring, {"万顺村": {"B1": 0, "A1": 0}})
    row = ROUND.perform("review", scoring, by=office)
    url = reverse("campaigns:round_summary", args=[row.pk])
    context = as_user(office).get(url).context
    assert [(one["rank"].place, str(one["evaluation"].village)) for one in context["placed"]] == [
        (1, "三水村"),
        (2, "万顺村"),
    ]
    assert [bar.tone for bar in context["bars"]] == ["good", "warn"]
    assert sum(int(row[1]) for row in context["distribution"].rows) == 2 and context["may_print"]
    own = as_user(cadre).get(url).context
    assert own["placed"] == [] and not own["may_print"], "nothing is announced yet"


def test_the_spread_of_evaluators_is_drawn_for_who_sees_all_their_sheets(
    as_user, opened, office, cadre, evaluator, second_evaluator
):
    teams(opened, [evaluator, second_evaluator], office)
    row = ROUND.perform("start_scoring", opened, by=office)
    for sheet in Sheet.objects.of_evaluators().select_related("evaluation__village", "scorer"):
        is_strict = sheet.scorer == second_evaluator and str(sheet.evaluation.village) == "万顺村"
        save_marks(sheet, full_marks(sheet, {"B1": 2} if is_strict else {}), by=sheet.scorer)
        SHEET.perform("submit", sheet, by=sheet.scorer)
    row = ROUND.perform("review", row, by=office, on=date(2025, 12, 21))
    url = reverse("campaigns:round_summary", args=[row.pk])
    page = as_user(office).get(url)
    assert page.context["spread"].rows == (
        ("三水村", "100", "100", "0"),
        ("万顺村", "94", "100", "6"),
    )
    assert [one.is_wide for one in page.context["spread"].stretches] == [False, True]
    assert "考评员的分差" in page.text and "万顺村（达标）" in page.text
    row.evaluations.update(spread_note="现场复核过。")
    row = ROUND.perform("announce", row, by=office, on=date(2025, 12, 22), days=7)
    own = as_user(cadre).get(url)
    assert own.context["placed"] and own.context["spread"] is None


def test_one_evaluator_has_no_spread_and_a_year_is_one_point(as_user, final, campaign, office):
    url = reverse("campaigns:round_summary", args=[final.pk])
    assert as_user(office).get(url).context["spread"] is None
    page = as_user(office).get(reverse("campaigns:round_trends", args=[campaign.pk]))
    drawing = page.context["drawing"]
    assert drawing.rows == (("2025年", "100", "100", "100"),)
    assert [name for _, name in drawing.names] == ["平均", "最高", "最低"]
