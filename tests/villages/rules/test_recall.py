"""How many must demand a recall together, and until when a meeting votes on it."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.kinds import PlaceKind
from villages.rules.provinces import NATIONAL, LocalRules, rules_of
from villages.rules.recall import demanded, told_again, vote_until
from villages.rules.statutes import pack_on

VILLAGE = pack_on(PlaceKind.VILLAGE, date(2026, 6, 1))
COMMUNITY = pack_on(PlaceKind.COMMUNITY, date(2026, 6, 1))


@pytest.mark.parametrize(
    ("pack", "by", "signers", "base", "ok"),
    [
        (VILLAGE, "voters", 120, 600, True),
        (VILLAGE, "voters", 119, 600, False),
        (VILLAGE, "voters", 121, 601, True),
        (VILLAGE, "voters", 120, 601, False),
        (VILLAGE, "reps", 10, 30, True),
        (VILLAGE, "reps", 10, 31, False),
        (COMMUNITY, "voters", 60, 600, True),
        (COMMUNITY, "voters", 59, 600, False),
        (COMMUNITY, "households", 30, 300, True),
        (COMMUNITY, "households", 29, 300, False),
        (COMMUNITY, "reps", 17, 50, True),
        (COMMUNITY, "reps", 16, 50, False),
        (VILLAGE, "voters", 0, 0, False),
    ],
)
def test_the_number_that_the_law_asks_for(pack, by, signers, base, ok):
    one = demanded(by, signers, base, pack)
    assert one.ok is ok and ("不够数" in one.sentence) is not ok


def test_it_cites_the_article_of_its_day():
    assert demanded("voters", 120, 600, VILLAGE).article == "第十九条第一款"
    assert demanded("voters", 60, 600, COMMUNITY).article == "第二十条第一款"
    before = pack_on(PlaceKind.VILLAGE, date(2020, 6, 1))
    assert demanded("voters", 120, 600, before).article == "第十六条第一款"


def test_households_demand_nothing_in_a_village():
    one = demanded("households", 300, 300, VILLAGE)
    assert not one.ok and one.needed is None and "没有规定可以由户的代表" in one.sentence


def test_a_law_without_figures_says_so():
    before = pack_on(PlaceKind.COMMUNITY, date(2020, 6, 1))
    one = demanded("voters", 60, 600, before)
    assert not one.ok and one.needed is None and "没有规定罢免要求的联名人数" in one.sentence


@given(st.integers(0, 5000), st.integers(1, 5000), st.sampled_from(["voters", "reps"]))
def test_a_fifth_and_a_third_and_no_vote_less(signers, base, by):
    parts = {"voters": 5, "reps": 3}[by]
    assert demanded(by, signers, base, VILLAGE).ok == (signers * parts >= base and signers > 0)


@pytest.mark.parametrize(
    ("local", "until"),
    [
        (NATIONAL, None),
        (rules_of("henan"), date(2026, 12, 30)),
        (rules_of("sichuan"), date(2027, 2, 28)),
        (rules_of("sichuan", PlaceKind.COMMUNITY), date(2027, 2, 28)),
        (LocalRules(recall_months=1), date(2026, 12, 30)),
    ],
)
def test_the_meeting_is_held_within_the_days_of_the_province(local, until):
    assert vote_until(date(2026, 11, 30), local) == until


def test_the_time_is_the_election_rules_not_the_measures():
    assert rules_of("sichuan").cite("recall_months") == "四川省村民委员会选举条例第四十一条第一款"
    told = rules_of("sichuan", PlaceKind.COMMUNITY).cite("recall_months")
    assert told == "四川省城市居民委员会选举条例第三十九条第一款"
    assert rules_of("henan").cite("recall_days").endswith("办法第四十三条第一款")


@pytest.mark.parametrize(
    ("place", "article"),
    [
        (PlaceKind.VILLAGE, "四川省村民委员会选举条例第四十二条第三款"),
        (PlaceKind.COMMUNITY, "四川省城市居民委员会选举条例第四十条第三款"),
    ],
)
@pytest.mark.parametrize(
    ("received", "is_again"),
    [(date(2026, 3, 11), True), (date(2026, 9, 10), True), (date(2026, 9, 11), False)],
)
def test_sichuan_wants_no_second_demand_on_the_same_grounds(place, article, received, is_again):
    local = rules_of("sichuan", place)
    told = told_again(date(2026, 3, 10), received, local)
    assert bool(told) is is_again
    assert not told or (article in told and "2026年9月10日以前" in told)
    assert not told_again(date(2026, 3, 10), received, NATIONAL)
