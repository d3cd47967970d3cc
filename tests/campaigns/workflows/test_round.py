"""A year's round from opening to final, as the office, evaluators and cadres live it."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, IntegrityError
from django.urls import reverse

from archives.models import Record
from campaigns.acts import round as round_acts
from campaigns.models import Evaluation, Round, Score, Sheet
from campaigns.workflows.round import ROUND
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


def test_settling_waits_for_every_sheet(scoring, office):
    with pytest.raises(Refused, match="万顺村：赵考评的打分表还没有提交"):
        ROUND.perform("review", scoring, by=office)


def test_the_result_tells_levels_with_reasons(scoring, office, village):
    score(scoring, {"万顺村": {"B1": 1, "A1": 0}})
    ROUND.perform("review", scoring, by=office)
    result = Evaluation.objects.get(village=village)
    assert result.points == Decimal("89.0")
    assert result.outcomes[0]["is_reached"] is False
    assert "差1.0分" in "".join(result.outcomes[0]["reasons"])
    assert result.result["gains"][0]["code"] == "B1"


def test_a_large_spread_waits_for_a_note(opened, office, evaluator, second_evaluator, village):
    teams(opened, [evaluator, second_evaluator], office)
    ROUND.perform("start_scoring", opened, by=office)
    score(opened)
    sheet = Sheet.objects.get(evaluation__village=village, scorer=second_evaluator)
    from campaigns.workflows.sheet import SHEET

    SHEET.perform("reopen", sheet, by=office, reason="核对")
    from campaigns.acts.sheet import save_marks
    from campaigns.queries.sheet import Mark

    save_marks(sheet, {"B1": Mark(Decimal(0), "没有章程")}, by=second_evaluator)
    SHEET.perform("submit", sheet, by=second_evaluator)
    round = ROUND.perform("review", Round.objects.get(pk=opened.pk), by=office)
    with pytest.raises(Refused, match=r"相差8\.0分"):
        ROUND.perform("announce", round, by=office, days=7)
    Evaluation.objects.filter(village=village).update(spread_note="已现场核对")
    ROUND.perform("announce", round, by=office, days=7)


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


def test_what_is_final_is_frozen_and_filed(final, village):
    result = Evaluation.objects.get(village=village)
    assert result.status == "final"
    with pytest.raises((IntegrityError, DatabaseError)):
        Evaluation.objects.filter(pk=result.pk).update(points=1)


def test_final_results_stand_in_the_archive(final, village):
    record = Record.objects.get(village=village, category__code="KPS")
    assert record.metadata["score"] == "100.0"
    assert record.parts.get().files.get().file.is_pdf


def test_scores_of_submitted_sheets_are_frozen(reviewed):
    with pytest.raises((IntegrityError, DatabaseError)):
        Score.objects.update(points=1)


def test_the_next_years_round_is_opened_beside_it(final, campaign, office):
    fresh = Round(
        campaign=campaign, year=2026, self_due=date(2026, 12, 5), scoring_due=date(2026, 12, 20)
    )
    assert round_acts.open_round(fresh, by=office).evaluations.count() == 2


def test_results_are_compared_by_category_and_year(as_user, final, campaign, office, cadre):
    page = as_user(office).get(reverse("campaigns:round_trends", args=[campaign.pk]))
    assert "2025年" in page.content.decode()
    own = as_user(cadre).get(reverse("campaigns:round_trends", args=[campaign.pk]))
    assert "万顺村" in own.content.decode()
    assert "三水村" not in own.content.decode()


def test_points_beyond_the_target_name_no_higher_level(reviewed, village, other_village):
    told = {row.village: row.recognised for row in Evaluation.objects.all()}
    assert told[village] == "区级先进村"
    assert told[other_village] == "合格村"
