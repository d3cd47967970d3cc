"""How far a round has brought each village, and what it owes: told from what really happened."""

from datetime import date

import pytest
import time_machine

from campaigns.acts.sheet import save_marks
from campaigns.models import Evaluation, Rectification, Round, Sheet
from campaigns.queries.round_progress import (
    evaluations_on_the_way,
    rectifications,
    self_evaluations,
)
from campaigns.workflows.round import ROUND
from campaigns.workflows.sheet import SHEET
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import full_marks, score


def stage_of(campaign, village):
    (stage,) = [one for one in evaluations_on_the_way(campaign) if one.village_id == village.pk]
    return stage


@pytest.mark.parametrize(
    ("status", "label"),
    [
        ("preparing", "待自评"),
        ("self", "自评"),
        ("scoring", "评分"),
        ("review", "复核"),
        ("announced", "重新评分"),
    ],
)
def test_before_its_result_is_shown_a_village_stands_where_the_round_stands(
    opened, campaign, village, status, label
):
    Round.objects.update(status=status)
    stage = stage_of(campaign, village)
    assert (stage.label, stage.tone, stage.is_open, stage.year) == (label, "active", True, 2025)
    assert stage.level_id is None and stage.url == opened.get_absolute_url()


def test_the_result_is_told_once_it_is_announced(scoring, campaign, office, village, other_village):
    score(scoring, {"三水村": {"B1": 0, "B2": 0, "C1": 0, "D1": 0, "A1": 0}})
    reviewed = ROUND.perform("review", scoring, by=office, on=date(2025, 12, 21))
    assert stage_of(campaign, village).label == "复核"
    ROUND.perform("announce", reviewed, by=office, on=date(2025, 12, 22), days=7)
    reached, missed = stage_of(campaign, village), stage_of(campaign, other_village)
    assert (reached.label, reached.tone, reached.is_open) == ("考评达标", "good", True)
    assert (missed.label, missed.tone) == ("考评未达标", "warn")


def test_what_is_final_is_no_longer_open(final, campaign, village):
    assert not stage_of(campaign, village).is_open


def test_a_replaced_result_is_not_told(announced, campaign, village):
    Evaluation.objects.filter(village=village).update(status="replaced")
    assert village.pk not in [one.village_id for one in evaluations_on_the_way(campaign)]


def test_nobody_owes_a_self_evaluation_before_the_round_asks_for_it(opened, campaign):
    assert list(self_evaluations(campaign, 2025)) == []


def test_each_village_owes_its_self_evaluation_until_it_is_handed_in(
    scoring, campaign, village, cadre
):
    def fact():
        return next(one for one in self_evaluations(campaign, 2025) if one.village_id == village.pk)

    assert (fact().done, fact().need) == (0, 1)
    assert fact().sentence == "自评表还没有提交，截止12月5日。"
    sheet = Sheet.objects.get(evaluation__village=village, kind="self")
    save_marks(sheet, full_marks(sheet), by=cadre)
    SHEET.perform("submit_self", sheet, by=cadre)
    assert (fact().done, fact().sentence) == (1, "")
    assert list(self_evaluations(campaign, 2026)) == []


def demand(village, due_on, **given):
    fields = {"fact": "缺", "demand": "补", "made_on": date(2025, 1, 5), "status": "open"}
    return Rectification.objects.create(village=village, due_on=due_on, **(fields | given))


def told(campaign, village):
    (fact,) = [one for one in rectifications(campaign, 2025) if one.village_id == village.pk]
    return fact.done, fact.need, fact.sentence


@time_machine.travel("2025-10-15 09:00+08:00")
def test_what_was_to_be_put_right_is_told_with_what_is_late(campaign, village, other_village):
    demand(village, date(2025, 10, 14))
    assert told(campaign, village) == (0, 1, "有1项整改没有完成，其中1项逾期。")
    demand(village, date(2025, 10, 15))
    demand(village, date(2025, 9, 1), status="proved", proof_note="已补")
    assert told(campaign, village) == (0, 3, "有3项整改没有完成，其中1项逾期。")
    demand(village, date(2025, 9, 1), status="closed", proof_note="已补")
    assert told(campaign, village) == (1, 4, "有3项整改没有完成，其中1项逾期。")
    demand(village, date(2025, 9, 1), status="withdrawn")
    demand(village, date(2026, 9, 1))
    assert told(campaign, village) == (1, 4, "有3项整改没有完成，其中1项逾期。")
    assert {one.village_id for one in rectifications(campaign, 2025)} == {village.pk}


@time_machine.travel("2025-10-15 09:00+08:00")
def test_what_was_put_right_leaves_no_sentence(campaign, village, foreign_village):
    demand(village, date(2025, 9, 1), status="closed", proof_note="已补")
    demand(foreign_village, date(2025, 9, 1))
    assert [(one.done, one.need, one.sentence) for one in rectifications(campaign, 2025)] == [
        (1, 1, "")
    ]


@time_machine.travel("2025-10-15 09:00+08:00")
def test_nothing_late_is_told_without_it(campaign, village):
    demand(village, date(2025, 10, 15))
    assert told(campaign, village) == (0, 1, "有1项整改没有完成。")
