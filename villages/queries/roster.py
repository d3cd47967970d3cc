"""When a representative's term usually runs, and what contradicts itself in a row of a roster."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Min, Q

from villages.models import AssociationMember, Person, Representative, Term, Village
from villages.rules.bodies import BodyKind
from villages.rules.kinds import PlaceKind
from villages.rules.statutes import pack_on


def usual_end(village: Village, since: date) -> date:
    """The last day of a term that begins on `since`: as long as a committee's."""
    years = pack_on(PlaceKind(village.kind), since).term_years
    try:
        same_day = since.replace(year=since.year + years)
    except ValueError:  # 29 February
        same_day = since.replace(year=since.year + years, day=28)
    return same_day - timedelta(days=1)


def usual_start(village: Village, today: date) -> date:
    """The first day of a representative's term that the roster does not tell: representatives
    serve as long as the committee, so the day its serving members began; else today."""
    terms = Term.objects.serving(today).filter(body__village=village, body__kind=BodyKind.COMMITTEE)
    return terms.aggregate(first=Min("since"))["first"] or today


def seat_faults(seat: AssociationMember | Representative) -> Iterator[str]:
    """Sentences on what contradicts itself in a row of a roster."""
    if seat.until and seat.until < seat.since:
        yield "结束日期不能早于开始日期。"
    if seat.person.village_id != seat.village_id:
        yield f"{seat.person}不是{seat.village}登记的人员。"
    if seat.group and seat.group.village_id != seat.village_id:
        yield f"{seat.group}不是{seat.village}的小组。"
    others = type(seat).objects.filter(person=seat.person).exclude(pk=seat.pk)
    if seat.until:
        others = others.filter(since__lte=seat.until)
    if others.filter(Q(until=None) | Q(until__gte=seat.since)).exists():
        yield f"{seat.person}在这段时间里已经登记为{seat._meta.verbose_name}。"


def is_unused(person: Person) -> bool:
    """Nothing refers to the person any more."""
    return not (
        Representative.objects.filter(person=person).exists()
        or AssociationMember.objects.filter(person=person).exists()
        or person.terms.exists()
        or person.candidacies.exists()
    )
