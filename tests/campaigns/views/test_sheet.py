"""The scoring page: evidence beside, proposals, saving one by one, blindness, submitting."""

import re
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.forms.sheet import MarkForm
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
    """All of them on the map, in full those of one category."""
    page = as_user(evaluator).get(sheet.get_absolute_url())
    assert page.status_code == 200
    indicators = list(sheet.evaluation.standard_version.indicators.all())
    for indicator in indicators:
        assert indicator.name in page.text
    shown = [one.pk for one in indicators if f'id="indicator-{one.pk}"' in page.text]
    of_first = indicators[0].category_id
    assert shown == [one.pk for one in indicators if one.category_id == of_first]


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


@pytest.mark.parametrize("typed", ["３．５", "3。5", "3.5分", " 3.5 "])
def test_points_are_read_as_people_type_them(typed):
    form = MarkForm({"points": typed, "reason": "少一个方面"})
    assert form.is_valid() and form.cleaned_data["points"] == Decimal("3.5")


def test_a_comma_is_no_point():
    assert not MarkForm({"points": "3,5"}).is_valid()


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


def typed(client, sheet, code="B1"):
    """Every field of the page's one form, as a browser without scripts would send it."""
    at = indicator_of(sheet, code).pk
    text = client.get(sheet.get_absolute_url(), {"at": at}).text
    inputs = r'<input[^>]*form="whole-sheet" name="(\d+-(?:points|version))"([^>]*)>'
    given = re.findall(inputs, text)
    sent = {name: re.search(r'value="([^"]*)"', rest)[1] for name, rest in given}
    reasons = r'<textarea[^>]*form="whole-sheet" name="([^"]+)"[^>]*>([^<]*)</textarea>'
    return sent | dict(re.findall(reasons, text))


def test_without_a_script_one_press_saves_everything_that_was_typed(as_user, evaluator, sheet):
    client, url = as_user(evaluator), reverse("campaigns:marks", args=[sheet.pk])
    first, second = indicator_of(sheet, "B1"), indicator_of(sheet, "B2")
    sent = typed(client, sheet) | {
        f"{first.pk}-points": "7",
        f"{first.pk}-reason": "党组织研究晚了",
        f"{second.pk}-points": str(second.points),
    }
    answer = client.post(url, sent | {"pressed": str(second.pk)})
    assert answer.status_code == 302
    assert answer.url.endswith(f"?at={second.pk}#indicator-{second.pk}")
    kept = {one.indicator_id: one for one in Score.objects.filter(sheet=sheet)}
    assert set(kept) == {first.pk, second.pk}
    assert (kept[first.pk].points, kept[first.pk].reason) == (Decimal(7), "党组织研究晚了")
    assert "已保存2项" in client.get(answer.url).text


def test_without_a_script_what_is_refused_comes_back_beside_what_was_saved(
    as_user, evaluator, sheet
):
    client, url = as_user(evaluator), reverse("campaigns:marks", args=[sheet.pk])
    first, second, third = (indicator_of(sheet, code) for code in ("B1", "B2", "B3"))
    sent = typed(client, sheet) | {
        f"{first.pk}-points": "99",
        f"{first.pk}-reason": "写了很久的理由",
        f"{second.pk}-points": str(second.points),
        f"{third.pk}-points": "七",
        f"{third.pk}-reason": "另一段理由",
    }
    answer = client.post(url, sent)
    assert answer.status_code == 422
    for word in ("写了很久的理由", "另一段理由", 'value="99"', 'value="七"', "得分要填数字"):
        assert word in answer.text
    assert "有2项没有保存" in answer.text
    assert [one.indicator for one in Score.objects.filter(sheet=sheet)] == [second]


