"""A round on its pages: opened, manned, led through its phases, compared."""

import re
from datetime import date

import pytest
from django.urls import reverse

from campaigns.acts import round as round_acts
from campaigns.models import Evaluation, Round, Sheet
from campaigns.views.round import stepper
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score


@pytest.fixture
def shown(scoring, office):
    """Announced from 22 to 28 December, 万顺村 with three points lost in B1."""
    score(scoring, {"万顺村": {"B1": 5}})
    round = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    return ROUND.perform("announce", round, by=office, on=date(2025, 12, 22), days=7)


def test_pages_say_from_when_until_when_it_is_shown(shown, village, cadre, office, as_user):
    result = Evaluation.objects.get(village=village)
    assert "2025年12月22日至2025年12月28日" in as_user(cadre).get(result.get_absolute_url()).text
    # Beside the phase stands the day alone: the year is the round's own.
    assert ">12月28日</span>" in as_user(office).get(shown.get_absolute_url()).text


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


@pytest.mark.parametrize(
    ("status", "states"),
    [
        ("preparing", "current todo todo todo todo todo"),
        ("scoring", "done done current todo todo todo"),
        ("final", "done done done done done done"),
    ],
)
def test_the_phases_of_a_round_as_steps(status, states):
    row = Round(status=status, year=2025, self_due=date(2025, 12, 5), scoring_due=date(2026, 1, 9))
    steps = stepper(row)
    assert [step["state"] for step in steps] == states.split()
    assert [step["hint"] for step in steps][1:3] == ["12月5日", "2026年1月9日"]
    assert not steps[0]["hint"]


def test_a_year_is_offered_until_it_has_its_round(as_user, opened, office):
    page = as_user(office).get(reverse("campaigns:round_create", args=[opened.campaign_id])).text
    assert ">2026年<" in page and ">2025年<" not in page


def test_after_scoring_only_the_way_it_moves_may_change(as_user, reviewed, office):
    client, url = as_user(office), reverse("campaigns:round_edit", args=[reviewed.pk])
    assert "自评截止日期" not in client.get(url).text
    given = {"moves_by_date": "on", "spread_limit": "9", "read_version": reviewed.version}
    assert client.post(url, given).status_code == 302
    row = Round.objects.get()
    assert (row.moves_for, row.spread_limit) == (office, 5)
    client.post(url, {"read_version": row.version})
    assert Round.objects.get().moves_for is None


def test_a_final_round_has_no_form(as_user, final, office):
    client, url = as_user(office), reverse("campaigns:round_edit", args=[final.pk])
    assert url not in client.get(final.get_absolute_url()).text
    answer = client.post(url, {"read_version": final.version})
    assert answer.status_code == 422 and "已经定稿，不能再改" in answer.text


@pytest.mark.parametrize("pair", ["", "x:y", "1", ":", "0:0"])
def test_ticks_that_name_nobody_are_left_out(as_user, opened, office, pair):
    url = reverse("campaigns:round_teams", args=[opened.pk])
    answer = as_user(office).post(url, {"pair": [pair]})
    assert answer.status_code in (302, 422)
    assert not Sheet.objects.of_evaluators().exists()


@pytest.mark.parametrize(("days", "status"), [(4, 422), (5, 302)])
def test_results_are_announced_on_their_page(as_user, reviewed, office, days, status):
    url = reverse("campaigns:round_act", args=[reviewed.pk, "announce"])
    answer = as_user(office).post(url, {"on": "2025-12-22", "days": days})
    assert answer.status_code == status
    assert (Round.objects.get().status == "announced") is (status == 302)


def test_villages_whose_target_changed_follow_it_when_asked(as_user, opened, office, village):
    opened.campaign.targets.all().delete()
    client, url = as_user(office), reverse("campaigns:round_targets", args=[opened.pk])
    assert "万顺村" in client.get(url).text
    assert client.post(url).status_code == 302
    assert opened.evaluations.get(village=village).level is None


def ticked(page):
    return {
        row["village"].name: [str(cell["user"]) for cell in row["cells"] if cell["is_chosen"]]
        for row in page.context["rows"]
    }


def wants(township, count):
    township.settings |= {"evaluators_per_village": count}
    township.save()


def teams_url(round):
    return reverse("campaigns:round_teams", args=[round.pk])


def test_evaluators_are_proposed_where_there_are_none_and_nothing_is_saved(
    as_user, opened, office, township, evaluator, second_evaluator
):
    wants(township, 1)
    client, url = as_user(office), teams_url(opened)
    page = client.get(url)
    assert "还没有保存" in page.text and not Sheet.objects.of_evaluators().exists()
    assert sorted(ticked(page).values()) == [["赵考评"], ["钱考评"]]
    assert [count for _, count in page.context["loads"]] == [1, 1]
    sent = re.findall(r'name="pair"[^>]* value="(\d+:\d+)" checked', page.text)
    assert client.post(url, {"pair": sent}).status_code == 302
    assert Sheet.objects.of_evaluators().count() == 2
    page = client.get(url)
    assert not page.context["is_proposed"] and "请系统补齐" in page.text


def test_it_is_said_where_there_are_too_few_evaluators(as_user, opened, office, evaluator):
    page = as_user(office).get(teams_url(opened))
    assert "万顺村、三水村还差2名：每个村要3名，现有考评员1人" in page.text
    assert ticked(page) == {"万顺村": ["赵考评"], "三水村": ["赵考评"]}


def test_what_is_there_is_filled_up_when_asked(
    as_user, scoring, office, township, evaluator, second_evaluator
):
    wants(township, 2)
    client = as_user(office)
    assert ticked(client.get(teams_url(scoring))) == {"万顺村": ["赵考评"], "三水村": ["赵考评"]}
    page = client.get(teams_url(scoring), {"propose": ""})
    assert {tuple(sorted(names)) for names in ticked(page).values()} == {("赵考评", "钱考评")}
    assert page.text.count("建议</span>") == 2


def test_last_years_pair_is_not_proposed_again(
    as_user, final, campaign, office, township, evaluator, second_evaluator
):
    due = {"self_due": date(2026, 12, 5), "scoring_due": date(2026, 12, 20)}
    after = round_acts.open_round(Round(campaign=campaign, year=2026, **due), by=office)
    wants(township, 1)
    page = as_user(office).get(teams_url(after))
    assert ticked(page) == {"万顺村": ["钱考评"], "三水村": ["钱考评"]}
    wants(township, 2)
    page = as_user(office).get(teams_url(after))
    assert "万顺村：赵考评去年考评过这个村，没有别的人可以换。" in page.text


def test_a_round_that_is_over_is_proposed_nobody(as_user, final, office, evaluator):
    page = as_user(office).get(teams_url(final), {"propose": ""})
    assert not page.context["is_proposed"]
