"""四议两公开: in their order, around the day of the meeting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.four_steps import (
    BEFORE,
    ENTERED,
    STEPS,
    before_told,
    is_big,
    lacking,
    order_faults,
    step_name,
)

HELD = date(2026, 3, 10)


def day(number):
    return date(2026, 3, number)


IN_ORDER = {
    "proposed": day(1),
    "discussed": day(3),
    "reviewed": day(5),
    "decision_posted": day(11),
    "result_posted": day(30),
}


def test_steps_in_order_and_on_one_day_are_fine():
    assert order_faults(IN_ORDER, HELD) == {} == order_faults(dict.fromkeys(ENTERED, HELD), HELD)


@pytest.mark.parametrize(
    ("changed", "key", "told"),
    [
        ({"discussed": day(1)}, None, ""),
        ({"proposed": day(4)}, "discussed", "“两委会商议”早于“党组织提议”，请检查。"),
        ({"reviewed": day(10)}, None, ""),
        (
            {"reviewed": day(11)},
            "reviewed",
            "“党员大会审议”晚于会议日期（2026年3月10日），请检查。",
        ),
        ({"decision_posted": day(10)}, None, ""),
        (
            {"decision_posted": day(9)},
            "decision_posted",
            "“决议公开”早于会议日期（2026年3月10日），请检查。",
        ),
        ({"result_posted": day(10)}, "result_posted", "“实施结果公开”早于“决议公开”，请检查。"),
    ],
)
def test_a_day_out_of_order_is_told_at_its_step(changed, key, told):
    found = order_faults(IN_ORDER | changed, HELD)
    assert found == ({key: told} if key else {})


def test_a_step_left_out_does_not_hide_the_order():
    assert set(order_faults({"proposed": day(12)}, HELD)) == {"proposed"}
    assert set(order_faults({"proposed": day(5), "reviewed": day(4)}, HELD)) == {"reviewed"}


DAYS = st.dictionaries(st.sampled_from(ENTERED), st.dates(day(1), day(31)))


@given(DAYS)
def test_no_fault_means_that_all_days_stand_in_order(days):
    known = days | {"resolved": HELD}
    is_ordered = (row := [known[key] for key in STEPS if key in known]) == sorted(row)
    assert (order_faults(days, HELD) == {}) is is_ordered


@given(DAYS, st.integers(1, 400))
def test_moving_all_days_moves_no_fault(days, by):
    later = {key: one + timedelta(days=by) for key, one in days.items()}
    assert set(order_faults(later, HELD + timedelta(days=by))) == set(order_faults(days, HELD))


@pytest.mark.parametrize(
    ("meeting", "about", "is_one"),
    [
        ("villagers", "charter", True),
        ("village_reps", "other", True),
        ("resident_reps", "delegation", True),
        ("villagers", "appraisal", False),
        ("villagers", "by_election", False),
        ("village_reps", "selection", False),
        ("group", "other", False),
        ("yard", "other", False),
    ],
)
def test_which_votes_the_steps_lead_to(meeting, about, is_one):
    assert is_big(meeting, about) is is_one


def test_what_is_lacking_and_how_it_is_told():
    assert lacking({}) == ["党组织提议", "两委会商议", "党员大会审议", "决议公开"]
    assert lacking(IN_ORDER) == [] == lacking(IN_ORDER, BEFORE)
    assert lacking({"proposed": day(1)}, BEFORE) == ["两委会商议", "党员大会审议"]
    assert before_told({"discussed": day(3)}) == "四议两公开没有登记党组织提议、党员大会审议"
    assert before_told(IN_ORDER) == (
        "四议两公开：党组织提议2026年3月1日、两委会商议2026年3月3日、党员大会审议2026年3月5日"
    )


def test_the_decision_is_called_after_its_meeting():
    assert step_name("resolved", "village_reps") == "村民代表会议决议"
    assert step_name("proposed", "village_reps") == "党组织提议"
