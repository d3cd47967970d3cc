"""Rounds: once a year, in the order of their days, frozen once final."""

from datetime import date

import pytest

from campaigns.models import Round
from tests.campaigns.database import FROZEN, refused


def made(campaign, year=2026, scoring_due=date(2026, 12, 5)):
    return Round.objects.create(
        campaign=campaign, year=year, self_due=date(2026, 12, 5), scoring_due=scoring_due
    )


def test_a_year_is_evaluated_once(drafted):
    made(drafted)
    with refused():
        made(drafted)
    assert made(drafted, 2027).pk


def test_scoring_does_not_end_before_the_self_evaluation(drafted):
    with refused("round_dates"):
        made(drafted, scoring_due=date(2026, 12, 4))
    assert made(drafted).scoring_due == date(2026, 12, 5)


def test_a_final_round_is_frozen(drafted):
    made(drafted)
    Round.objects.update(status="final")
    with refused(FROZEN):
        Round.objects.update(spread_limit=9)


@pytest.mark.parametrize(
    ("status", "before_scoring", "before_review", "tone"),
    [
        ("preparing", True, True, "neutral"),
        ("self", True, True, "active"),
        ("scoring", False, True, "active"),
        ("review", False, False, "active"),
        ("announced", False, False, "active"),
        ("final", False, False, "good"),
    ],
)
def test_what_a_phase_means(status, before_scoring, before_review, tone):
    row = Round(status=status)
    assert (row.is_before_scoring, row.is_before_review) == (before_scoring, before_review)
    assert (row.is_final, row.status_tone) == (status == "final", tone)


def test_the_days_it_is_announced():
    assert Round().announced_span == ""
    row = Round(announced_on=date(2026, 12, 30), announced_until=date(2027, 1, 5))
    assert row.announced_span == "2026年12月30日至2027年1月5日"
