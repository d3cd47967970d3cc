"""Dated reward rules: which applies, how much is due, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.rules.granting import Grant, GrantingError, GrantMethod, GrantRule, grant, rule_for

D = Decimal
START = date(2010, 1, 1)
RULES = (
    GrantRule("ADVANCED", D("200.00"), "镇", START),
    GrantRule("MODEL_CITY", D("2000.00"), "区", START),
    GrantRule("MODEL_NATION", D("5000.00"), "区", START),
)


@pytest.mark.parametrize(
    ("level", "amount", "payer"),
    [("ADVANCED", "200", "镇"), ("MODEL_CITY", "2000", "区"), ("MODEL_NATION", "5000", "区")],
)
def test_the_plan_pays_by_level(level, amount, payer):
    got = grant(RULES, level, date(2010, 12, 31), GrantMethod.CUMULATIVE)
    assert (got.amount, got.payer) == (D(amount), payer)


def test_a_qualified_village_gets_no_reward():
    assert grant(RULES, "QUALIFIED", date(2010, 12, 31), GrantMethod.CUMULATIVE) is None


@pytest.mark.parametrize(
    ("on", "amount"),
    [
        (date(2009, 12, 31), None),
        (date(2010, 1, 1), "200"),
        (date(2011, 12, 31), "200"),
        (date(2012, 1, 1), "300"),
        (date(2012, 12, 31), "300"),
        (date(2013, 1, 1), "200"),
    ],
)
def test_the_latest_rule_in_force_counts_on_its_days(on, amount):
    rules = (
        GrantRule("ADVANCED", D(200), "镇", START),
        GrantRule("ADVANCED", D(300), "镇", date(2012, 1, 1), date(2012, 12, 31)),
    )
    rule = rule_for(rules, "ADVANCED", on)
    assert rule is None if amount is None else rule.amount == D(amount)


def test_two_rules_from_the_same_day_are_refused():
    rules = (*RULES, GrantRule("ADVANCED", D(300), "镇", START))
    with pytest.raises(GrantingError, match="两条奖励规则"):
        rule_for(rules, "ADVANCED", START)


def test_cumulative_pays_every_level_in_full():
    got = grant(RULES, "MODEL_CITY", START, GrantMethod.CUMULATIVE, [D(200)])
    assert got == Grant("MODEL_CITY", D("2000.00"), "区", "按规定奖励2000.00元。")


def test_difference_takes_off_what_was_granted_before():
    got = grant(RULES, "MODEL_NATION", START, GrantMethod.DIFFERENCE, [D(200), D(1800)])
    assert got.amount == D(3000)
    assert got.reason == "按规定奖励5000.00元，此前已奖励2000.00元，补差3000.00元。"
    first = grant(RULES, "ADVANCED", START, GrantMethod.DIFFERENCE)
    assert (first.amount, first.reason) == (D(200), "按规定奖励200.00元。")


def test_nothing_granted_before_takes_nothing_off():
    got = grant(RULES, "ADVANCED", START, GrantMethod.DIFFERENCE, [D(0)])
    assert (got.amount, got.reason) == (D(200), "按规定奖励200.00元。")


@pytest.mark.parametrize("already", ["200", "200.01"])
def test_no_difference_no_reward(already):
    assert grant(RULES, "ADVANCED", START, GrantMethod.DIFFERENCE, [D(already)]) is None


@pytest.mark.parametrize("amount", [D(0), D("-1"), D("0.001"), D("NaN"), 200.0, 200])
def test_a_rule_needs_a_positive_exact_amount(amount):
    with pytest.raises(GrantingError):
        GrantRule("ADVANCED", amount, "镇", START)


def test_a_rule_cannot_end_before_it_begins():
    with pytest.raises(GrantingError, match="早于"):
        GrantRule("ADVANCED", D(1), "镇", START, date(2009, 12, 31))
    assert GrantRule("ADVANCED", D(1), "镇", START, START).is_in_force(START)


def test_amounts_granted_before_must_be_exact():
    with pytest.raises(GrantingError, match="精确"):
        grant(RULES, "ADVANCED", START, GrantMethod.CUMULATIVE, [0.1])


money = st.integers(1, 10**6).map(lambda cents: D(cents) / 100)


@given(st.lists(money, min_size=1, max_size=4, unique=True).map(sorted))
def test_climbing_by_difference_ends_at_the_highest_amount(amounts):
    rules = [GrantRule(str(n), amount, "区", START) for n, amount in enumerate(amounts)]
    got: list[D] = []
    for rule in rules:
        got.append(grant(rules, rule.level, START, GrantMethod.DIFFERENCE, got).amount)
    assert sum(got) == amounts[-1]
