"""Which law binds a meeting on its day, and what a province adds."""

from datetime import date

import pytest

from villages.rules.kinds import MeetingKind, Mode, PlaceKind
from villages.rules.shares import FOUR_FIFTHS, HALF, TENTH, THIRD, TWO_THIRDS
from villages.rules.statutes import PACKS, pack_on

VILLAGE, COMMUNITY = PlaceKind.VILLAGE, PlaceKind.COMMUNITY


@pytest.mark.parametrize(
    ("place", "on", "since"),
    [
        (VILLAGE, date(1998, 11, 4), date(1998, 11, 4)),
        (VILLAGE, date(2010, 10, 27), date(1998, 11, 4)),
        (VILLAGE, date(2010, 10, 28), date(2010, 10, 28)),
        (VILLAGE, date(2018, 12, 28), date(2010, 10, 28)),
        (VILLAGE, date(2018, 12, 29), date(2018, 12, 29)),
        (VILLAGE, date(2025, 12, 31), date(2018, 12, 29)),
        (VILLAGE, date(2026, 1, 1), date(2026, 1, 1)),
        (COMMUNITY, date(1990, 1, 1), date(1990, 1, 1)),
        (COMMUNITY, date(2018, 12, 28), date(1990, 1, 1)),
        (COMMUNITY, date(2018, 12, 29), date(2018, 12, 29)),
        (COMMUNITY, date(2025, 12, 31), date(2018, 12, 29)),
        (COMMUNITY, date(2026, 1, 1), date(2026, 1, 1)),
    ],
)
def test_the_law_of_the_day(place, on, since):
    assert pack_on(place, on).since == since


@pytest.mark.parametrize(
    ("place", "on", "word"),
    [(VILLAGE, date(1998, 11, 3), "村"), (COMMUNITY, date(1989, 12, 31), "社区")],
)
def test_a_day_before_every_known_law_is_refused(place, on, word):
    with pytest.raises(ValueError, match=f"不能判断{word}的会议"):
        pack_on(place, on)


def test_article_numbers_moved_in_2026():
    before, after = pack_on(VILLAGE, date(2025, 6, 1)), pack_on(VILLAGE, date(2026, 6, 1))
    assert before.body(MeetingKind.VILLAGERS).articles["decision"] == "第二十二条第一款"
    assert after.body(MeetingKind.VILLAGERS).articles["decision"] == "第二十六条第一款"
    assert after.cite("第二十六条") == "《村民委员会组织法》第二十六条（2026年1月1日起施行）"


@pytest.mark.parametrize("on", [date(2015, 1, 1), date(2020, 1, 1), date(2026, 1, 1)])
def test_village_meetings_since_2010(on):
    pack = pack_on(VILLAGE, on)
    assert dict(pack.body("villagers").quorum) == {Mode.PERSON: HALF, Mode.HOUSEHOLD: TWO_THIRDS}
    assert dict(pack.body("village_reps").quorum) == {Mode.MEMBER: TWO_THIRDS}
    assert dict(pack.body("group").quorum) == {
        Mode.PERSON: TWO_THIRDS,
        Mode.HOUSEHOLD: TWO_THIRDS,
    }
    assert (pack.body("village_reps").reps, pack.body("village_reps").women) == (FOUR_FIFTHS, THIRD)
    assert pack.body("villagers").notice_days == 10
    assert pack.body("residents") is None and pack.body("party") is None
    assert pack.households_per_rep == (5, 15)


def test_what_2026_added_to_village_meetings():
    before, after = pack_on(VILLAGE, date(2025, 12, 31)), pack_on(VILLAGE, date(2026, 1, 1))
    assert (before.body("villagers").may_notify_late, before.posting_days) == (False, None)
    assert (after.body("villagers").may_notify_late, after.posting_days) == (True, 15)
    assert (before.body("villagers").every_months, after.body("villagers").every_months) == (
        None,
        12,
    )
    assert "party" not in before.articles and after.articles["party"] == "第二十八条第三款"


def test_who_orders_correction_is_written_since_2010():
    assert [pack.articles.get("correction") for pack in PACKS] == [
        None,
        "第二十七条第三款",
        "第二十七条第三款",
        "第三十一条第三款",
        None,
        None,
        "第三十一条第三款",
    ]


def test_who_oversees_is_written_since_2010_in_villages_and_2026_in_communities():
    assert [pack.articles.get("oversight") for pack in PACKS] == [
        None,
        "第三十二条",
        "第三十二条",
        "第三十七条第一款",
        None,
        None,
        "第三十六条第一款",
    ]


