"""The township is heard before the vote: for its days, and as long as it is not answered."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.prereview import Sent, advice_told, left_told, waits_for

SENT = Sent(date(2026, 3, 1), date(2026, 3, 16))
CLEAR = replace(SENT, given_on=date(2026, 3, 5))
ADVISED = replace(CLEAR, has_advice=True)


@pytest.mark.parametrize(
    ("sent", "on", "told"),
    [
        (None, date(2026, 3, 1), ""),
        (SENT, date(2026, 3, 15), "还有1天"),
        (SENT, date(2026, 3, 16), "今天到期"),
        (SENT, date(2026, 3, 17), ""),
        (CLEAR, date(2026, 3, 5), ""),
        (ADVISED, date(2026, 3, 5), "请先答复采纳情况"),
        (ADVISED, date(2027, 3, 5), "由村（社区）决定"),
        (replace(ADVISED, is_answered=True), date(2026, 3, 5), ""),
    ],
)
def test_what_the_village_waits_for(sent, on, told):
    assert told in waits_for(sent, on) and bool(told) == bool(waits_for(sent, on))


DAYS = st.dates(date(2020, 1, 1), date(2030, 1, 1))


@given(DAYS, st.integers(1, 60), st.integers(0, 200))
def test_a_silent_township_never_holds_the_village_longer_than_its_days(sent_on, days, later):
    sent = Sent(sent_on, sent_on + timedelta(days=days))
    is_held = bool(waits_for(sent, sent_on + timedelta(days=later)))
    assert is_held == (later <= days)


@given(DAYS, st.booleans(), DAYS)
def test_an_opinion_that_is_answered_holds_nobody(sent_on, has_advice, on):
    sent = Sent(sent_on, sent_on, sent_on, has_advice=has_advice, is_answered=True)
    assert waits_for(sent, on) == ""


@pytest.mark.parametrize(("days", "said"), [(2, "还有2天"), (0, "今天到期"), (-3, "已经超过3天")])
def test_the_days_that_are_left(days, said):
    on = date(2026, 3, 16)
    assert left_told(on + timedelta(days=days), on).endswith(said)


@pytest.mark.parametrize(
    ("sent", "basis", "said"),
    [
        (None, "", ""),
        (None, "某办法第三条", "表决前没有提请镇里审核，依据某办法第三条"),
        (SENT, "", "2026年3月1日提请审核，到期没有收到审核意见"),
        (CLEAR, "", "2026年3月1日提请审核，2026年3月5日收到审核意见，没有修改意见"),
        (ADVISED, "", "2026年3月1日提请审核，2026年3月5日收到审核意见，有修改意见，没有答复"),
        (
            replace(ADVISED, is_answered=True),
            "",
            "2026年3月1日提请审核，2026年3月5日收到审核意见，有修改意见，已答复",
        ),
    ],
)
def test_what_the_review_says_of_it(sent, basis, said):
    assert advice_told(sent, basis) == said
