"""What everybody may read of a village's campaigns: nothing before a round is finished."""

import pytest

from campaigns.models import Honour, PriorResult
from campaigns.queries.openness import honours_told, results_told
from tests.campaigns.applications import *  # noqa: F403
from tests.township import finds

pytestmark = pytest.mark.django_db


def test_a_result_is_told_once_its_round_is_signed(evaluation, village, other_village):
    (told,) = results_told(village)
    assert told.title.startswith("2026年度") and "/public/" in told.url
    assert told.note == "93.5分，达到区级先进村标准"
    assert results_told(other_village) == []


def test_results_of_years_before_stand_below(evaluation, village, office):
    row = PriorResult(campaign=evaluation.round.campaign, village=village, year=2025, points="88.0")
    row.enter(office)
    row.save()
    assert [one.note for one in results_told(village)] == [
        "93.5分，达到区级先进村标准",
        "88.0分，未达标",
    ]
    assert results_told(village)[1].url == ""


def test_an_honour_is_told_while_it_is_held(foreign_village, office):
    village = finds.plant(foreign_village, office, 1)
    assert results_told(village) == [], "its round is not over"
    (told,) = honours_told(village)
    assert (told.title, told.note) == ("合格村", "区政府2026年3月2日命名")
    Honour.objects.update(status="revoked")
    assert honours_told(village) == []