def test_where_the_term_is_written():
    """The community laws before 2026 were not read for it."""
    found = [pack.articles.get("term") for pack in PACKS]
    assert found == [None, *["第十一条第二款"] * 2, "第十四条第二款", None, None, "第十四条第二款"]


def test_villages_publish_each_quarter_and_no_law_names_an_interval_for_communities():
    assert [pack.publicity_months for pack in PACKS] == [None, 3, 3, 3, None, None, None]


def test_terms_grew_to_five_years_in_2018():
    assert [pack.term_years for pack in PACKS] == [3, 3, 5, 5, 3, 5, 5]


def test_the_law_of_1998_is_marked_as_unconfirmed_and_gives_representatives_no_quorum():
    pack = pack_on(VILLAGE, date(2005, 1, 1))
    assert not pack.is_confirmed and not pack.body("village_reps").quorum
    assert all(pack.is_confirmed for pack in PACKS if pack.since > date(1998, 11, 4))


def test_community_meetings():
    before, after = pack_on(COMMUNITY, date(2025, 12, 31)), pack_on(COMMUNITY, date(2026, 1, 1))
    assert dict(before.body("residents").quorum) == {
        Mode.PERSON: HALF,
        Mode.HOUSEHOLD: HALF,
        Mode.DELEGATE: HALF,
    }
    assert before.body("resident_reps") is None
    assert dict(after.body("residents").quorum) == {Mode.PERSON: HALF, Mode.HOUSEHOLD: HALF}
    assert after.body("residents").on_demand["十八周岁以上居民"] == TENTH
    assert after.body("resident_reps").reps == FOUR_FIFTHS
    assert after.body("resident_reps").women is None
    assert after.body("resident_reps").every_months == 6
    assert after.households_per_rep == (20, 50)


def test_every_quorum_and_majority_cites_an_article():
    for pack in PACKS:
        for body in pack.bodies.values():
            assert bool(body.quorum) == ("decision" in body.articles)
            assert bool(body.notice_days or body.on_demand) == ("call" in body.articles)
            assert bool(body.reps) == ("composition" in body.articles)
            assert bool(body.every_months) == ("frequency" in body.articles)


def test_packs_cannot_be_changed():
    with pytest.raises(TypeError):
        PACKS[0].bodies[MeetingKind.GROUP] = None


@pytest.mark.parametrize(
    ("place", "year", "meeting", "every_months", "demand"),
    [
        (VILLAGE, 2012, "villagers", None, {"十八周岁以上村民": "1/10", "村民代表": "1/3"}),
        (VILLAGE, 2012, "village_reps", 3, {"村民代表": "1/5"}),
        (VILLAGE, 2020, "villagers", None, {"十八周岁以上村民": "1/10", "村民代表": "1/3"}),
        (VILLAGE, 2020, "village_reps", 3, {"村民代表": "1/5"}),
        (VILLAGE, 2026, "villagers", 12, {"十八周岁以上村民": "1/10", "村民代表": "1/3"}),
        (VILLAGE, 2026, "village_reps", 3, {"村民代表": "1/5"}),
        (
            COMMUNITY,
            2020,
            "residents",
            None,
            {"十八周岁以上居民": "1/5", "户": "1/5", "居民小组": "1/3"},
        ),
        (
            COMMUNITY,
            2026,
            "residents",
            None,
            {"十八周岁以上居民": "1/10", "户代表": "1/10", "居民代表": "1/3"},
        ),
        (COMMUNITY, 2026, "resident_reps", 6, {"居民代表": "1/5"}),
    ],
)
def test_how_often_a_body_meets_and_who_may_demand_it(place, year, meeting, every_months, demand):
    body = pack_on(place, date(year, 7, 1)).body(meeting)
    assert body.every_months == every_months
    assert {who: f"{share.part}/{share.whole}" for who, share in body.on_demand.items()} == demand


def test_figures_of_villages_and_communities_since_2026():
    village, community = pack_on(VILLAGE, date(2026, 1, 1)), pack_on(COMMUNITY, date(2026, 1, 1))
    assert (village.posting_days, community.posting_days) == (15, 15)
    assert [pack.households_per_rep for pack in PACKS if pack.place == VILLAGE] == [(5, 15)] * 4
    assert community.body("residents").notice_days == 10
