"""The law of each day on recalls."""

from datetime import date

import pytest

from villages.rules.kinds import Mode, PlaceKind
from villages.rules.recall_law import COMMUNITY_RECALL, village_recall
from villages.rules.statutes import pack_on


@pytest.mark.parametrize(
    ("on", "article"),
    [
        (date(2010, 10, 28), "第十六条"),
        (date(2025, 12, 31), "第十六条"),
        (date(2026, 1, 1), "第十九条"),
    ],
)
def test_villages_by_day(on, article):
    law = pack_on(PlaceKind.VILLAGE, on).recall
    assert law == village_recall(article)
    assert (law.demand_article, law.vote_article) == (f"{article}第一款", f"{article}第二款")
    assert set(law.turnout) == {Mode.PERSON}


def test_communities_since_2026_only():
    assert pack_on(PlaceKind.COMMUNITY, date(2025, 12, 31)).recall is None
    assert pack_on(PlaceKind.COMMUNITY, date(2026, 1, 1)).recall is COMMUNITY_RECALL
    assert set(COMMUNITY_RECALL.turnout) == {Mode.PERSON, Mode.HOUSEHOLD, Mode.MEMBER}
