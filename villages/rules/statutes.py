"""Which rules bind a meeting, by the kind of place and the day it was held.

Decides nothing itself: it hands out the rule pack in force on a date, so that a vote is judged
by the law of its day. Sources: 村民委员会组织法 (1998-11-04, 2010-10-28, 2018-12-29, 2026-01-01)
and 城市居民委员会组织法 (1990-01-01, 2018-12-29, 2026-01-01). Read: the texts of 2018 and 2026; the
amendments of 2018 touched only the terms, so 2010 and 1990 follow from them. The village law of
1998 is given from general knowledge (`is_confirmed=False`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from township.dates import cn_date
from villages.rules.kinds import Matter, MeetingKind, Mode, PlaceKind, TextKind
from villages.rules.recall_law import COMMUNITY_RECALL, RecallLaw, village_recall
from villages.rules.shares import FIFTH, FOUR_FIFTHS, HALF, TENTH, THIRD, TWO_THIRDS, Share

VILLAGE_LAW = "村民委员会组织法"
RESIDENTS_LAW = "城市居民委员会组织法"


def _frozen(mapping: Mapping) -> Mapping:
    return MappingProxyType(dict(mapping))


# 村民委员会组织法（2025）第三十五条、城市居民委员会组织法（2025）第三十四条：不得少于十五日。
POSTING_DAYS = 15


@dataclass(frozen=True)
class BodyLaw:
    """What the law asks of one kind of meeting.

    quorum: share of those entitled, by mode; empty where the law names none.
    reps, women: shares of the 组成人员 held by representatives and by women representatives.
    notice_days: whole days before the meeting, None where the law names none.
    may_notify_late: the law excuses a late notice in special circumstances (特殊情况).
    every_months: longest lawful interval between meetings.
    on_demand: who may demand a meeting → their share.
    articles: rule key → article. Keys: decision (quorum and majority), call (notice and who may
        demand), composition, frequency.
    """

    kind: MeetingKind
    quorum: Mapping[Mode, Share]
    majority: Share = HALF
    reps: Share | None = None
    women: Share | None = None
    notice_days: int | None = None
    may_notify_late: bool = False
    every_months: int | None = None
    on_demand: Mapping[str, Share] = field(default_factory=dict)
    articles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Pack:
    """One version of one law.

    articles: rule key → article; a missing key means that this version has no such rule. Keys:
        charter, delegation, party, filing, content, correction (责令改正), publicity, ratio,
        committee, oversight (监督委员会), term (换届), matters (what concerns all).
    named: the texts that it gives to the assembly and has filed by name.
    committee_size: fewest and most members of the committee; committee_has_woman: one is a woman.
    either: what the law gives to the assembly *or* the representatives, who need no delegation for
        it (“村民会议或者村民代表会议”) → article.
    recall: how a member of the committee is recalled, None where this version gives no figures.
    households_per_rep: lawful range of households behind one representative.
    posting_days: shortest publication of 村务/居务公开, None before 2026.
    publicity_months: longest interval of what is published in the ordinary way, None where the law
        names none: 居务公开 is due 及时.
    """

    place: PlaceKind
    law: str
    since: date
    bodies: Mapping[MeetingKind, BodyLaw]
    articles: Mapping[str, str]
    term_years: int
    committee_size: tuple[int, int]
    committee_has_woman: bool = False
    either: Mapping[TextKind | Matter, str] = field(default_factory=dict)
    named: frozenset[TextKind] = frozenset({TextKind.CHARTER, TextKind.COVENANT})
    recall: RecallLaw | None = None
    households_per_rep: tuple[int, int] | None = None
    posting_days: int | None = None
    publicity_months: int | None = None
    is_confirmed: bool = True

    def body(self, kind: MeetingKind) -> BodyLaw | None:
        """Rules of that meeting; None when this law does not know it as a deciding body."""
        return self.bodies.get(MeetingKind(kind))

    def adopting(self, about: TextKind | Matter) -> str:
        """The article that gives a text to the assembly: by name, else as what concerns all."""
        return self.articles["charter"] if about in self.named else self.articles.get("matters", "")

    def cite(self, article: str) -> str:
        """“《村民委员会组织法》第二十六条（2026年1月1日起施行）”; the law alone without article."""
        day = f"{cn_date(self.since)}起施行"
        return f"《{self.law}》{article}（{day}）"


def _articles(**articles: str) -> Mapping[str, str]:
    return _frozen(articles)


def _bodies(*bodies: BodyLaw) -> Mapping[MeetingKind, BodyLaw]:
    return _frozen({body.kind: body for body in bodies})


_VILLAGERS_QUORUM = _frozen({Mode.PERSON: HALF, Mode.HOUSEHOLD: TWO_THIRDS})
_GROUP_QUORUM = _frozen({Mode.PERSON: TWO_THIRDS, Mode.HOUSEHOLD: TWO_THIRDS})
_REPS_QUORUM = _frozen({Mode.MEMBER: TWO_THIRDS})
_RESIDENTS_QUORUM = _frozen({Mode.PERSON: HALF, Mode.HOUSEHOLD: HALF})
_VILLAGERS_DEMAND = _frozen({"十八周岁以上村民": TENTH, "村民代表": THIRD})
_RESIDENTS_DEMAND_1990 = _frozen({"十八周岁以上居民": FIFTH, "户": FIFTH, "居民小组": THIRD})
_RESIDENTS_DEMAND = _frozen({"十八周岁以上居民": TENTH, "户代表": TENTH, "居民代表": THIRD})


def _village_2010(since: date, term_years: int) -> Pack:
    """The 2010 revision; the 2018 amendment only lengthened the term to five years (第十一条)."""
    return Pack(
        PlaceKind.VILLAGE,
        VILLAGE_LAW,
        since,
        _bodies(
            BodyLaw(
                MeetingKind.VILLAGERS,
                _VILLAGERS_QUORUM,
                notice_days=10,
                on_demand=_VILLAGERS_DEMAND,
                articles=_articles(decision="第二十二条第一款", call="第二十一条第二款"),
            ),
            BodyLaw(
                MeetingKind.VILLAGE_REPS,
                _REPS_QUORUM,
                reps=FOUR_FIFTHS,
                women=THIRD,
                every_months=3,
                on_demand=_frozen({"村民代表": FIFTH}),
                articles=_articles(
                    decision="第二十六条第二款",
                    call="第二十六条第一款",
                    composition="第二十五条第一款",
                    frequency="第二十六条第一款",
                ),
            ),
            BodyLaw(
                MeetingKind.GROUP,
                _GROUP_QUORUM,
                articles=_articles(decision="第二十八条第一款"),
            ),
        ),
        _articles(
            charter="第二十七条第一款",
            delegation="第二十五条第一款",
            filing="第二十七条第一款",
            content="第二十七条第二款",
            correction="第二十七条第三款",
            publicity="第三十条",
            ratio="第二十五条第二款",
            committee="第六条",
            oversight="第三十二条",
            term="第十一条第二款",
        ),
        term_years=term_years,
        committee_size=(3, 7),
        committee_has_woman=True,
        either=_frozen(
            {
                Matter.SELECTION: "第十二条第二款、第三十二条",
                Matter.NEWCOMERS: "第十三条第二款",
                Matter.BY_ELECTION: "第十九条",
                Matter.APPRAISAL: "第三十三条第一款",
            }
        ),
        recall=village_recall("第十六条"),
        households_per_rep=(5, 15),
        publicity_months=3,
    )


def _village_2026() -> Pack:
    return Pack(
        PlaceKind.VILLAGE,
        VILLAGE_LAW,
        date(2026, 1, 1),
        _bodies(
            BodyLaw(
                MeetingKind.VILLAGERS,
                _VILLAGERS_QUORUM,
                notice_days=10,
                may_notify_late=True,
                every_months=12,
                on_demand=_VILLAGERS_DEMAND,
                articles=_articles(
                    decision="第二十六条第一款",
                    call="第二十五条第二款",
                    frequency="第二十五条第三款",
                ),
            ),
            BodyLaw(
                MeetingKind.VILLAGE_REPS,
                _REPS_QUORUM,
                reps=FOUR_FIFTHS,
                women=THIRD,
                every_months=3,
                on_demand=_frozen({"村民代表": FIFTH}),
                articles=_articles(
                    decision="第三十条第二款",
                    call="第三十条第一款",
                    composition="第二十九条第一款",
                    frequency="第三十条第一款",
                ),
            ),
            BodyLaw(
                MeetingKind.GROUP,
                _GROUP_QUORUM,
                articles=_articles(decision="第三十二条第二款"),
            ),
        ),
        _articles(
            charter="第三十一条第一款",
            delegation="第二十九条第一款",
            party="第二十八条第三款",
            filing="第三十一条第一款",
            content="第三十一条第二款",
            correction="第三十一条第三款",
            publicity="第三十五条",
            ratio="第二十九条第二款",
            committee="第八条",
            oversight="第三十七条第一款",
            term="第十四条第二款",
        ),
        term_years=5,
        committee_size=(3, 7),
        committee_has_woman=True,
        either=_frozen(
            {
                Matter.SELECTION: "第十五条第二款、第三十七条第一款",
                Matter.NEWCOMERS: "第十六条第二款",
                Matter.BY_ELECTION: "第二十三条",
                Matter.RESIGNATION: "第二十条",
                Matter.APPRAISAL: "第三十八条第一款",
            }
        ),
        recall=village_recall("第十九条"),
        households_per_rep=(5, 15),
        posting_days=POSTING_DAYS,
        publicity_months=3,
    )


def _village_1998() -> Pack:
    """Representatives “meet” (第二十一条) but the law gives them no quorum, majority or shares."""
    return Pack(
        PlaceKind.VILLAGE,
        VILLAGE_LAW,
        date(1998, 11, 4),
        _bodies(
            BodyLaw(
                MeetingKind.VILLAGERS,
                _VILLAGERS_QUORUM,
                on_demand=_frozen({"十八周岁以上村民": TENTH}),
                articles=_articles(decision="第十七条第二款", call="第十八条第二款"),
            ),
            BodyLaw(MeetingKind.VILLAGE_REPS, _frozen({})),
            BodyLaw(MeetingKind.GROUP, _frozen({})),
        ),
        _articles(
            charter="第二十条第一款",
            delegation="第二十一条",
            filing="第二十条第一款",
            content="第二十条第二款",
            publicity="第二十二条",
            ratio="第二十一条",
            committee="第九条",
        ),
        term_years=3,
        committee_size=(3, 7),
        households_per_rep=(5, 15),
        is_confirmed=False,
    )


def _residents_1990(since: date, term_years: int) -> Pack:
    """Knows only the 居民会议, which may sit as delegates of the groups, and only the 居民公约;
    2018 changed the term."""
    return Pack(
        PlaceKind.COMMUNITY,
        RESIDENTS_LAW,
        since,
        _bodies(
            BodyLaw(
                MeetingKind.RESIDENTS,
                _frozen({**_RESIDENTS_QUORUM, Mode.DELEGATE: HALF}),
                on_demand=_RESIDENTS_DEMAND_1990,
                articles=_articles(decision="第九条第三款", call="第十条第二款"),
            ),
            BodyLaw(MeetingKind.RESIDENT_GROUP, _frozen({})),
        ),
        _articles(
            charter="第十五条第一款",
            filing="第十五条第一款",
            content="第十五条第二款",
            committee="第七条",
            matters="第十条第二款",
        ),
        term_years=term_years,
        committee_size=(5, 9),
        named=frozenset({TextKind.COVENANT}),
    )


def _residents_2026() -> Pack:
    return Pack(
        PlaceKind.COMMUNITY,
        RESIDENTS_LAW,
        date(2026, 1, 1),
        _bodies(
            BodyLaw(
                MeetingKind.RESIDENTS,
                _RESIDENTS_QUORUM,
                notice_days=10,
                may_notify_late=True,
                on_demand=_RESIDENTS_DEMAND,
                articles=_articles(decision="第二十七条", call="第二十六条第二款"),
            ),
            BodyLaw(
                MeetingKind.RESIDENT_REPS,
                _REPS_QUORUM,
                reps=FOUR_FIFTHS,
                every_months=6,
                on_demand=_frozen({"居民代表": FIFTH}),
                articles=_articles(
                    decision="第二十九条",
                    call="第二十八条第二款",
                    composition="第二十八条第一款",
                    frequency="第二十八条第二款",
                ),
            ),
            BodyLaw(MeetingKind.RESIDENT_GROUP, _frozen({})),
        ),
        _articles(
            charter="第三十条第一款",
            delegation="第三十条第二款",
            party="第三十条第四款",
            filing="第三十一条第一款",
            content="第三十一条第二款",
            correction="第三十一条第三款",
            publicity="第三十四条",
            ratio="第十三条第二款",
            committee="第八条",
            oversight="第三十六条第一款",
            term="第十四条第二款",
        ),
        term_years=5,
        committee_size=(5, 9),
        committee_has_woman=True,
        either=_frozen(
            {
                Matter.SELECTION: "第十五条第二款、第三十六条第一款",
                Matter.BY_ELECTION: "第二十四条",
                Matter.RESIGNATION: "第二十一条",
                Matter.RECALL: "第二十条第二款",
                Matter.APPRAISAL: "第三十七条第一款",
            }
        ),
        recall=COMMUNITY_RECALL,
        households_per_rep=(20, 50),
        posting_days=POSTING_DAYS,
    )


PACKS: tuple[Pack, ...] = (
    _village_1998(),
    _village_2010(date(2010, 10, 28), term_years=3),
    _village_2010(date(2018, 12, 29), term_years=5),
    _village_2026(),
    _residents_1990(date(1990, 1, 1), term_years=3),
    _residents_1990(date(2018, 12, 29), term_years=5),
    _residents_2026(),
)


def pack_on(place: PlaceKind, on: date) -> Pack:
    """The law in force for that kind of place on that day; ValueError before the first version."""
    packs = [pack for pack in PACKS if pack.place == place and pack.since <= on]
    if not packs:
        label = PlaceKind(place).label
        raise ValueError(f"{cn_date(on)}早于本系统收录的最早法律，不能判断{label}的会议")
    return max(packs, key=lambda pack: pack.since)