def test_without_a_script_another_device_is_not_overwritten_and_only_changes_are_written(
    as_user, evaluator, sheet
):
    client, url = as_user(evaluator), reverse("campaigns:marks", args=[sheet.pk])
    first, second = indicator_of(sheet, "B1"), indicator_of(sheet, "B2")
    sent = typed(client, sheet)
    post(client, sheet, "B1", points="8", reason="", version="")
    post(client, sheet, "B2", points=str(second.points), reason="", version="")
    answer = client.post(url, sent | {f"{first.pk}-points": "6", f"{first.pk}-reason": "两处缺陷"})
    assert answer.status_code == 422
    assert "这一项刚在别处改成：8.0分" in answer.text and "两处缺陷" in answer.text
    assert Score.objects.get(indicator=first).points == 8
    stands = typed(client, sheet)
    version = Score.objects.get(indicator=second).version
    assert client.post(url, stands).status_code == 302
    assert Score.objects.get(indicator=second).version == version
    again = {f"{first.pk}-points": "6", f"{first.pk}-reason": "两处缺陷"}
    assert client.post(url, stands | again).status_code == 302
    assert Score.objects.get(indicator=first).points == 6


def take(page, indicator, what):
    """The button of a card as a browser without scripts would press it."""
    value = f"{indicator.pk}-{what}"
    (button,) = re.findall(rf'<button[^>]*name="take" value="{value}"[^>]*>', page)
    assert 'type="submit"' in button and 'form="whole-sheet"' in button and "hidden" not in button
    return {"take": value}


def test_without_a_script_a_proposal_and_full_marks_are_taken_at_a_press(as_user, evaluator, sheet):
    client, url = as_user(evaluator), reverse("campaigns:marks", args=[sheet.pk])
    first, second = indicator_of(sheet, "B1"), indicator_of(sheet, "B2")
    evaluation = sheet.evaluation
    evaluation.proposals = {
        first.code: {"points": "7", "reason": "缺签到册"},
        second.code: {"points": "1", "reason": "只有一次"},
    }
    evaluation.save(update_fields=["proposals"])
    page = client.get(sheet.get_absolute_url(), {"at": first.pk}).text
    sent = typed(client, sheet) | {f"{second.pk}-points": "2", f"{second.pk}-reason": "自己写的"}
    answer = client.post(url, sent | take(page, first, "proposal"))
    assert answer.url.endswith(f"?at={first.pk}#indicator-{first.pk}")
    kept = {one.indicator: one for one in Score.objects.filter(sheet=sheet)}
    assert (kept[first].points, kept[first].reason) == (7, "缺签到册")
    assert (kept[second].points, kept[second].reason) == (2, "自己写的"), "what was typed is kept"
    client.post(url, typed(client, sheet) | take(page, second, "full"))
    taken = Score.objects.get(sheet=sheet, indicator=second)
    assert (taken.points, taken.reason) == (second.points, "")


def test_enter_presses_no_button_that_fills_in(as_user, evaluator, sheet):
    page = as_user(evaluator).get(sheet.get_absolute_url()).text
    form = page.index('<form id="whole-sheet"')
    first = re.search(r'<button[^>]*type="submit"[^>]*>', page[form:])[0]
    assert "take" not in first


@pytest.mark.parametrize("odd", ["", "x", "9-proposal", "-full", "²-full"])
def test_a_button_that_is_none_fills_in_nothing(as_user, evaluator, sheet, odd):
    client, url = as_user(evaluator), reverse("campaigns:marks", args=[sheet.pk])
    assert client.post(url, typed(client, sheet) | {"take": odd}).status_code == 302
    assert not Score.objects.filter(points__isnull=False).exists()


def test_nobody_else_saves_a_whole_sheet(as_user, office, cadre, sheet):
    first = indicator_of(sheet, "B1")
    sent = {f"{first.pk}-points": "8", f"{first.pk}-version": ""}
    for user in (office, cadre):
        for name in ("marks", "self_marks"):
            answer = as_user(user).post(reverse(f"campaigns:{name}", args=[sheet.pk]), sent)
            assert answer.status_code in (403, 404), (user, name)
    assert not Score.objects.exists()


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
