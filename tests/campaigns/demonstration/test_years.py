"""What the demonstration's villages came to and were named agrees with the plan's ladder."""

import pytest

from campaigns.demonstration.before import CHARTERS
from campaigns.demonstration.place import example
from campaigns.demonstration.years import HONOURS, SHORT
from campaigns.rules import preset


@pytest.fixture(scope="module")
def place():
    return example()


@pytest.fixture(scope="module")
def names(place):
    return {one.code: one.name for one in place.villages}


def test_every_village_came_to_something_in_each_of_four_years(names):
    assert sorted(SHORT) == sorted(HONOURS) == [1, 2, 3, 4]
    assert all(set(SHORT[nth]) == set(names.values()) for nth in SHORT)


def test_whoever_was_named_had_the_points_for_it(place):
    need = {level.code: level.total for level in preset.load(place.preset).levels}
    for nth, named in HONOURS.items():
        for name, code in named.items():
            assert 100 - SHORT[nth][name] >= need[code], (nth, name)


def test_nobody_is_named_twice_and_who_is_named_has_a_charter():
    named = [(name, code) for year in HONOURS.values() for name, code in year.items()]
    assert len(named) == len(set(named))
    firsts = [(name, nth) for nth, year in HONOURS.items() for name in year]
    assert all(CHARTERS[name] <= nth for name, nth in firsts)


def test_targets_of_finished_years_were_reached_or_are_told_as_missed(place, names):
    missed = set()
    for target in place.targets:
        if target.due <= 4:
            name = names[target.village]
            when = [nth for nth, year in HONOURS.items() if year.get(name) == target.level]
            if not when or when[0] > target.due:
                missed.add(name)
    assert missed == {"龙泉村", "合作村"}


def test_villages_went_different_ways():
    ways = {name: [SHORT[nth][name] for nth in SHORT] for name in SHORT[1]}
    rising = [name for name, way in ways.items() if way == sorted(way, reverse=True)]
    assert set(rising) == {"新场社区", "合作村"}
    assert len({tuple(way) for way in ways.values()}) == len(ways)
