"""Versions follow one another, one draft at a time."""

import pytest

from campaigns.acts.next_version import next_number
from campaigns.models import StandardVersion
from township.workflow import Refused

STATUS = StandardVersion.Status


@pytest.mark.parametrize(("numbers", "expected"), [((), 1), ((1,), 2), ((3, 2), 4)])
def test_the_next_number_follows_the_highest(numbers, expected):
    rows = [StandardVersion(number=one, status=STATUS.ISSUED) for one in numbers]
    assert next_number(rows) == expected


@pytest.mark.parametrize(
    ("status", "told"), [(STATUS.DRAFT, "还是草稿"), (STATUS.TO_SIGN, "在等领导签发")]
)
def test_nothing_follows_what_is_not_issued(status, told):
    rows = [
        StandardVersion(number=2, status=status),
        StandardVersion(number=1, status=STATUS.ISSUED),
    ]
    with pytest.raises(Refused, match=f"第2版{told}"):
        next_number(rows)
