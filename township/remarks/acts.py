"""Saying something about a row, and taking it back."""

from django.db import transaction
from django.utils import timezone

from township.access.policy import REMARKED_BY
from township.history.chain import place_of, record
from township.remarks.models import Remark
from township.users.models import User
from township.workflow import Refused
from township.workflow.announcing import announce, fact

REMARKED = fact("remark.write")


def begun(row, by: User) -> dict:
    """What a remark on the row begins with: {field: value}."""
    noun = row._meta.label_lower
    return {
        "township": place_of(row)[0],
        "noun": noun,
        "object_id": row.pk,
        "author": by,
        "author_name": by.acting_name(REMARKED_BY[noun]),
    }


@transaction.atomic
def write(remark: Remark, *, by: User) -> Remark:
    """Keep what was `begun` and given its text. The history says that, not what, was said: what is
    taken back is to be read nowhere."""
    remark.save()
    announce(REMARKED, remark, by)
    record(REMARKED_BY[remark.noun], remark.matter, by, f"留言：{remark.matter}")
    return remark


@transaction.atomic
def withdraw(remark: Remark, *, by: User) -> Remark:
    """Raises Refused where it is another's, or was taken back before."""
    row = Remark.objects.select_for_update().get(pk=remark.pk)
    if row.author_id != by.pk:
        raise Refused("只能撤回自己的留言。")
    if row.withdrawn_at:
        raise Refused("这条留言已经撤回。")
    row.withdrawn_at = timezone.now()
    row.save(update_fields=["withdrawn_at"])
    record(REMARKED_BY[row.noun], row.matter, by, f"撤回留言：{row.matter}")
    return row
