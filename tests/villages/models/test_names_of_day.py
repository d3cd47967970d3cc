"""A row shows its village as it was called on the row's day, and begins only while it lasts."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from township.workflow import Refused
from villages.models import Publicity, Village

DAYS = st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 12, 31))


@given(st.lists(DAYS, unique=True, max_size=5), DAYS)
def test_every_day_has_one_name(ends, day):
    """Names hold to their last day, the next from the day after: today's is the last."""
    ends = sorted(ends)
    former = [
        {"until": one.isoformat(), "name": str(n), "kind": "village"} for n, one in enumerate(ends)
    ]
    village = Village(name="now", former=former)
    expected = next((str(n) for n, one in enumerate(ends) if day <= one), "now")
    assert village.as_of(day).name == expected
    assert village.name == "now"


@pytest.fixture
def publicity(village):
    return Publicity(village=village, on=datetime.date(2026, 5, 31))


def test_the_row_shows_the_name_of_its_day(village, publicity):
    village.former = [{"until": "2026-05-31", "name": "老名村", "kind": "community"}]
    assert (str(publicity.village), publicity.village.is_community) == ("老名村", True)
    publicity.on = datetime.date(2026, 6, 1)
    assert publicity.village is village


@pytest.mark.parametrize(("closed_on", "is_refused"), [("2026-05-30", True), ("2026-05-31", False)])
def test_the_last_day_still_counts(village, publicity, closed_on, is_refused):
    village.closed_on = datetime.date.fromisoformat(closed_on)
    if is_refused:
        with pytest.raises(Refused, match="撤并"):
            publicity.save()
    else:
        publicity.save()
        assert publicity.pk
