"""Villages: one name and one number a township."""

import pytest
from django.db import IntegrityError, transaction

from tests.personas import make_village
from villages.models import Group, Village


@pytest.mark.parametrize(("name", "code"), [("万顺村", "J009"), ("别的村", "J001")])
def test_name_and_fonds_are_given_once_in_a_township(village, other_township, name, code):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_village(village.township, name, code)
    assert make_village(other_township, name, code).pk


def test_a_group_is_named_once(village, other_village):
    with pytest.raises(IntegrityError), transaction.atomic():
        Group.objects.create(village=village, name="一组")
    assert [group.name for group in village.groups.all()] == ["一组", "二组", "三组"]


def test_a_village_out_of_use_is_left_out(village, other_village):
    Village.objects.filter(pk=village.pk).update(closed_on="2026-01-01")
    assert list(Village.objects.in_use()) == [other_village]


def test_a_community_has_another_committee(village, community):
    assert (village.is_community, village.committee) == (False, "村民委员会")
    assert (community.is_community, community.committee) == (True, "居民委员会")
