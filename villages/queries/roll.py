"""Who belongs to a meeting of representatives, and where each of them comes from."""

from dataclasses import dataclass

from villages.models import Attendance, Meeting, Person, Representative, Term
from villages.rules.bodies import BodyKind

Capacity = Attendance.Capacity


@dataclass(frozen=True)
class Entitled:
    """A person who belongs to the meeting, and as what."""

    person: Person
    capacity: str

    @property
    def is_representative(self) -> bool:
        return self.capacity != Capacity.COMMITTEE

    @property
    def is_woman(self) -> bool:
        return self.person.gender == Person.Gender.WOMAN


def entitled(meeting: Meeting) -> list[Entitled]:
    """组成人员 of a meeting of representatives on its day, by group and name; empty for other
    meetings and while the roster is empty."""
    if not meeting.is_of_representatives:
        return []
    day = meeting.held_on
    reps = Representative.objects.serving(day).filter(village=meeting.village_id)
    terms = Term.objects.serving(day).filter(
        body__village=meeting.village_id, body__kind=BodyKind.COMMITTEE
    )
    people = {}
    for row in reps.select_related("person__group"):
        people[row.person_id] = Entitled(row.person, Capacity.REPRESENTATIVE)
    if not people:
        return []
    for row in terms.select_related("person__group"):
        is_both = row.person_id in people and people[row.person_id].is_representative
        capacity = Capacity.BOTH if is_both else Capacity.COMMITTEE
        people[row.person_id] = Entitled(row.person, capacity)
    return sorted(people.values(), key=_place)


def _place(one):
    group = one.person.group
    return (group.order if group else 0, one.person.name, one.person.pk)
