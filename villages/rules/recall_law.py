"""Figures of the law on recalling a member of the committee (罢免).

Sources: 村民委员会组织法 (2010 and 2018 第十六条, 2026 第十九条) and 城市居民委员会组织法
(2026 第二十条); the residents' law of 1990 gives none.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from villages.rules.kinds import Mode, Petitioners
from villages.rules.shares import FIFTH, HALF, OVER_TWO_THIRDS, TENTH, THIRD, Share


@dataclass(frozen=True)
class RecallLaw:
    """What the law asks of a recall (罢免): who may demand it, and how many must vote on it.

    turnout: share of those entitled who must cast a vote, by how the meeting counts; a way of
        counting that is missing is not the law's. More than half of the votes cast then decide.
    demand_article, vote_article: where the two are written.
    """

    demand: Mapping[Petitioners, Share]
    turnout: Mapping[Mode, Share]
    demand_article: str
    vote_article: str


def village_recall(article: str) -> RecallLaw:
    """By those who registered to vote, one by one: no households and no representatives."""
    return RecallLaw(
        MappingProxyType({Petitioners.VOTERS: FIFTH, Petitioners.REPS: THIRD}),
        MappingProxyType({Mode.PERSON: HALF}),
        f"{article}第一款",
        f"{article}第二款",
    )


COMMUNITY_RECALL = RecallLaw(
    MappingProxyType(
        {Petitioners.VOTERS: TENTH, Petitioners.HOUSEHOLDS: TENTH, Petitioners.REPS: THIRD}
    ),
    MappingProxyType({Mode.PERSON: HALF, Mode.HOUSEHOLD: HALF, Mode.MEMBER: OVER_TWO_THIRDS}),
    "第二十条第一款",
    "第二十条第二款",
)
