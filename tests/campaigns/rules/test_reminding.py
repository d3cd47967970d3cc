"""Once a day for one matter, late from the day after the last, told in one sentence."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.reminding import (
    TermStage,
    days_late,
    may_remind,
    reminder_told,
    stage_of,
    told_of_term,
)

DAY = date(2026, 11, 27)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("ago", "late", "term"),
    [
        (-2, 0, "还有2天"),
        (-1, 0, "还有1天"),
        (0, 0, "今天到期"),
        (1, 1, "逾期1天"),
        (30, 30, "逾期30天"),
    ],
)
def test_a_matter_is_late_from_the_day_after_its_last(ago, late, term):
    due = DAY - timedelta(days=ago)
    assert (days_late(due, DAY), told_of_term(due, DAY)) == (late, term)


def test_what_has_no_last_day_is_never_late():
    assert (days_late(None, DAY), told_of_term(None, DAY)) == (0, "没有期限")


@pytest.mark.parametrize(
    ("reminded", "may"),
    [((), True), ((DAY - timedelta(days=1),), True), ((date(2026, 11, 1), DAY), False)],
)
def test_not_twice_a_day(reminded, may):
    assert may_remind(DAY, reminded) is may


def test_the_village_reads_which_reminder_when_and_what_was_said():
    assert (
        reminder_told(2, DAY, "请于周五前办好", 2026) == "镇里第2次催办（11月27日）：请于周五前办好"
    )
    assert reminder_told(1, DAY, "", 2026) == "镇里第1次催办（11月27日）。"
    assert reminder_told(1, DAY, "", 2027) == "镇里第1次催办（2026年11月27日）。"


@given(asked=st.lists(DAYS))
def test_however_often_it_is_asked_each_day_reminds_once(asked):
    reminded = []
    for day in asked:
        if may_remind(day, reminded):
            reminded.append(day)
    assert sorted(reminded) == sorted(set(asked))


@given(due=DAYS, on=DAYS)
def test_days_late_lead_from_the_last_day_to_today(due, on):
    late = days_late(due, on)
    assert late >= 0 and (due + timedelta(days=late) == on if late else on <= due)
    assert told_of_term(due, on).startswith("逾期") is bool(late)


@pytest.mark.parametrize(
    ("left", "stage"),
    [(8, None), (7, "week"), (2, "week"), (1, "day"), (0, "day"), (-1, "late"), (-400, "late")],
)
def test_a_last_day_is_told_seven_days_and_a_day_ahead_and_when_it_is_over(left, stage):
    assert stage_of(DAY + timedelta(days=left), DAY) == stage


@given(due=DAYS, first=DAYS, nights=st.integers(1, 30))
def test_stages_only_go_on(due, first, nights):
    """Whatever night is missed, a later night never goes back to an earlier stage."""
    order = [None, TermStage.WEEK, TermStage.DAY, TermStage.LATE]
    places = [order.index(stage_of(due, first + timedelta(days=n))) for n in range(nights)]
    assert places == sorted(places)
