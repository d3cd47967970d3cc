"""What one test does to a scene is not met by the next one, whichever of the two comes first."""

import pytest

from township.users.models import Membership
from villages.models import Group, Village


@pytest.mark.parametrize("turn", ["first", "second"])
def test_each_test_finds_the_scene_as_it_was_set(turn, village, cadre, community):
    assert list(Village.objects.values_list("name", flat=True)) == ["万顺村", "新场社区"]
    assert (village.name, cadre.full_name, community.is_community) == ("万顺村", "张专干", True)
    assert village.groups.count() == community.groups.count() == 3
    assert village.cadres.get() == Membership.objects.get(user=cadre)
    Village.objects.filter(pk=village.pk).update(name="改过的村")
    Group.objects.all().delete()
    cadre.full_name = "别人"
    cadre.save()
