"""A village that was entered by mistake is taken out again."""

from collections.abc import Iterator

from django.db import transaction

from township.history.chain import record
from township.users.models import User
from villages.models import Figures, Group, Village

# What is entered together with a village and tells nothing of what it did.
BESIDE = (Group, Figures)


def against_removal(village: Village) -> Iterator[str]:
    """Why the village has to stay: whatever any app keeps of it is its history."""
    if found := list(dict.fromkeys(_kept(village))):
        yield (
            f"{village}已经有{'、'.join(found)}，不能删除。"
            "撤村、并村的，办“撤销”“合并”，以前的都保留。"
        )


def has_history(village: Village) -> bool:
    return any(_kept(village))


def _kept(village):
    """What the kinds of rows are called that belong to the village."""
    for relation in village._meta.related_objects:
        model = relation.related_model
        if model in BESIDE:
            continue
        if model._base_manager.filter(**{relation.field.name: village}).exists():
            yield str(model._meta.verbose_name)


@transaction.atomic
def remove(village: Village, *, by: User) -> None:
    """Delete a village with its groups and figures."""
    record("village.remove", village, by, f"删除没有任何办理记录的{village}")
    village.delete()
