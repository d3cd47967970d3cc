"""Which date ends a phase: the day itself still counts, the next one does not."""

from datetime import date, datetime

import pytest

from campaigns.models import Round
from campaigns.queries import phase

SELF_DUE, SCORING_DUE, UNTIL = date(2025, 12, 5), date(2025, 12, 20), date(2025, 12, 28)


def round_in(status, *, moves_for=7):
    return Round(
        status=status,
        self_due=SELF_DUE,
        scoring_due=SCORING_DUE,
        announced_until=UNTIL,
        moves_for_id=moves_for,
    )


@pytest.mark.parametrize(
    ("status", "day", "act"),
    [
        ("self", SELF_DUE, "start_scoring"),
        ("scoring", SCORING_DUE, "review"),
        ("announced", UNTIL, "finalise"),
    ],
)
def test_each_dated_phase_has_its_day_and_its_act(status, day, act):
    assert (phase.last_day(round_in(status)), phase.act_after(round_in(status))) == (day, act)


@pytest.mark.parametrize("status", ["preparing", "review", "final"])
def test_what_people_end_by_hand_has_no_day(status):
    row = round_in(status)
    assert phase.last_day(row) is phase.next_look(row) is None
    assert not phase.is_due(row, date(2030, 1, 1))


@pytest.mark.parametrize(
    ("on", "is_due"),
    [(date(2025, 12, 4), False), (SELF_DUE, False), (date(2025, 12, 6), True)],
)
def test_a_phase_is_due_the_day_after_its_last(on, is_due):
    assert phase.is_due(round_in("self"), on) is is_due
    assert not phase.is_due(round_in("self", moves_for=None), on)


def test_a_day_ends_at_midnight_in_shanghai():
    assert phase.midnight_after(date(2025, 12, 31)) == datetime.fromisoformat(
        "2026-01-01T00:00:00+08:00"
    )


@pytest.mark.parametrize(
    ("on", "moment"),
    [
        (date(2025, 12, 1), "2025-12-06T00:00:00+08:00"),
        (date(2025, 12, 5), "2025-12-06T00:00:00+08:00"),
        (date(2025, 12, 9), "2025-12-10T00:00:00+08:00"),
    ],
)
def test_the_next_look_is_at_its_end_or_at_the_coming_midnight(on, moment):
    assert phase.next_look(round_in("self"), on) == datetime.fromisoformat(moment)


def test_no_look_at_a_round_that_people_move():
    assert phase.next_look(round_in("self", moves_for=None)) is None


@pytest.mark.parametrize(
    ("on", "told"),
    [(SELF_DUE, []), (date(2025, 12, 6), ["自评已于2025年12月5日截止。"])],
)
def test_a_village_judges_itself_until_its_day(on, told):
    assert list(phase.against_self_evaluation(round_in("scoring"), on)) == told
    assert list(phase.against_self_evaluation(round_in("scoring", moves_for=None), on)) == []
