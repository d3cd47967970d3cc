"""The figures of a year are counted from what happened, in one number of queries."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from campaigns.acts import preset as preset_acts
from campaigns.models import Campaign, Rectification
from campaigns.queries.year_report import campaign_year
from campaigns.rules import preset
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.personas import make_village
from villages.models import Activity, Commendation, Meeting, Motion, Text, TextVersion, Village
from villages.rules.kinds import TextKind

TODAY = date(2026, 12, 31)


@pytest.fixture
def wanshun(running):
    return Village.objects.get(name="万顺村")


def of(told, name):
    return next(one for one in told.villages if one.village.name == name)


def activity(village, day):
    Activity.objects.create(village=village, kind="theme", title="活动", on=day, headcount=20)


def test_what_was_done_counts_for_its_village_and_year(running, wanshun):
    for day in (date(2026, 1, 1), date(2026, 12, 31), date(2025, 12, 31), date(2027, 1, 1)):
        activity(wanshun, day)
    told = campaign_year(running, 2026, TODAY)
    assert of(told, "万顺村").counts["activities"] == 2 == told.total("activities")
    assert of(told, "三水村").counts["activities"] == 0


def test_how_charter_and_covenant_are_kept_is_counted_and_nobody_named(running, wanshun):
    usual = {"village": wanshun, "number": 3, "basis_clause": "第九条", "measure": "通报"}
    heard = {"noticed_on": date(2026, 5, 1), "notice": "当面告知", "remedy": "向镇里申诉"}
    for kind, day in (("commendation", 2026), ("sanction", 2026), ("sanction", 2025)):
        Commendation.objects.create(kind=kind, on=date(day, 6, 1), **usual, **{
            **heard, "noticed_on": date(day, 5, 1)
        })  # fmt: skip
    told = campaign_year(running, 2026, TODAY)
    assert (told.total("commended"), told.total("sanctioned")) == (1, 1)


def test_texts_are_counted_as_the_campaign_asks_for_them(running, wanshun):
    told = campaign_year(running, 2026, TODAY)
    assert of(told, "万顺村").texts == {kind: 0 for kind in TextKind}
    for kind in (TextKind.CHARTER, TextKind.COVENANT):
        text = Text.objects.create(village=wanshun, kind=kind, title=kind.label)
        TextVersion.objects.create(
            text=text, number=1, status="filed", sha256="0" * 64, adopted_on=date(2026, 5, 1)
        )
    told = campaign_year(running, 2026, TODAY)
    assert told.copies(TextKind.CHARTER) == told.copies(TextKind.COVENANT) == 1
    Campaign.objects.filter(pk=running.pk).update(texts_needed={"covenant": 1})
    told = campaign_year(Campaign.objects.get(pk=running.pk), 2026, TODAY)
    assert of(told, "万顺村").texts == {TextKind.COVENANT: 1}


def test_what_another_campaigns_round_wants_put_right_is_not_of_this_one(reviewed, office):
    year, village = reviewed.year, reviewed.evaluations.first().village
    for of_round in (reviewed, None):
        Rectification.objects.create(
            village=village, round=of_round, fact="缺照片", demand="补照片",
            made_on=date(year, 6, 1), due_on=date(year, 7, 1), status="open",
        )  # fmt: skip
    other = preset_acts.load(preset.load("minzhu-fazhi"), village.township, start=year)
    counted = [campaign_year(one, year, TODAY) for one in (reviewed.campaign, other)]
    assert [told.total("rectifications") for told in counted] == [2, 1]


def test_votes_that_passed_and_what_was_put_right_are_counted(running, wanshun):
    meeting = Meeting.objects.create(
        village=wanshun, kind="villagers", mode="person", title="村民会议", place="大院",
        held_at=datetime(2026, 6, 1, 4, tzinfo=UTC), chair="陈", recorder="张",
    )  # fmt: skip
    for status in ("passed", "failed", "failed"):
        Motion.objects.create(
            meeting=meeting, about="other", title="修路", status=status, closed_at=meeting.held_at
        )
    for status in ("closed", "open", "open"):
        Rectification.objects.create(
            village=wanshun, fact="缺照片", demand="补照片", status=status, proof_note="已补",
            made_on=date(2026, 6, 1), due_on=date(2026, 7, 1), closed_on=date(2026, 6, 9),
        )  # fmt: skip
    counts = of(campaign_year(running, 2026, TODAY), "万顺村").counts
    assert (counts["motions"], counts["rectifications"], counts["rectified"]) == (1, 3, 1)


def test_targets_of_the_year_and_gaps_are_told_by_village(running, wanshun):
    year = running.targets.in_force().filter(village=wanshun).first().due_year
    told = campaign_year(running, year, date(year, 6, 1))
    mine = of(told, "万顺村")
    assert {one.target.due_year for one in mine.standings} == {year}
    assert mine.gaps and mine.gaps[0].topic in dict(told.gap_topics)
    counts = [count for _, count in told.gap_topics]
    assert counts == sorted(counts, reverse=True) and max(counts) <= len(told.villages)


def test_without_results_there_is_no_average(running):
    told = campaign_year(running, 2026, TODAY)
    assert told.average is None and told.average_before is None
    assert (told.paid, told.owed, told.honours) == (Decimal(), Decimal(), [])


def test_as_many_queries_for_many_villages_as_for_few(running, township, wanshun):
    campaign_year(running, 2026, TODAY)
    with CaptureQueriesContext(connection) as few:
        campaign_year(running, 2026, TODAY)
    for number in range(4):
        activity(make_village(township, f"新{number}村", f"N{number}"), date(2026, 5, 1))
    with CaptureQueriesContext(connection) as many:
        told = campaign_year(running, 2026, TODAY)
    assert len(many) == len(few) and told.total("activities") == 4


def test_results_count_once_they_are_announced(reviewed, office):
    year = reviewed.year
    before = campaign_year(reviewed.campaign, year, date(year, 12, 31))
    assert before.average is None and not any(one.evaluation for one in before.villages)
    ROUND.perform("announce", reviewed, by=office, on=date(year, 12, 22), days=7)
    told = campaign_year(reviewed.campaign, year, date(year, 12, 31))
    points = [one.evaluation.points for one in told.villages if one.evaluation]
    assert told.average == sum(points) / len(points)
    assert campaign_year(reviewed.campaign, year + 1, date(year + 1, 1, 5)).average_before
