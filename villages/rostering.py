"""Taking people onto a roster and off it, so that what was true on a day can always be asked.

Serves 村民委员会组织法 article 29: representatives serve as long as the committee (five years).
Rows are ended, not deleted; one wrongly entered is removed with its entry in the history.
"""

from datetime import timedelta

from django.db import transaction
from django.db.models import Min, Q

from township.history.chain import record
from township.workflow import Refused
from villages.bodies import BodyKind
from villages.models import AssociationMember, Person, Representative, Term
from villages.statutes import pack_on


def usual_end(village, since):
    """The last day of a term that begins on `since`: as long as a committee's."""
    years = pack_on(village.kind, since).term_years
    try:
        same_day = since.replace(year=since.year + years)
    except ValueError:  # 29 February
        same_day = since.replace(year=since.year + years, day=28)
    return same_day - timedelta(days=1)


def usual_start(village, today):
    """The first day of a representative's term that the roster does not tell: representatives
    serve as long as the committee, so the day its serving members began; else today."""
    terms = Term.objects.serving(today).filter(body__village=village, body__kind=BodyKind.COMMITTEE)
    return terms.aggregate(first=Min("since"))["first"] or today


def seat_faults(seat):
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


@transaction.atomic
def enter_seat(seat, *, by, person=None):
    """Save a row of a roster, with its person if one is given; returns it.

    Raises Refused when the person already sits there in that time.
    """
    if person is not None:
        person.save()
        seat.person = person
    # The person's row is the lock: two entries for one person wait for one another.
    Person.objects.select_for_update(of=("self",)).get(pk=seat.person_id)
    faults = list(seat_faults(seat))
    if faults:
        raise Refused(faults)
    verb = "修改" if seat.pk else "登记"
    seat.save()
    record("roster.edit", seat, by, f"{verb}{seat._meta.verbose_name}：{seat.person}")
    return seat


@transaction.atomic
def end_seat(seat, *, on, by, reason=""):
    """End a row on a day (the last day it holds); returns it."""
    seat = type(seat).objects.select_for_update(of=("self",)).get(pk=seat.pk)
    if on < seat.since:
        raise Refused("结束日期不能早于开始日期；登记错了的，请用“删去”。")
    seat.until, seat.version = on, seat.version + 1
    seat.save(update_fields=["until", "version"])
    told = f"{seat.person}不再是{seat._meta.verbose_name}"
    record("roster.edit", seat, by, told + (f"（理由：{reason}）" if reason else ""))
    return seat


@transaction.atomic
def remove_seat(seat, *, by, reason):
    """Take out a row that was entered by mistake; a person without any row goes with it."""
    record(
        "roster.edit", seat, by, f"删去误登的{seat._meta.verbose_name}：{seat.person}（{reason}）"
    )
    person = seat.person
    seat.delete()
    forget_person(person, by=by)


def is_unused(person):
    """Nothing refers to the person any more."""
    return not (
        Representative.objects.filter(person=person).exists()
        or AssociationMember.objects.filter(person=person).exists()
        or person.terms.exists()
        or person.candidacies.exists()
    )


def forget_person(person, *, by):
    """Delete a person whom no roster and no body needs; tells whether it did so."""
    if not is_unused(person):
        return False
    record("roster.edit", person, by, f"删除人员信息：{person}")
    person.delete()
    return True


@transaction.atomic
def erase_person(person, *, by, reason):
    """Delete a person on request (个人信息保护法 article 47), or take off what is not needed.

    A person who held a post or was chosen stays by name in the village's records; birth month,
    political status, education and phone are erased. Returns whether the row is gone.
    """
    person = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    record("roster.edit", person, by, f"清除个人信息：{person}（理由：{reason}）")
    if forget_person(person, by=by):
        return True
    person.birth_month = person.political = person.education = person.phone = ""
    person.version += 1
    person.save()
    return False
