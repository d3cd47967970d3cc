"""What the register of a place gives for 应到 on the day of a meeting."""

import pytest

from tests.villages import way
from tests.villages.rosters import representative
from villages.models import Figures
from villages.queries.register import registered_of, registered_told
from villages.rules.kinds import MeetingKind, Mode


@pytest.fixture
def meeting(village, cadre):
    return way.meeting(village, cadre)


def figures(village, year, adults):
    return Figures.objects.create(
        village=village, year=year, population=adults + 90, households=200, adults=adults
    )


def test_the_figures_of_the_year_come_before_what_the_groups_add_up_to(meeting, village):
    year = meeting.held_on.year
    assert registered_of(meeting) == 600
    figures(village, year - 1, 480)
    assert registered_of(meeting) == 600
    figures(village, year, 590)
    assert registered_of(meeting) == 590
    figures(village, year + 1, 700)
    assert registered_told(meeting) == "登记的18周岁以上人数是590人"


def test_without_groups_the_nearest_earlier_year_is_asked(meeting, village):
    village.groups.all().delete()
    assert registered_of(meeting) is None and registered_told(meeting) == ""
    figures(village, meeting.held_on.year - 3, 470)
    figures(village, meeting.held_on.year - 2, 480)
    assert registered_of(meeting) == 480


def test_an_earlier_year_is_not_measured_by_todays_groups(meeting):
    meeting.held_at = meeting.held_at.replace(year=meeting.held_at.year - 1)
    assert registered_of(meeting) is None


def test_households_are_counted_by_household(meeting, village):
    meeting.mode = Mode.HOUSEHOLD
    assert registered_of(meeting) == sum(group.households for group in village.groups.all())


def test_representatives_are_measured_by_who_holds_a_seat(meeting, village):
    meeting.kind, meeting.mode = MeetingKind.VILLAGE_REPS, Mode.MEMBER
    assert registered_of(meeting) is None
    representative(village, 1)
    representative(village, 2)
    assert registered_of(meeting) == 2


@pytest.mark.parametrize("kind", ["party", "group", "yard"])
def test_nobody_is_registered_for_other_meetings(meeting, kind):
    meeting.kind = kind
    assert registered_of(meeting) is None
