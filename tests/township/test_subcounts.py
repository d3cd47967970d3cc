"""Counts beside each row of a query."""

from township.subcounts import counted
from villages.models import Group, Village


def test_each_row_is_told_its_own_and_nought_where_there_are_none(village, other_village):
    Group.objects.all().delete()
    for order in (1, 2):
        Group.objects.create(village=village, name=f"{order}组", order=order)
    rows = Village.objects.annotate(groups_told=counted(Group.objects.all(), "village"))
    assert dict(rows.values_list("pk", "groups_told")) == {village.pk: 2, other_village.pk: 0}
