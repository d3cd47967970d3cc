"""When a representative's term usually runs, and what contradicts itself in a row of a roster."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.db.models import Min

from township.dates import cn_date, years_later
from township.sensitivewords import refused_remark
from villages.models import AssociationMember, Group, Person, Representative, Term, Village
from villages.queries.organisation import serving
from villages.rules.bodies import BodyKind
from villages.rules.kinds import PlaceKind
from villages.rules.statutes import pack_on


def usual_end(village: Village, since: date) -> date:
    """The last day of a term that begins on `since`: as long as a committee's."""
    years = pack_on(PlaceKind(village.kind), since).term_years
    return years_later(since, years) - timedelta(days=1)


def usual_start(village: Village, today: date) -> date:
    """The first day of a representative's term that the roster does not tell: representatives
    serve as long as the committee, so the day its serving members began; else today."""
    terms = Term.objects.serving(today).filter(body__village=village, body__kind=BodyKind.COMMITTEE)
    return terms.aggregate(first=Min("since"))["first"] or today


def seat_faults(
    seat: AssociationMember | Representative,
    others: Iterable[AssociationMember | Representative] | None = None,
) -> Iterator[str]:
    """Sentences on what contradicts itself in a row of a roster.

    `others` are the person's further rows; they are asked for where they are not given.
    """
    if seat.until and seat.until < seat.since:
        yield "结束日期不能早于开始日期。"
    if seat.person.village_id != seat.village_id:
        yield f"{seat.person}不是{seat.village}登记的人员。"
    if seat.person.birth_fault:
        yield seat.person.birth_fault
    if is_under_age(seat):
        yield (
            f"{seat.person}{seat.person.birth_month}出生，{cn_date(seat.since)}不满18周岁，不能当代表。"
        )
    if word := refused_remark(seat.note):
        yield f"备注里的“{word}”属于生育、健康情况，本系统不登记，请删去这几个字。"
    if seat.group and seat.group.village_id != seat.village_id:
        yield f"{seat.group}不是{seat.village}的小组。"
    if others is None:
        others = type(seat).objects.filter(person=seat.person).exclude(pk=seat.pk)
    if any(overlap(seat, other) for other in others):
        yield f"{seat.person}在这段时间里已经登记为{seat._meta.verbose_name}。"


def is_under_age(seat: AssociationMember | Representative) -> bool:
    """A representative not yet eighteen on the first day; who turns so in that month passes, since
    no day of birth is kept (村民委员会组织法第二十五条第一款)."""
    born = seat.person.birth_month
    if not born or not isinstance(seat, Representative):
        return False
    year, month = map(int, born.split("-"))
    return (year + 18, month) > (seat.since.year, seat.since.month)


def overlap(
    one: AssociationMember | Representative, other: AssociationMember | Representative
) -> bool:
    """Is there a day on which both rows are in office? Both ends count."""
    return (one.until is None or other.since <= one.until) and (
        other.until is None or one.since <= other.until
    )


class KnownSeats:
    """The people of a village and their rows on one roster, read once for a whole sheet.

    Rows that the sheet brings are added as they come, so that the next one meets them.
    """

    def __init__(self, village: Village, model: type[AssociationMember | Representative]) -> None:
        people = {one.pk: one for one in Person.objects.filter(village=village)}
        self._people, self._seats = defaultdict(list), defaultdict(list)
        for person in people.values():
            self._people[person.name].append(person)
        for seat in model.objects.filter(village=village).select_related("group"):
            seat.village, seat.person = village, people[seat.person_id]
            self._seats[seat.person.name].append(seat)

    def people(self, name: str, group: Group | None) -> list[Person]:
        """People of that name, of one group if told."""
        return [one for one in self._people[name] if group is None or one.group_id == group.pk]

    def serving(
        self, name: str, group: Group | None, on: date
    ) -> list[AssociationMember | Representative]:
        """Rows in office on a day of people of that name, on the seats of one group if told."""
        seats = serving(self._seats[name], on)
        return [seat for seat in seats if group is None or seat.group_id == group.pk]

    def others(
        self, seat: AssociationMember | Representative
    ) -> list[AssociationMember | Representative]:
        """The further rows of the person of a row."""
        rows = self._seats[seat.person.name]
        return [one for one in rows if one.person is seat.person and one is not seat]

    def add(self, seat: AssociationMember | Representative) -> None:
        """Take up a row that is not written yet."""
        name = seat.person.name
        if not any(one is seat.person for one in self._people[name]):
            self._people[name].append(seat.person)
        if not any(one is seat for one in self._seats[name]):
            self._seats[name].append(seat)


def is_unused(person: Person) -> bool:
    """Nothing refers to the person any more."""
    return not (
        Representative.objects.filter(person=person).exists()
        or AssociationMember.objects.filter(person=person).exists()
        or person.terms.exists()
        or person.candidacies.exists()
    )
