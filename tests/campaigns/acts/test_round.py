"""A target changed after the round was opened: the round follows when the office says so."""

import pytest
import time_machine
from django.urls import reverse

from campaigns.acts import round as round_acts
from campaigns.acts import sheet as sheet_acts
from campaigns.acts import target as target_acts
from campaigns.models import Evaluation, Level, Sheet, Target, TargetChange
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score, teams
from township.history.models import Entry
from township.workflow import Refused


def aim(village, code, office, campaign):
    """Give a village a target."""
    return target_acts.set_target(
        Target(
            campaign=campaign,
            village=village,
            level=Level.objects.get(campaign=campaign, code=code),
            due_year=2025,
            rationale="进度快",
        ),
        by=office,
    )


def evaluation_of(village):
    return Evaluation.objects.get(village=village)


@pytest.fixture
def judging(opened, office, evaluator):
    """Villages judge themselves; 三水村 works for no level."""
    teams(opened, [evaluator], office)
    return ROUND.perform("start_self", opened, by=office)


@pytest.fixture
def handed_in(judging, other_village, other_cadre):
    sheet = Sheet.objects.get(evaluation__village=other_village, kind="self")
    with time_machine.travel("2025-12-01 09:00+08:00"):
        sheet_acts.save_marks(sheet, full_marks(sheet), by=other_cadre)
        return SHEET.perform("submit_self", sheet, by=other_cadre)


def test_nothing_strays_while_targets_stay(opened, office):
    assert round_acts.strayed(opened) == []
    with pytest.raises(Refused, match="一致，不用更新"):
        round_acts.follow_targets(opened, by=office)


def test_another_standard_begins_the_self_evaluation_anew(
    judging, handed_in, campaign, office, other_village
):
    aim(other_village, "ADVANCED", office, campaign)
    (stray,) = round_acts.strayed(judging)
    assert (stray.level_name, stray.is_anew) == ("区级先进村", True)
    assert stray.written == handed_in.scores.count() > 0
    round_acts.follow_targets(judging, by=office)
    row = evaluation_of(other_village)
    assert (row.level.code, row.standard_version.standard.code) == ("ADVANCED", "ADVANCED")
    own = row.sheets.get(kind="self")
    assert own.pk != handed_in.pk and own.is_open and not own.scores.exists()
    codes = set(row.standard_version.indicators.values_list("code", flat=True))
    assert set(row.proposals) <= codes
    assert Entry.objects.filter(summary__contains="三水村改按区级先进村考评").exists()
    assert round_acts.strayed(judging) == []


def test_the_same_standard_keeps_the_self_evaluation(
    judging, handed_in, campaign, office, other_village
):
    """Without a target the lowest standard applies already."""
    aim(other_village, "QUALIFIED", office, campaign)
    round_acts.follow_targets(judging, by=office)
    row = evaluation_of(other_village)
    assert row.level.code == "QUALIFIED"
    assert row.sheets.get(kind="self") == handed_in and handed_in.scores.exists()


def test_a_withdrawn_target_leads_back_to_the_lowest_standard(opened, campaign, office, village):
    target = campaign.targets.get(village=village)
    target_acts.change(
        target, TargetChange.Kind.WITHDRAWN, reason="条件不够", document="会议纪要", by=office
    )
    (stray,) = round_acts.strayed(opened)
    assert stray.level_name == "没有目标"
    round_acts.follow_targets(opened, by=office)
    row = evaluation_of(village)
    assert row.level is None and row.standard_version.standard.code == "QUALIFIED"


def test_of_two_targets_of_the_year_the_lower_comes_first(opened, campaign, office, village):
    aim(village, "QUALIFIED", office, campaign)
    (stray,) = round_acts.strayed(opened)
    assert stray.level.code == "QUALIFIED"


def test_once_scoring_has_begun_the_standard_stays(scoring, campaign, office, other_village):
    aim(other_village, "ADVANCED", office, campaign)
    assert round_acts.strayed(scoring) == []
    with pytest.raises(Refused, match="不用更新"):
        round_acts.follow_targets(scoring, by=office)
    score(scoring)
    assert evaluation_of(other_village).level is None


def test_a_mark_for_the_sheet_that_went_is_told_so(
    judging, campaign, office, other_village, other_cadre, handed_in
):
    aim(other_village, "ADVANCED", office, campaign)
    round_acts.follow_targets(judging, by=office)
    with pytest.raises(Refused, match="已经作废"):
        sheet_acts.save_sheets({handed_in.pk: full_marks(handed_in)}, by=other_cadre)


def test_the_rounds_page_says_so_and_leads_there(
    as_user, judging, handed_in, campaign, office, other_village
):
    client, page = as_user(office), reverse("campaigns:round", args=[judging.pk])
    where = reverse("campaigns:round_targets", args=[judging.pk])
    assert where not in client.get(page).text
    assert "各村考评的级别和现在的目标一致" in client.get(where).text
    aim(other_village, "ADVANCED", office, campaign)
    text = client.get(page).text
    assert where in text and "三水村的目标在建立考评以后有变动" in text
    text = client.get(where).text
    assert "没有目标" in text and "区级先进村" in text
    assert f"已填的{handed_in.scores.count()}项作废" in text
    answer = client.post(where, follow=True)
    assert "考评的级别和标准已更新" in answer.text and where not in answer.text
    assert evaluation_of(other_village).level.code == "ADVANCED"


def test_looking_costs_the_same_for_any_number_of_villages(
    judging, campaign, office, village, other_village, django_assert_num_queries
):
    assert round_acts.strayed(judging) == []
    with django_assert_num_queries(2):
        assert round_acts.strayed(judging) == []
    aim(other_village, "ADVANCED", office, campaign)
    with django_assert_num_queries(4):
        assert len(round_acts.strayed(judging)) == 1
    aim(village, "QUALIFIED", office, campaign)
    with django_assert_num_queries(4):
        assert len(round_acts.strayed(judging)) == 2


def test_others_neither_see_the_notice_nor_the_page(
    as_user, judging, campaign, office, leader, other_village
):
    aim(other_village, "ADVANCED", office, campaign)
    where = reverse("campaigns:round_targets", args=[judging.pk])
    client = as_user(leader)
    assert where not in client.get(reverse("campaigns:round", args=[judging.pk])).text
    assert client.get(where).status_code == 403
