"""`make bench` tells what does not reach its goal, and nothing else."""

import pytest

from tests.bench.goals import AT_LEAST, AT_MOST, missed


def test_at_the_goal_nothing_is_missed():
    assert missed(AT_LEAST | AT_MOST) == [] == missed({})


@pytest.mark.parametrize("name", AT_LEAST)
def test_less_than_the_least_is_told(name):
    (told,) = missed(AT_LEAST | AT_MOST | {name: AT_LEAST[name] - 0.01})
    assert told.startswith(f"{name} ") and told.endswith(f"at least {AT_LEAST[name]}")


@pytest.mark.parametrize("name", AT_MOST)
def test_more_than_the_most_is_told(name):
    (told,) = missed(AT_LEAST | AT_MOST | {name: AT_MOST[name] + 0.01})
    assert told.startswith(f"{name} ") and told.endswith(f"at most {AT_MOST[name]}")
