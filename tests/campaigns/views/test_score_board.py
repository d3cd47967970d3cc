"""The map of a score sheet, which part of it is in sight, and last year's mark beside."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from campaigns.acts import round as round_acts
from campaigns.acts.sheet import save_marks
from campaigns.models import Round, Sheet
from campaigns.queries.sheet import Mark
from campaigns.views.score_board import MOST_LEFT
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score, teams

ONE_PAGE = 67_349  # bytes of the page with all 26 indicators, before it was cut into parts


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


def indicators(sheet):
    return list(sheet.evaluation.standard_version.indicators.select_related("category"))


def shown(page, sheet):
    return [one.code for one in indicators(sheet) if f'id="indicator-{one.pk}"' in page.text]


def square(page, indicator):
    return re.search(rf'data-square="{indicator.pk}".*?</a>', page.text, re.S)[0]


def test_the_page_is_smaller_than_the_whole_sheet_was(as_user, evaluator, sheet):
    for one in indicators(sheet):
        page = as_user(evaluator).get(sheet.get_absolute_url(), {"at": one.pk})
        assert len(page.content) < ONE_PAGE, one


def test_it_opens_where_something_is_left(as_user, evaluator, sheet):
    rows = indicators(sheet)
    first = rows[0].category_id
    marks = {one.code: Mark(one.points) for one in rows if one.category_id == first}
    save_marks(sheet, marks, by=evaluator)
    page = as_user(evaluator).get(sheet.get_absolute_url())
    second = next(one for one in rows if one.category_id != first)
    assert shown(page, sheet) == [o.code for o in rows if o.category_id == second.category_id]
    assert f'id="indicator-{second.pk}"' in page.text
    assert 'class="card-box mark is-here"' in page.text


def test_what_is_asked_for_is_shown_and_nonsense_is_no_fault(as_user, evaluator, sheet):
    client, url, last = as_user(evaluator), sheet.get_absolute_url(), indicators(sheet)[-1]
    for asked in ({"at": last.pk}, {"part": last.category_id}):
        assert last.code in shown(client.get(url, asked), sheet)
    for asked in ({"at": "999999"}, {"at": "x"}, {"part": "-1"}, {"only": "everything"}):
        page = client.get(url, asked)
        assert page.status_code == 200 and indicators(sheet)[0].code in shown(page, sheet)


def test_each_square_tells_its_state(as_user, evaluator, sheet):
    empty, full, proposed, short = indicators(sheet)[:4]
    sheet.evaluation.proposals = {proposed.code: {"points": "1.0", "reason": "缺两次。"}}
    sheet.evaluation.save()
    save_marks(
        sheet,
        {
            full.code: Mark(full.points),
            proposed.code: Mark(Decimal(1), "缺两次。"),
            short.code: Mark(Decimal(1), "少一份。"),
        },
        by=evaluator,
    )
    sheet.scores.filter(indicator=short).update(reason="")
    page = as_user(evaluator).get(sheet.get_absolute_url())
    told = {one: square(page, one) for one in (empty, full, proposed, short)}
    assert [word in told[one] for one, word in zip(told, WORDS, strict=True)] == [True] * 4
    assert ["data-left" in one for one in told.values()] == [True, False, False, True]
    assert f'data-next-left="{short.pk}"' in page.text, (
        "from the empty first to what lacks a reason"
    )


WORDS = ("未评分", "已评分", "采用建议", "缺理由")


def test_only_what_is_left_is_shown_where_that_is_asked(as_user, evaluator, sheet):
    client, url = as_user(evaluator), sheet.get_absolute_url()
    rows = indicators(sheet)
    page = client.get(url, {"only": "left"})
    assert shown(page, sheet) == [one.code for one in rows[:MOST_LEFT]]
    marks = full_marks(sheet)
    for one in (rows[3], rows[20]):
        marks.pop(one.code)
    save_marks(sheet, marks, by=evaluator)
    page = client.get(url, {"only": "left"})
    assert shown(page, sheet) == [rows[3].code, rows[20].code]
    save_marks(sheet, {one.code: Mark(one.points) for one in (rows[3], rows[20])}, by=evaluator)
    page = client.get(url, {"only": "left"})
    assert shown(page, sheet), "nothing is left: the sheet itself is shown"
    bar = page.text.split('id="sheet-progress"')[1].split("</div>")[0]
    assert f'href="{url}act/submit/"' in bar and "data-next-left" not in page.text
    SHEET.perform("submit", sheet, by=evaluator)
    assert "每一项都评了" in client.get(url).text


def test_the_whole_sheet_is_there_for_where_no_network_is(as_user, evaluator, sheet):
    page = as_user(evaluator).get(sheet.get_absolute_url(), {"part": "all"})
    assert shown(page, sheet) == [one.code for one in indicators(sheet)]
    assert page.text.count("mark is-here") == 1, "a phone still shows one"
    assert "data-next-part" not in page.text and "data-whole" not in page.text
    part = as_user(evaluator).get(sheet.get_absolute_url())
    assert f'data-whole="{sheet.get_absolute_url()}?part=all"' in part.text


def test_without_a_script_the_filter_stays_after_saving(as_user, evaluator, sheet):
    first = indicators(sheet)[0]
    sent = {f"{first.pk}-points": str(first.points), "pressed": str(first.pk), "only": "left"}
    answer = as_user(evaluator).post(reverse("campaigns:marks", args=[sheet.pk]), sent)
    assert "?only=left&at=" in answer.url
    assert first.code not in shown(as_user(evaluator).get(answer.url), sheet)


def test_a_saved_card_brings_map_and_total_along(as_user, evaluator, sheet):
    first = indicators(sheet)[0]
    url = reverse("campaigns:mark", args=[sheet.pk, first.pk])
    sent = {"points": str(first.points), "version": ""}
    answer = as_user(evaluator).post(url, sent, HTTP_HX_REQUEST="true")
    assert "已评分" in square(answer, first) and "data-left" not in square(answer, first)
    assert f"{first.points}分" in answer.text and "1 / 26项" in answer.text


def test_submitting_too_early_leads_to_each_missing_place(as_user, evaluator, sheet):
    marks = full_marks(sheet)
    missing = indicators(sheet)[7]
    marks.pop(missing.code)
    save_marks(sheet, marks, by=evaluator)
    page = as_user(evaluator).get(reverse("campaigns:sheet_act", args=[sheet.pk, "submit"]))
    place = f"{sheet.get_absolute_url()}?at={missing.pk}#indicator-{missing.pk}"
    assert "还不能提交评分表" in page.text and f'href="{place}"' in page.text
    assert page.text.count("#indicator-") == 1
    save_marks(sheet, {missing.code: Mark(missing.points)}, by=evaluator)
    page = as_user(evaluator).get(reverse("campaigns:sheet_act", args=[sheet.pk, "submit"]))
    assert "#indicator-" not in page.text and "确定提交评分表" in page.text


def open_next(campaign, office, evaluator):
    due = {"self_due": date(2026, 12, 5), "scoring_due": date(2026, 12, 20)}
    round = round_acts.open_round(Round(campaign=campaign, year=2026, **due), by=office)
    teams(round, [evaluator], office)
    return ROUND.perform("start_scoring", round, by=office)


@pytest.mark.parametrize("is_announced", [True, False])
def test_last_years_mark_stands_beside_once_it_was_announced(
    as_user, scoring, campaign, office, evaluator, village, is_announced
):
    score(scoring, {"万顺村": {"A1": 1}})
    round = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    if is_announced:
        ROUND.perform("announce", round, by=office, on=date(2025, 12, 22), days=7)
    after = open_next(campaign, office, evaluator)
    sheet = Sheet.objects.get(
        evaluation__round=after, evaluation__village=village, scorer=evaluator
    )
    first = indicators(sheet)[0]
    page = as_user(evaluator).get(sheet.get_absolute_url(), {"at": first.pk})
    assert ("上年得分：<strong>1.0分</strong>" in page.text) is is_announced
    assert ("查有不足" in page.text) is is_announced
