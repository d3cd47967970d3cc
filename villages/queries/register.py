"""What the register of a place gives for the 应到 of a meeting on its day."""

from django.utils import timezone

from villages.models import Figures, Meeting
from villages.queries.roll import entitled
from villages.rules.kinds import ASSEMBLIES, Mode
from villages.rules.register import WHAT

_COLUMNS = {Mode.PERSON: "adults", Mode.HOUSEHOLD: "households"}


def registered_of(meeting: Meeting) -> int | None:
    """Adults, households or seats, in the unit of the meeting; None where nothing is registered.

    For an assembly the figures of its year; in the running year without them, what the groups add
    up to; else the figures of the nearest earlier year.
    """
    if meeting.is_of_representatives:
        return len(entitled(meeting)) or None
    column = _COLUMNS.get(Mode(meeting.mode))
    if column is None or meeting.kind not in ASSEMBLIES:
        return None
    year = meeting.held_on.year
    known = Figures.objects.filter(village=meeting.village_id, year__lte=year)
    figures = known.order_by("-year").first()
    is_of_year = figures is not None and figures.year == year
    if not is_of_year and year == timezone.localdate().year:
        counted = sum(getattr(group, column) for group in meeting.village.groups.all())
    else:
        counted = 0
    return counted or (getattr(figures, column) if figures else None)


def registered_told(meeting: Meeting) -> str:
    """“登记的18周岁以上人数是1249人”, without full stop; "" where nothing is registered."""
    found = registered_of(meeting)
    if found is None:
        return ""
    what, unit = WHAT[Mode(meeting.mode)]
    return f"登记的{what}是{found}{unit}"
