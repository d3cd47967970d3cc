"""A village registered, its groups and its yearly figures set; with history."""

from django.db import transaction
from django.db.models import Max

from township.history.chain import record
from township.users.models import Township, User
from villages.models import Figures, Group, Village

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
def set_figures(village: Village, year: int, counts: dict[str, int], *, by: User) -> bool:
    """Set a village's {"population", "households", "adults"} of a year; was anything changed?

    Raises ValidationError where they do not add up.
    """
    found = Figures.objects.filter(village=village, year=year).first()
    figures = found or Figures(village=village, year=year)
    if found and all(getattr(found, name) == count for name, count in counts.items()):
        return False
    for name, count in counts.items():
        setattr(figures, name, count)
    figures.full_clean()
    figures.save()
    record(f"figures.{OUTCOME[not found]}", figures, by, f"登记基本情况：{figures}")
    return True


@transaction.atomic
def set_group(group: Group, counts: dict[str, int], *, by: User) -> bool:
    """Set {"households", "adults"} of a group, new or kept; was anything changed?"""
    is_new = group.pk is None
    if not is_new and all(getattr(group, name) == count for name, count in counts.items()):
        return False
    for name, count in counts.items():
        setattr(group, name, count)
    group.full_clean()
    group.save()
    record(f"figures.{OUTCOME[is_new]}", group, by, f"登记小组：{group.village}{group}")
    return True
