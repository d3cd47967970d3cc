"""Taking people onto a roster and off it, so that what was true on a day can always be asked.

Serves 村民委员会组织法 article 29: representatives serve as long as the committee (five years).
Rows are ended, not deleted; one wrongly entered is removed with its entry in the history.
"""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from township.history.chain import record, record_all, remove_row
from township.users.models import User
from township.workflow import Refused
from villages.models import AssociationMember, Person, Representative
from villages.queries.roster import is_unused, seat_faults

# So many rows are made, and changed, in one statement.
MADE, CHANGED = 1000, 500


@transaction.atomic
def enter_seat(
    seat: AssociationMember | Representative, *, by: User, person: Person | None = None
) -> AssociationMember | Representative:
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
    _write([seat], by)
    return seat


@transaction.atomic
def enter_seats(seats: Sequence[AssociationMember | Representative], *, by: User) -> None:
    """Save many rows of one roster with their persons, whose faults a sheet has told before.

    Costs as many queries as one row, and one for every few hundred. Raises Refused for a village
    that is no more.
    """
    people = list({id(seat.person): seat.person for seat in seats}.values())
    known = [person for person in people if person.pk]
    Person.objects.bulk_update(known, _fields_of(Person), batch_size=CHANGED)
    Person.objects.bulk_create([one for one in people if not one.pk], batch_size=MADE)
    for seat in seats:
        seat.person = seat.person  # the number that the person has now
    _write(seats, by)


def _write(seats, by):
    """Rows of one roster, new and known, each with its entry in the history."""
    new, known = [one for one in seats if not one.pk], [one for one in seats if one.pk]
    for seat in new:
        seat.check_begin()
    for model in {type(seat) for seat in seats}:
        model.objects.bulk_create(new, batch_size=MADE)
        model.objects.bulk_update(known, _fields_of(model), batch_size=CHANGED)
    for rows, act, told in ((new, "create", "登记"), (known, "edit", "修改")):
        acts = [(one, f"{told}{one._meta.verbose_name}：{one.person}", None) for one in rows]
        record_all(f"roster.{act}", acts, by)


def _fields_of(model):
    return [field.name for field in model._meta.concrete_fields if not field.primary_key]


@transaction.atomic
def end_seat(seat: Representative, *, on: date, by: User, reason: str = "") -> Representative:
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
def remove_seat(seat: Representative, *, by: User, reason: str) -> None:
    """Take out a row that was entered by mistake; a person without any row goes with it."""
    person = seat.person
    told = f"删去误登的{seat._meta.verbose_name}：{person}（{reason}）"
    remove_row("roster.edit", seat, by, told)
    forget_person(person, by=by)


def forget_person(person: Person, *, by: User) -> bool:
    """Delete a person whom no roster and no body needs; tells whether it did so."""
    if not is_unused(person):
        return False
    remove_row("roster.edit", person, by, f"删除人员信息：{person}")
    return True


@transaction.atomic
def erase_person(person: Person, *, by: User, reason: str) -> bool:
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
