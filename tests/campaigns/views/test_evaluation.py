"""A village's result as office, evaluator and cadre see it."""

import pytest
from django.urls import reverse

from campaigns.models import Evaluation, Sheet, SiteVisit, VetoFinding
from campaigns.views.evaluation import sections_of
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score


@pytest.fixture
def sheet(scoring, village, evaluator):
    return Sheet.objects.get(evaluation__village=village, scorer=evaluator)


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


@pytest.fixture
def row(reviewed, village):
    return reviewed.evaluations.get(village=village)


def test_the_list_tells_levels_or_that_none_was_reached(as_user, office, row):
    url = reverse("campaigns:evaluations")
    told = as_user(office).get(url).text
    assert "区级先进村" in told and "未达标" not in told
    result = row.result
    for one in result["outcomes"]:
        one["is_reached"] = False
    Evaluation.objects.filter(pk=row.pk).update(result=result)
    assert "未达标" in as_user(office).get(url).text
    by_year = [as_user(office).get(url, {"year": year}) for year in (2025, 2024)]
    assert [row in page.context["object_list"] for page in by_year] == [True, False]
    Evaluation.objects.filter(pk=row.pk).update(status="replaced")
    assert row not in as_user(office).get(url).context["object_list"]


@pytest.mark.parametrize(("status", "may"), [("settled", True), ("open", False)])
def test_why_a_spread_stands_is_written_between_settling_and_final(
    as_user, office, row, status, may
):
    flagged = row.result | {"is_spread_flagged": True}
    Evaluation.objects.filter(pk=row.pk).update(status=status, result=flagged)
    client = as_user(office)
    url = reverse("campaigns:spread_note", args=[row.pk])
    blank = client.post(url, {"spread_note": " "})
    assert blank.status_code == 422
    answer = client.post(url, {"spread_note": "已现场核对", "read_version": row.version})
    assert answer.status_code == (302 if may else 422)
    assert (url in client.get(row.get_absolute_url()).text) is may


@pytest.mark.parametrize("act", ["reopen", "replace", "finalise"])
def test_inner_steps_have_no_page_of_their_own(as_user, office, row, act):
    client = as_user(office)
    url = reverse("campaigns:evaluation_act", args=[row.pk, act])
    assert client.get(url).status_code == client.post(url).status_code == 404
    row.refresh_from_db()
    assert row.status == "settled"


def test_a_village_is_told_of_confirmed_vetoes_only(
    as_user, office, cadre, evaluator, announced, village
):
    row = announced.evaluations.get(village=village)
    veto = row.standard_version.vetoes.first()
    VetoFinding.objects.create(evaluation=row, veto=veto, fact="正在核实的事", found_by=evaluator)
    client = as_user(cadre)
    assert "正在核实的事" not in client.get(row.get_absolute_url()).text
    VetoFinding.objects.update(status="confirmed", confirmed_by=office)
    assert "正在核实的事" in client.get(row.get_absolute_url()).text


def test_categories_stand_with_their_lines(row):
    sections = sections_of(row)
    assert [one["category"]["code"] for one in sections] == ["A", "B", "C", "D", "E", "F"]
    assert all(line["category"] == "B" for line in sections[1]["lines"])
    row.result = {}
    assert sections_of(row) == []


def test_a_cadre_who_evaluates_elsewhere_reads_of_the_own_village_what_its_cadres_read(
    as_user, announced, cadre, office, evaluator, village, other_village
):
    own = Evaluation.objects.get(village=village)
    veto = own.standard_version.vetoes.first()
    VetoFinding.objects.create(evaluation=own, veto=veto, fact="还在查的事", found_by=office)
    counts = dict.fromkeys(("households", "respondents", "aware", "satisfied"), 37)
    SiteVisit.objects.create(
        evaluation=own, visited_on="2025-12-10", visitors="赵", entered_by=office, **counts
    )
    alone = as_user(cadre).get(own.get_absolute_url()).context
    cadre.memberships.create(role="evaluator", township=village.township)
    elsewhere = Evaluation.objects.get(village=other_village)
    Sheet.objects.filter(evaluation=elsewhere, scorer=evaluator).update(status="set_aside")
    Sheet.objects.create(evaluation=elsewhere, scorer=cadre)
    answer = as_user(cadre).get(own.get_absolute_url())
    assert "还在查的事" not in answer.text and "受访37人" not in answer.text
    assert "各考评员" not in answer.text
    told = ("may_note", "may_object", "may_rectify", "may_visit", "sees_sheets")
    assert {name: answer.context[name] for name in told} == {name: alone[name] for name in told}
    page = as_user(office).get(own.get_absolute_url()).text
    assert "还在查的事" in page and "受访37人" in page and "各考评员" in page


def test_a_cadre_of_the_village_writes_no_opinion_on_its_spread(as_user, reviewed, office, village):
    own = Evaluation.objects.get(village=village)
    url = reverse("campaigns:spread_note", args=[own.pk])
    assert as_user(office).get(url).status_code == 200
    village.cadres.add(office.memberships.create(role="cadre", township=village.township))
    as_user(office).post(url, {"spread_note": "没有问题"})
    assert not Evaluation.objects.get(pk=own.pk).spread_note
