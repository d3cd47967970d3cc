"""What one test does to a scene is not met by the next one, whichever of the two comes first."""

import pytest

from tests import scenes
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


def test_a_stop_holds_the_rows_of_its_own_fixtures_alone(db, tmp_path, monkeypatch):
    """However slowly the rows of a longer beginning are put back: they are not those of its first
    fixture, which a later test would take for all there is."""
    monkeypatch.setattr(scenes, "WORTH_A_STOP", 0)
    kept = scenes.Scenes(tmp_path / "scenes")
    kept.scene = kept._of(["undone", "place", "township", "village", "office"])
    kept.beginning = kept._of(["undone", "place", "township"])
    kept.beginning.values, kept.beginning.rows = {"place": 1, "township": 1}, []
    kept.set_up = ["undone"]
    for name in ("place", "township", "village"):
        kept.note(name, 1, seconds=1, is_written=True)
    assert kept._of(["undone", "place"]).rows is None
    assert kept._of(["undone", "place", "township", "village"]).rows is not None
