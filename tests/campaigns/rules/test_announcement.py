"""How long things are posted: five days at least, and the day before is a fault."""

import pytest

from campaigns.rules.announcement import LEAST_DAYS, MOST_DAYS, days_fault


@pytest.mark.parametrize(
    ("days", "least", "fault"),
    [
        (4, 5, "公示至少5天。"),
        (5, 5, ""),
        (6, 5, ""),
        (9, 10, "公示至少10天。"),
        (10, 10, ""),
    ],
)
def test_so_many_days_are_enough(days, least, fault):
    assert days_fault(days, least) == fault


def test_the_rule_itself():
    assert (LEAST_DAYS, MOST_DAYS) == (5, 60)
