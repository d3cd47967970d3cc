"""What waits for villages, and how often they were reminded of it."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Model, QuerySet

from campaigns.models import Reminder
from villages.models import Village


@dataclass(frozen=True)
class Awaited:
    """A matter that waits for a village. `waiting` are all the rows that wait for the same errand,
    as their workflow says it; `url` is the village's page where whoever reminds may open no other.
    """

    errand: str
    kind: str
    row: Model
    village: Village
    title: str
    hint: str
    url: str
    due: date | None
    waiting: QuerySet

    @property
    def key(self) -> str:
        return f"{self.errand}:{self.row.pk}"

    @property
    def is_standing(self) -> bool:
        """What a village owes as such: the row is the village, and each errand its own matter."""
        return isinstance(self.row, Village)

    @property
    def noun(self) -> str:
        return self.row._meta.label_lower


def days_reminded(matters: Sequence[Awaited]) -> dict[tuple[str, int], list[tuple[str, date]]]:
    """{(noun, object): [(errand, day)]} of all reminders of the rows so far, in one query."""
    rows = Reminder.objects.filter(
        noun__in={one.noun for one in matters}, object_id__in={one.row.pk for one in matters}
    )
    found: dict[tuple[str, int], list[tuple[str, date]]] = defaultdict(list)
    told = rows.order_by("day").values_list("noun", "object_id", "errand", "day")
    for noun, object_id, errand, day in told:
        found[noun, object_id].append((errand, day))
    return found


def days_of(matter: Awaited, before: dict[tuple[str, int], list[tuple[str, date]]]) -> set[date]:
    """The days on which this matter was reminded of: of a row whatever it waited for, of a
    village each errand by itself."""
    told = before[matter.noun, matter.row.pk]
    return {day for errand, day in told if not matter.is_standing or errand == matter.errand}
