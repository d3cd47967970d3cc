"""The scoring page: evidence beside, proposals, saving one by one, blindness, submitting."""

from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.acts.sheet import save_marks
from campaigns.models import Score, Sheet
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score
from township.workflow import Refused

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


def test_submitting_names_what_is_not_scored(sheet, evaluator):
    marks = full_marks(sheet)
    del marks["B1"]
    save_marks(sheet, marks, by=evaluator)
    with pytest.raises(Refused, match="还没有打分：B1"):
        SHEET.perform("submit", sheet, by=evaluator)


def test_evaluators_are_blind_to_each_other(as_user, scoring, office, sheet, second_evaluator):
    from tests.campaigns.rounds import teams

    teams(scoring, [sheet.scorer, second_evaluator], office)
    client = as_user(second_evaluator)
    assert client.get(sheet.get_absolute_url()).status_code == 404
    assert (
        client.get(reverse("campaigns:evaluation", args=[sheet.evaluation_id])).status_code == 403
    )


def test_a_cadre_sees_no_sheet_and_the_result_only_once_announced(
    as_user, cadre, sheet, scoring, office
):
    from campaigns.workflows.round import ROUND

    client = as_user(cadre)
    result = reverse("campaigns:evaluation", args=[sheet.evaluation_id])
    assert client.get(sheet.get_absolute_url()).status_code == 403
    score(scoring, {"万顺村": {"B1": 5}})
    round = ROUND.perform("review", scoring, by=office)
    assert client.get(result).status_code == 404
    ROUND.perform("announce", round, by=office, days=7)
    page = client.get(result)
    assert "失3.0分，补齐后总分可到100.0分" in page.content.decode()
    assert "赵考评" not in page.content.decode()


def test_the_village_evaluates_itself(as_user, cadre, opened, office, village):
    from campaigns.workflows.round import ROUND

    ROUND.perform("start_self", opened, by=office)
    own = Sheet.objects.get(kind="self", evaluation__village=village)
    client = as_user(cadre)
    url = reverse("campaigns:self_mark", args=[own.pk, indicator_of(own, "A1").pk])
    assert client.post(url, {"points": "4", "version": ""}, **HTMX).status_code == 200
    save_marks(own, full_marks(own), by=cadre)
    act = reverse("campaigns:self_sheet_act", args=[own.pk, "submit_self"])
    assert client.post(act, {}).status_code == 302
    assert Sheet.objects.get(pk=own.pk).status == "submitted"


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


def test_the_office_opens_a_round_and_assigns_on_one_page(as_user, campaign, office, evaluator):
    client = as_user(office)
    url = reverse("campaigns:round_create", args=[campaign.pk])
    assert client.get(url).status_code == 200
    answer = client.post(
        url,
        {
            "year": 2026,
            "self_due": "2026-12-05",
            "scoring_due": "2026-12-20",
            "aggregation": "MEDIAN",
            "spread_limit": "5.0",
        },
    )
    assert answer.status_code == 302, answer.content.decode()
    page = client.get(answer.url)
    assert page.status_code == 200
    village = campaign.township.village_set.first()
    answer = client.post(answer.url, {"pair": [f"{village.pk}:{evaluator.pk}"]})
    assert answer.status_code == 302, answer.content.decode()
    assert Sheet.objects.of_evaluators().get().scorer == evaluator
