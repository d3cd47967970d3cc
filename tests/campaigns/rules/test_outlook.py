"""What stands first on the page that a leader reads, and when a target is at risk."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.outlook import DueTarget, Outlook, is_closing, order_of, outlook_of

OPEN, REACHED, MISSED = DueTarget(False, False), DueTarget(True, False), DueTarget(False, True)


@pytest.mark.parametrize(
    ("dues", "late", "is_below", "outlook"),
    [
        ([], 3, True, Outlook.NO_TARGET),
        ([OPEN], 0, False, Outlook.ON_THE_WAY),
        ([OPEN], 1, False, Outlook.AT_RISK),
        ([OPEN], 0, True, Outlook.AT_RISK),
        ([REACHED], 2, True, Outlook.REACHED),
        ([REACHED, OPEN], 0, False, Outlook.ON_THE_WAY),
        ([REACHED, OPEN], 1, False, Outlook.AT_RISK),
        ([REACHED, MISSED, OPEN], 0, False, Outlook.MISSED),
    ],
)
def test_a_village_is_as_its_worst_target(dues, late, is_below, outlook):
    assert outlook_of(dues, late=late, is_below=is_below) == outlook


@pytest.mark.parametrize(
    ("today", "gaps", "outlook"),
    [
        (date(2026, 10, 31), 1, Outlook.ON_THE_WAY),
        (date(2026, 11, 1), 1, Outlook.AT_RISK),
        (date(2026, 11, 1), 0, Outlook.ON_THE_WAY),
        (date(2027, 2, 1), 1, Outlook.AT_RISK),
    ],
)
def test_what_lacks_when_the_year_is_closing_is_a_risk(today, gaps, outlook):
    closing = is_closing(2026, today)
    told = outlook_of([OPEN], late=0, is_below=False, gaps=gaps, is_closing=closing)
    assert told == outlook


@given(st.lists(st.sampled_from([OPEN, REACHED, MISSED])), st.integers(0, 3), st.booleans())
def test_one_thing_more_in_the_way_never_makes_it_look_better(dues, late, is_below):
    before = outlook_of(dues, late=late, is_below=is_below)
    assert outlook_of(dues, late=late + 1, is_below=is_below) <= before
    assert outlook_of(dues, late=late, is_below=True) <= before


def test_the_worst_stands_first_and_among_equals_who_is_late_with_most():
    villages = {
        "a": (Outlook.REACHED, 9, 9),
        "b": (Outlook.AT_RISK, 1, 5),
        "c": (Outlook.AT_RISK, 2, 0),
        "d": (Outlook.AT_RISK, 1, 6),
        "e": (Outlook.MISSED, 0, 0),
    }
    assert sorted(villages, key=lambda name: order_of(*villages[name])) == list("ecdba")
    assert {one.label for one in Outlook} and {one.tone for one in Outlook}
