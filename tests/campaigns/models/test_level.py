"""Rungs of the ladder: each once, under the name a village or community bears, then fixed."""

import pytest

from campaigns.models import Level
from tests.campaigns.database import FROZEN, refused
from villages.models import Village


@pytest.mark.parametrize(
    ("kind", "community_name", "told"),
    [
        ("village", "区级先进社区", "区级先进村"),
        ("community", "区级先进社区", "区级先进社区"),
        ("community", "", "区级先进村"),
    ],
)
def test_a_community_bears_its_own_name_where_there_is_one(kind, community_name, told):
    level = Level(name="区级先进村", community_name=community_name)
    assert level.name_for(Village(kind=kind)) == told


@pytest.mark.parametrize("same", [{"code": "QUALIFIED", "rank": 9}, {"code": "L9", "rank": 1}])
def test_code_and_rank_stand_once(drafted, same):
    below = drafted.levels.get(code="QUALIFIED")
    with refused():
        Level.objects.create(
            campaign=drafted,
            name="又一级",
            named_by=below.named_by,
            standard=below.standard,
            **same,
        )


@pytest.mark.parametrize("change", [{"code": "L8"}, {"rank": 8}, {"standard": 0}])
def test_the_ladder_of_a_running_campaign_is_frozen(running, change):
    row = running.levels.get(code="ADVANCED")
    if "standard" in change:
        change = {"standard": running.standards.exclude(pk=row.standard_id).first()}
    with refused(FROZEN):
        running.levels.filter(pk=row.pk).update(**change)
