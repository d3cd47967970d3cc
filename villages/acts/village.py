"""A village registered, its groups and figures set, and taken out again if entered by mistake."""

from collections.abc import Iterator
from functools import reduce
from operator import or_
from typing import Any

from django.db import transaction
from django.db.models import Exists, Max, OuterRef, Q

from township.history.chain import record, remove_row
from township.personal.models import open_phones
from township.personalnumbers import telephones
from township.users.models import Township, User
from villages.models import Figures, Group, Term, Village

# What is entered together with a village and tells nothing of what it did.
BESIDE = (Group, Figures)
OUTCOME = {True: "create", False: "edit"}


def free_fonds_code(township: Township) -> str:
    """The next 全宗号 that no village of the township has: J001, J002 …; the archive may change it.

    DA/T 13-2022: a fonds code has four signs.
    """
    taken = set(Village.objects.filter(township=township).values_list("fonds_code", flat=True))
    return next(code for code in (f"J{n:03d}" for n in range(1, 1000)) if code not in taken)


@transaction.atomic
def register_village(village: Village, *, by: User) -> Village:
    """Save a new village; without 全宗号 it gets the next free one, without order the last."""
    if not village.fonds_code:
        village.fonds_code = free_fonds_code(village.township)
    if not village.order:
        rows = Village.objects.filter(township=village.township)
        village.order = (rows.aggregate(last=Max("order"))["last"] or 0) + 1
    village.save()
    record("village.create", village, by, f"新建：{village}")
    return village


@transaction.atomic
def set_contact(
    village: Village, *, by: User, changes: dict[str, Any] | None = None, where: str
) -> Village:
    """Keep where the committee is found; its number may stand in public from now on."""
    village.save(update_fields=["contact_place", "contact_phone", "contact_hours"])
    record("contact.edit", village, by, f"修改{village}的办公地点和公开电话", changes)
    digits = [one.digits for one in telephones(f"电话{village.contact_phone}")]
    open_phones(digits, village.township, by=by, where=where)
    return village


@transaction.atomic
def set_figures(village: Village, year: int, counts: dict[str, int], *, by: User) -> bool:
    """Set a village's {"population", "households", "adults"} of a year; was anything changed?

    Raises ValidationError where they do not add up.
    """
    found = Figures.objects.filter(village=village, year=year).first()
    figures = found or Figures(village=village, year=year)
    if found and all(getattr(found, name) == count for name, count in counts.items()):
        return False
    changes = _put(figures, counts)
    told = f"登记基本情况：{figures}"
    record(f"figures.{OUTCOME[not found]}", figures, by, told, found and changes)
    return True


def _put(row, counts):
    """Save the counts; {label: [before, after]} of those that differ."""
    changes = {}
    for name, count in counts.items():
        if (before := getattr(row, name)) != count:
            changes[str(row._meta.get_field(name).verbose_name)] = [before, count]
        setattr(row, name, count)
    row.full_clean()
    row.save()
    return changes


@transaction.atomic
def set_group(group: Group, counts: dict[str, int], *, by: User) -> bool:
    """Set {"households", "adults"} of a group, new or kept; was anything changed?"""
    is_new = group.pk is None
    if not is_new and all(getattr(group, name) == count for name, count in counts.items()):
        return False
    changes = _put(group, counts)
    told = f"登记小组：{group.village}{group}"
    record(f"figures.{OUTCOME[is_new]}", group, by, told, None if is_new else changes)
    return True


def against_removal(village: Village) -> Iterator[str]:
    """Why the village has to stay: whatever any app keeps of it is its history."""
    if found := list(dict.fromkeys(_kept(village))):
        yield (
            f"{village}已经有{'、'.join(found)}，不能删除。"
            "撤销、合并的，在它的页面最后登记，以前的都保留。"
        )


def has_history(village: Village, *, beside: tuple = ()) -> bool:
    """Whether any app keeps a row of the village, other than of the models `beside`; one query,
    and one more where nobody ever held an office there."""
    if Term.objects.filter(body__village=village).exists():
        return True
    kept = (
        Q(Exists(rows.filter(**{name: OuterRef("pk")})))
        for rows, name in _relations()
        if rows.model not in beside
    )
    return Village.objects.filter(reduce(or_, kept), pk=village.pk).exists()


def _kept(village):
    """What the kinds of rows are called that belong to the village."""
    for rows, name in _relations():
        if rows.filter(**{name: village}).exists():
            yield str(rows.model._meta.verbose_name)


def _relations():
    """(manager, name of its field) of all that leads to a village and may be its history."""
    for relation in Village._meta.related_objects:
        model: Any = relation.related_model
        if model not in BESIDE:
            yield model._base_manager, relation.field.name


@transaction.atomic
def remove(village: Village, *, by: User) -> None:
    """Delete a village with its groups and figures."""
    remove_row("village.remove", village, by, f"删除没有任何办理记录的{village}")
