"""A year's round from opening to final, as the office, evaluators and cadres live it."""

from datetime import date

import pytest

from archives.models import Record
from campaigns.acts import round as round_acts
from campaigns.models import Objection, Round, Sheet
from campaigns.workflows.objection import make
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import score, teams
from township.workflow import Refused


def test_every_village_takes_part_by_the_standard_it_works_for(opened, village, other_village):
    by_village = {row.village: row for row in opened.evaluations.all()}
    assert by_village[village].standard_version.standard.code == "ADVANCED"
    assert by_village[other_village].standard_version.standard.code == "QUALIFIED"
    assert Sheet.objects.filter(kind="self").count() == 2


def test_a_cadre_never_evaluates_the_own_village(opened, office, evaluator, village):
    village.cadres.add(evaluator.memberships.get())
    with pytest.raises(Refused, match="不能考评本村"):
        teams(opened, [evaluator], office)


def test_scoring_does_not_start_without_evaluators(opened, office):
    with pytest.raises(Refused, match="还没有分配考评员：万顺村、三水村"):
        ROUND.perform("start_scoring", opened, by=office)


@pytest.mark.parametrize(("days", "is_enough"), [(4, False), (5, True)])
def test_announcing_takes_at_least_five_days(reviewed, office, days, is_enough):
    if is_enough:
        round = ROUND.perform("announce", reviewed, by=office, on=date(2025, 12, 22), days=days)
        assert round.announced_until == date(2025, 12, 26)
    else:
        with pytest.raises(Refused, match="公示至少5天"):
            ROUND.perform("announce", reviewed, by=office, on=date(2025, 12, 22), days=days)


@pytest.mark.parametrize(("day", "is_after"), [(20, False), (21, True)])
def test_results_are_not_announced_before_they_are_settled(reviewed, office, day, is_after):
    """Settled on 21 December; an earlier day would cut the announcement short."""
    on = date(2025, 12, day)
    if is_after:
        assert ROUND.perform("announce", reviewed, by=office, on=on, days=5).announced_on == on
    else:
        with pytest.raises(Refused, match="不能早于汇总得分的日期（2025年12月21日）"):
            ROUND.perform("announce", reviewed, by=office, on=on, days=5)


@pytest.mark.parametrize(("day", "is_over"), [(28, False), (29, True)])
def test_final_only_when_the_announcement_is_over(announced, office, day, is_over):
    if is_over:
        ROUND.perform("finalise", announced, by=office, on=date(2025, 12, day))
    else:
        with pytest.raises(Refused, match="公示到2025年12月28日结束"):
            ROUND.perform("finalise", announced, by=office, on=date(2025, 12, day))


@pytest.mark.usefixtures("papers_set")
def test_final_results_stand_in_the_archive(final, village):
    record = Record.objects.get(village=village, category__code="KPS")
    assert record.metadata["score"] == "100.0"
    assert record.parts.get().files.get().file.is_pdf


def test_the_next_years_round_is_opened_beside_it(final, campaign, office):
    fresh = Round(
        campaign=campaign, year=2026, self_due=date(2026, 12, 5), scoring_due=date(2026, 12, 20)
    )
    assert round_acts.open_round(fresh, by=office).evaluations.count() == 2


def test_an_announcement_names_whom_to_call(reviewed, office, township):
    township.settings |= {"office_contact": ""}
    township.save()
    with pytest.raises(Refused, match="还没有填公文和公示的联系人"):
        ROUND.perform("announce", reviewed, by=office, on=date(2025, 12, 22), days=7)


def test_an_announcement_is_taken_back_until_somebody_objects(reviewed, office, cadre, village):
    round = ROUND.perform("announce", reviewed, by=office, days=7)
    round = ROUND.perform("stop_announcing", round, by=office, reason="天数写错了")
    assert (round.status, round.announced_on) == (Round.Status.REVIEW, None)
    assert not round.evaluations.exclude(announced_on=None).exists()
    round = ROUND.perform("announce", round, by=office, days=10)
    assert (round.announced_until - round.announced_on).days == 9
    evaluation = round.evaluations.get(village=village)
    make(Objection(evaluation=evaluation, text="漏看了照片"), by=cadre)
    with pytest.raises(Refused, match="已经有村提出异议"):
        ROUND.perform("stop_announcing", round, by=office, reason="天数写错了")


def test_an_announcement_that_is_over_is_not_taken_back(announced, office):
    with pytest.raises(Refused, match="期满"):
        ROUND.perform("stop_announcing", announced, by=office, reason="天数写错了")


def test_results_given_back_show_no_total_and_are_settled_at_once(reviewed, office, village):
    for sheet in Sheet.objects.of_evaluators().filter(evaluation__round=reviewed):
        SHEET.perform("reopen", sheet, by=office, reason="漏看了照片")
    row = reviewed.evaluations.get(village=village)
    assert (row.points, row.reached, row.settled_on) == (None, [], None)
    with pytest.raises(Refused, match="还没有提交"):
        ROUND.perform("settle_again", reviewed, by=office)
    score(reviewed)
    round = ROUND.perform("settle_again", reviewed, by=office)
    assert round.status == Round.Status.REVIEW
    assert not round.evaluations.filter(points=None).exists()
    with pytest.raises(Refused, match="没有退回重评"):
        ROUND.perform("settle_again", round, by=office)
