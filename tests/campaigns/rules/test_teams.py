"""Who evaluates which village: what is kept to always, and what as far as it can be."""

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from campaigns.rules.teams import propose, remarks

VILLAGES = ("一村", "二村", "三村", "四村")
PEOPLE = ("甲", "乙", "丙", "丁")


def loads(teams, people):
    return sorted(sum(one == who for _, one in teams.pairs) for who in people)


def test_everybody_has_the_same_to_do():
    teams = propose(VILLAGES, PEOPLE, 3)
    assert loads(teams, PEOPLE) == [3, 3, 3, 3]
    assert not teams.short and not teams.again


@pytest.mark.parametrize(
    ("villages", "people", "wanted", "even"),
    [(5, 3, 2, [3, 3, 4]), (1, 3, 1, [0, 0, 1]), (3, 2, 2, [3, 3])],
)
def test_what_does_not_divide_differs_by_one(villages, people, wanted, even):
    people = range(people)
    assert loads(propose(range(villages), people, wanted), people) == even


def test_a_cadre_never_judges_the_own_village_and_places_are_exchanged_for_it():
    own = {("四村", "甲"), ("四村", "乙"), ("三村", "甲"), ("三村", "乙")}
    teams = propose(VILLAGES, ("甲", "乙", "丙"), 1, own=own)
    assert not teams.pairs & own and not teams.short
    assert loads(teams, ("甲", "乙", "丙")) == [1, 1, 2]


def test_who_sits_elsewhere_moves_on_for_a_village_that_may_have_nobody_else():
    teams = propose(("一村", "二村"), ("甲", "乙"), 1, own={("二村", "乙")})
    assert teams.pairs == {("一村", "乙"), ("二村", "甲")}


def test_last_years_pair_is_avoided_as_long_as_there_are_others():
    before = {(village, "甲") for village in VILLAGES}
    teams = propose(VILLAGES, PEOPLE, 2, before=before)
    assert not teams.pairs & before and not teams.again
    teams = propose(("一村",), ("甲", "乙"), 2, before={("一村", "甲")})
    assert teams.again == (("一村", "甲"),) and not teams.short
    told = remarks(teams, 2, {"一村": "一村"}, {"甲": "甲", "乙": "乙"})
    assert told == ["一村：甲去年考评过这个村，没有别的人可以换。"]


def test_what_is_given_stays_and_counts():
    given_before = {("一村", "甲"), ("二村", "甲")}
    teams = propose(VILLAGES, ("甲", "乙"), 1, given=given_before)
    assert teams.pairs == given_before | {("三村", "乙"), ("四村", "乙")}
    more = {("一村", "甲"), ("一村", "乙"), ("一村", "丙")}
    assert propose(("一村",), PEOPLE, 2, given=more).pairs == more


def test_it_says_why_it_cannot():
    teams = propose(("一村", "二村"), ("甲", "乙"), 2, own={("一村", "甲")})
    assert teams.short == {"一村": 1} and len(teams.pairs) == 3
    names = {name: name for name in (*VILLAGES, *PEOPLE)}
    (told,) = remarks(teams, 2, names, {"甲": "甲", "乙": "乙"})
    assert told == "一村还差1名：每个村要2名，现有考评员2人，村（居）干部不能考评自己的村（居）。"
    few = propose(VILLAGES, ("甲",), 2)
    (told,) = remarks(few, 2, names, {"甲": "甲"})
    assert told.startswith("一村、二村、三村、四村还差1名：")
    many = {f"{n}村": 1 for n in range(14)}
    (told,) = remarks(replace(few, short=many), 2, {one: one for one in many}, {"甲": "甲"})
    assert told.startswith("0村、1村、2村、3村、4村、5村、6村、7村等14个村（居）各还差1名：")
    nobody = propose(VILLAGES, (), 2)
    assert nobody.pairs == frozenset() and nobody.short == dict.fromkeys(VILLAGES, 2)
    assert remarks(nobody, 2, names, {}) == ["还没有考评员账号，排不出方案。"]


def test_nothing_asked_for_is_nothing_proposed():
    assert propose(VILLAGES, PEOPLE, 0).pairs == frozenset()
    assert propose((), PEOPLE, 3).pairs == frozenset()


@st.composite
def towns(draw):
    villages = range(draw(st.integers(1, 6)))
    people = [f"p{number}" for number in range(draw(st.integers(0, 5)))]
    every = list(product(villages, people))
    some = st.sets(st.sampled_from(every)) if every else st.just(set())
    own = draw(some)
    given_before = draw(some) - own
    return villages, people, draw(st.integers(1, 3)), own, draw(some), given_before


@settings(max_examples=150)
@given(towns())
def test_what_is_proposed_keeps_to_the_rules(town):
    villages, people, wanted, own, before, given_before = town
    teams = propose(villages, people, wanted, own=own, before=before, given=given_before)
    assert given_before <= teams.pairs and not teams.pairs & own
    for village in villages:
        held = {one for at, one in teams.pairs if at == village}
        had = {one for at, one in given_before if at == village}
        free = {one for one in people if (village, one) not in own}
        assert len(held) == max(len(had), min(wanted, len(free)))
        assert teams.short.get(village, 0) == max(wanted - len(held), 0)
        fresh = {one for one in free if (village, one) not in before}
        repeated = {one for at, one in teams.again if at == village}
        assert len(repeated) == max(min(wanted, len(free)) - len(had | fresh), 0)


@settings(max_examples=60)
@given(towns())
def test_no_single_exchange_would_be_fairer(town):
    villages, people, wanted, own, before, given_before = town
    teams = propose(villages, people, wanted, own=own, before=before, given=given_before)
    load = {one: sum(who == one for _, who in teams.pairs) for one in people}
    for village, busy in teams.pairs - given_before:
        for free in people:
            pair = (village, free)
            if pair in teams.pairs or pair in own or pair in before:
                continue
            assert load[free] >= load[busy] - 1, (village, busy, free)
