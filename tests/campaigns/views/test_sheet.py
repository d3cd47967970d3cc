"""The scoring page: evidence beside, proposals, saving one by one, blindness, submitting."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.models import Score, Sheet
from tests.campaigns.rounds import *  # noqa: F403

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


def indicator_of(sheet, code):
    return sheet.evaluation.standard_version.indicators.get(code=code)


def post(client, sheet, code, **given):
    url = reverse("campaigns:mark", args=[sheet.pk, indicator_of(sheet, code).pk])
    return client.post(url, given, **HTMX)


def test_the_page_shows_every_indicator(as_user, evaluator, sheet):
    page = as_user(evaluator).get(sheet.get_absolute_url())
    text = page.content.decode()
    assert page.status_code == 200
    for indicator in sheet.evaluation.standard_version.indicators.all():
        assert indicator.name in text


def test_one_indicator_is_saved_with_its_reason(as_user, evaluator, sheet):
    answer = post(as_user(evaluator), sheet, "B1", points="7", reason="党组织研究晚了", version="")
    assert answer.status_code == 200
    assert "已保存" in answer.content.decode()
    kept = Score.objects.get(sheet=sheet, indicator__code="B1")
    assert (kept.points, kept.reason) == (Decimal(7), "党组织研究晚了")


@pytest.mark.parametrize(
    ("points", "sentence"),
    [
        ("7", "请写明扣分或加分的理由"),
        ("9", "超过了最高分8.0"),
        ("-1", "得分不能小于0"),
        ("7.55", "最多保留一位小数"),
        ("七", "得分要填数字"),
    ],
)
def test_what_cannot_stand_is_refused_and_kept_on_the_card(
    as_user, evaluator, sheet, points, sentence
):
    answer = post(as_user(evaluator), sheet, "B1", points=points, reason="", version="")
    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert f'value="{points}"' in text
    assert not Score.objects.exists()


def test_a_second_device_is_told_instead_of_overwritten(as_user, evaluator, sheet):
    client = as_user(evaluator)
    post(client, sheet, "B1", points="8", reason="", version="")
    answer = post(client, sheet, "B1", points="6", reason="两处缺陷", version="")
    assert answer.status_code == 409
    assert "这一项刚在别处改成：8.0分" in answer.content.decode()
    version = Score.objects.get().version
    assert (
        post(client, sheet, "B1", points="6", reason="两处缺陷", version=version).status_code == 200
    )


@pytest.mark.parametrize("name", ["rounds", "sheets", "evaluations", "self_sheets"])
def test_lists_open(as_user, announced, evaluator, office, cadre, name):
    user = {"sheets": evaluator, "self_sheets": cadre}.get(name, office)
    page = as_user(user).get(reverse(f"campaigns:{name}"))
    assert page.status_code == 200
    assert "2025年" in page.content.decode()


def test_the_offices_pages_open(as_user, announced, office, village):
    client = as_user(office)
    for url in (
        announced.get_absolute_url(),
        reverse("campaigns:round_summary", args=[announced.pk]),
        reverse("campaigns:round_act", args=[announced.pk, "finalise"]),
        reverse("campaigns:evaluation", args=[announced.evaluations.first().pk]),
        reverse("campaigns:evaluation_paper", args=[announced.evaluations.first().pk]),
        reverse("campaigns:sheet", args=[Sheet.objects.of_evaluators().first().pk]),
    ):
        assert client.get(url).status_code == 200, url
