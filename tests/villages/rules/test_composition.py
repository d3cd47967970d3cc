"""Who sits where: working group, five haves, dual posts, rosters and groups."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from villages.rules.bodies import BodyKind, PostKind
from villages.rules.composition import (
    GroupSeats,
    HaveClaim,
    Holder,
    Rate,
    dual_posts,
    five_haves,
    ratio,
    roster,
    trend,
    working_group,
)
from villages.rules.kinds import MeetingKind, PlaceKind, Severity
from villages.rules.provinces import rules_of
from villages.rules.statutes import pack_on

BRANCH, COMMITTEE, GROUP = BodyKind.PARTY_BRANCH, BodyKind.COMMITTEE, BodyKind.WORKING_GROUP
VILLAGE = pack_on(PlaceKind.VILLAGE, date(2026, 6, 1))
COMMUNITY = pack_on(PlaceKind.COMMUNITY, date(2026, 6, 1))


def holders(*rows):
    """Rows of (name, body, post); the name is the person."""
    return [Holder(name, name, body, post) for name, body, post in rows]


OUTSIDE = (
    ("张书记", BRANCH, PostKind.SECRETARY),
    ("李支委", BRANCH, PostKind.BRANCH_MEMBER),
    ("王主任", COMMITTEE, PostKind.DIRECTOR),
)
INSIDE = (
    ("张书记", GROUP, PostKind.HEAD),
    ("王主任", GROUP, PostKind.DEPUTY_HEAD),
    ("赵专干", GROUP, PostKind.STAFF),
    ("李支委", GROUP, PostKind.OF_BRANCH),
    ("钱组长", GROUP, PostKind.OF_GROUPS),
    ("孙组长", GROUP, PostKind.OF_GROUPS),
)


def check(*rows, place=PlaceKind.VILLAGE, groups=2, **more):
    return {f.key: f for f in working_group(holders(*rows), place, groups=groups, **more)}


def test_the_group_the_plan_asks_for():
    found = check(*OUTSIDE, *INSIDE)
    assert list(found) == ["head", "deputy", "staff", "branch", "group_leaders"]
    assert all(f.ok for f in found.values())
    assert found["head"].sentence == "组长张书记，是村党组织书记"


def test_an_empty_village():
    found = check()
    assert not any(f.ok for f in found.values())
    assert found["head"].sentence == "组长空缺，应由村党组织书记担任"
    assert found["branch"].sentence == "没有登记支委成员，工作小组中有支委0人"
    assert found["group_leaders"].needed == 2


def without(*names):
    return [row for row in INSIDE if row[0] not in names]


@pytest.mark.parametrize(
    ("rows", "key", "sentence"),
    [
        (without("张书记"), "head", "组长空缺，应由村党组织书记张书记担任"),
        (
            [*without("张书记"), ("周某", GROUP, PostKind.HEAD)],
            "head",
            "组长周某，应由村党组织书记张书记担任",
        ),
        (without("王主任"), "deputy", "副组长空缺，应由村民委员会主任王主任担任"),
        (
            [*without("王主任"), ("周某", GROUP, PostKind.DEPUTY_HEAD)],
            "deputy",
            "副组长周某，应由村民委员会主任王主任担任",
        ),
        (without("赵专干"), "staff", "成员中的卫生健康（计生）专干应有1人，现有0人"),
        (without("李支委"), "branch", "支委1人，在工作小组中0人，缺李支委"),
        (without("孙组长"), "group_leaders", "成员中的村民小组长应有2人，现有1人"),
    ],
)
def test_each_role_missing_or_held_by_another_is_named(rows, key, sentence):
    found = check(*OUTSIDE, *rows)
    assert [k for k, f in found.items() if not f.ok] == [key]
    assert found[key].sentence == sentence


def test_titles_of_a_community():
    found = check(place=PlaceKind.COMMUNITY)
    assert found["head"].sentence == "组长空缺，应由社区党组织书记担任"
    assert found["deputy"].sentence == "副组长空缺，应由居民委员会主任担任"
    assert found["group_leaders"].sentence == "成员中的居民小组长应有2人，现有0人"


def test_without_the_bodies_the_group_cannot_be_compared():
    found = check(*INSIDE)
    assert found["head"].sentence == "组长张书记，没有登记村党组织书记，无法核对"
    assert found["branch"].ok and found["branch"].got == 1


ONE = (
    ("张书记", BRANCH, PostKind.SECRETARY),
    ("张书记", COMMITTEE, PostKind.DIRECTOR),
    ("张书记", GROUP, PostKind.HEAD),
)


def test_secretary_and_director_in_one_person():
    found = check(*ONE, ("张书记", GROUP, PostKind.DEPUTY_HEAD), law=VILLAGE)
    assert found["head"].ok and found["deputy"].ok
    assert found["both"].sentence == "张书记同时担任村党组织书记和村民委员会主任，法律允许"
    assert (found["both"].article, found["both"].severity) == ("第八条", Severity.NOTE)
    assert found["twice"].sentence == "张书记在工作小组兼任组长、副组长"


def test_then_another_may_be_deputy():
    found = check(*ONE, ("吴副主任", GROUP, PostKind.DEPUTY_HEAD))
    assert found["deputy"].ok and "由吴副主任担任" in found["deputy"].sentence
    assert found["both"].law == ""
    assert not check(*ONE)["deputy"].ok


def test_one_person_in_two_posts_is_shown():
    found = check(*OUTSIDE, *INSIDE, ("赵专干", GROUP, PostKind.OF_GROUPS))
    assert found["twice"].sentence == "赵专干在工作小组兼任卫生健康（计生）专干、成员（小组长）"
    assert found["twice"].ok


def test_five_haves_need_evidence():
    found = five_haves(
        [
            HaveClaim("有活动场地", True, True),
            HaveClaim("有服务项目", True, False),
            HaveClaim("有活动制度", False, False),
        ]
    )
    assert [(f.ok, f.sentence) for f in found] == [
        (True, "有活动场地：具备，有佐证"),
        (False, "有服务项目：具备，没有佐证"),
        (False, "有活动制度：不具备"),
    ]


def test_dual_posts_as_rate():
    assert dual_posts(["a", "b", "c"], ["b", "c", "d"], 2026) == Rate(2, 3, 2026)
    assert Rate(2, 3).percent == 67 and Rate(1, 8).percent == 13 and Rate(0, 0).percent is None


@pytest.mark.parametrize(
    ("rates", "sentence"),
    [
        ([Rate(1, 2, 2025), Rate(2, 2, 2026)], "2025年50%，2026年100%，上升"),
        ([Rate(2, 2, 2025), Rate(1, 2, 2026)], "2025年100%，2026年50%，下降"),
        ([Rate(1, 2, 2025), Rate(2, 4, 2026)], "2025年50%，2026年50%，持平"),
        ([Rate(0, 0, 2025), Rate(1, 2, 2026)], ""),
        ([Rate(1, 2, 2024), Rate(0, 0, 2025), Rate(2, 2, 2026)], "2024年50%，2026年100%，上升"),
        ([], ""),
    ],
)
def test_trend(rates, sentence):
    assert trend(rates) == sentence


@pytest.mark.parametrize(
    ("reps", "women", "both", "faults"),
    [
        (30, 12, 0, []),
        (30, 11, 0, ["women"]),
        (20, 9, 0, []),
        (19, 8, 0, ["reps"]),
        (19, 8, 1, []),
    ],
)
def test_a_village_roster(reps, women, both, faults):
    found = roster(
        MeetingKind.VILLAGE_REPS, VILLAGE, committee=5, reps=reps, women_reps=women, both=both
    )
    assert [f.key for f in found if not f.ok] == faults
    assert {f.article for f in found} == {"第二十九条第一款"}


def test_a_roster_by_province_and_place():
    counts = {"committee": 5, "reps": 24, "women_reps": 10}
    found = roster(
        MeetingKind.VILLAGE_REPS, VILLAGE, **counts, population=300, local=rules_of("zhejiang")
    )
    assert [f.key for f in found if not f.ok] == ["reps_minimum"]
    found = roster(MeetingKind.RESIDENT_REPS, COMMUNITY, **counts, local=rules_of("sichuan"))
    assert [f.key for f in found] == ["reps"]


def test_no_rule_no_finding():
    counts = {"committee": 5, "reps": 24, "women_reps": 10}
    assert roster(MeetingKind.VILLAGERS, VILLAGE, **counts) == []
    old = pack_on(PlaceKind.COMMUNITY, date(2020, 1, 1))
    assert roster(MeetingKind.RESIDENT_REPS, old, **counts) == []
    assert roster(MeetingKind.VILLAGE_REPS, pack_on("village", date(2005, 1, 1)), **counts) == []
    assert ratio([GroupSeats("一组", 30, 3)], old) == []


@pytest.mark.parametrize(
    ("households", "reps", "ok"),
    [
        (30, 2, True),
        (30, 6, True),
        (30, 1, False),
        (30, 7, False),
        (31, 3, True),
        (31, 2, False),
        (4, 1, True),
        (4, 2, False),
        (30, 0, False),
        (0, 0, False),
    ],
)
def test_one_representative_for_five_to_fifteen_households(households, reps, ok):
    (found,) = ratio([GroupSeats("一组", households, reps)], VILLAGE)
    assert (found.ok, found.severity, found.article) == (ok, Severity.NOTE, "第二十九条第二款")


def test_communities_count_by_twenty_to_fifty():
    (found,) = ratio([GroupSeats("一组", 100, 5)], COMMUNITY)
    assert found.ok and found.sentence == "一组100户，代表5人，按每20至50户一人为2至5人"


@given(st.integers(5, 400), st.integers(1, 100))
def test_the_ratio_agrees_with_households_per_representative(households, reps):
    (found,) = ratio([GroupSeats("一组", households, reps)], VILLAGE)
    assert found.ok == (5 * reps <= households <= 15 * reps)


def test_one_of_the_branch_is_enough_where_its_members_are_not_known():
    one = Holder(1, "赵支委", BodyKind.WORKING_GROUP, PostKind.OF_BRANCH)
    found = {f.key: f for f in working_group([one], PlaceKind.VILLAGE, groups=0)}
    assert (found["branch"].ok, found["branch"].needed, found["branch"].got) == (True, 1, 1)
    found = {f.key: f for f in working_group([], PlaceKind.VILLAGE, groups=0)}
    assert (found["branch"].ok, found["branch"].got) == (False, 0)


def test_two_posts_of_the_group_are_named_and_allowed():
    both = [
        Holder(1, "张三", BodyKind.WORKING_GROUP, post) for post in (PostKind.HEAD, PostKind.STAFF)
    ]
    (note,) = [f for f in working_group(both, PlaceKind.VILLAGE, groups=0) if f.key == "twice"]
    assert note.ok and note.sentence == "张三在工作小组兼任组长、卫生健康（计生）专干"


def test_the_staff_and_the_posts_of_a_community_are_called_as_there():
    both = [
        Holder(1, "张三", BodyKind.WORKING_GROUP, post)
        for post in (PostKind.OF_GROUPS, PostKind.STAFF)
    ]
    found = working_group(both, PlaceKind.COMMUNITY, groups=1, staff="人口家庭专干")
    told = {f.key: f.sentence for f in found}
    assert told["twice"] == "张三在工作小组兼任成员（居民小组长）、人口家庭专干"
    assert told["staff"] == "成员中的人口家庭专干应有1人，现有1人"


def test_one_person_as_secretary_and_director_is_allowed():
    both = [
        Holder(1, "张三", BodyKind.PARTY_BRANCH, PostKind.SECRETARY),
        Holder(1, "张三", BodyKind.COMMITTEE, PostKind.DIRECTOR),
    ]
    found = {f.key: f for f in working_group(both, PlaceKind.VILLAGE, groups=0)}
    assert found["both"].ok and found["both"].sentence.endswith("法律允许")
