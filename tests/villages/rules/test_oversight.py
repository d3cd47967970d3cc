"""Who may sit in the 监督委员会: apart from the committee, looked at since the last came."""

from datetime import date

import pytest

from villages.rules.bodies import BodyKind, PostKind
from villages.rules.composition import Holder
from villages.rules.kinds import PlaceKind
from villages.rules.oversight import Declared, oversight
from villages.rules.provinces import NATIONAL, rules_of
from villages.rules.statutes import pack_on

VILLAGE = pack_on(PlaceKind.VILLAGE, date(2026, 6, 1))
COMMUNITY = pack_on(PlaceKind.COMMUNITY, date(2026, 6, 1))
SINCE, LOOKED = date(2026, 3, 1), date(2026, 3, 2)
FINE = Declared(LOOKED, is_kin_free=True, is_skilled=True)


def seated(number, *, also=()):
    """`number` members; those whose place is in `also` sit in the committee too."""
    found = [
        Holder(n, f"成员{n}", BodyKind.OVERSIGHT, PostKind.COMMITTEE_MEMBER) for n in range(number)
    ]
    return found + [
        Holder(n, f"成员{n}", BodyKind.COMMITTEE, PostKind.COMMITTEE_MEMBER) for n in also
    ]


def found(holders, law=VILLAGE, declared=FINE, newest=SINCE, local=NATIONAL, women=frozenset()):
    return {one.key: one for one in oversight(holders, law, declared, newest, local, women)}


def test_where_nobody_sits_nothing_is_found():
    others = [Holder(1, "张三", BodyKind.COMMITTEE, PostKind.DIRECTOR)]
    assert found(others) == {}


@pytest.mark.parametrize(("number", "ok"), [(2, False), (3, True), (5, True), (6, False)])
def test_three_to_five_by_the_guidance_of_2017(number, ok):
    size = found(seated(number))["size"]
    assert (size.ok, size.got, size.law) == (ok, number, "") and "2017年" in size.sentence


@pytest.mark.parametrize(
    ("province", "fitting", "article"),
    [
        ("shanghai", {3, 4, 5, 6, 7}, "第二十五条第一款"),
        ("tianjin", {3, 4, 5, 6, 7}, "第十八条第一款"),
        ("shandong", {3, 5}, "第三十一条第一款"),
        ("zhejiang", {3, 4, 5}, "第三十条第一款"),
        ("chongqing", {3, 4, 5}, "2017年"),
    ],
)
def test_the_number_that_the_province_says(province, fitting, article):
    local = rules_of(province)
    told = [found(seated(number), local=local)["size"] for number in range(2, 9)]
    assert {one.got for one in told if one.ok} == fitting
    assert all(article in one.sentence for one in told)
    assert ("单数" in told[0].sentence) is (province == "shandong")
    assert ("一般" in told[0].sentence) is (province in ("zhejiang", "chongqing"))


def test_hebei_wants_a_woman_among_them():
    """河北办法第二十二条第一款：村务监督机构应当有妇女成员。"""
    hebei = rules_of("hebei")
    men = found(seated(3), local=hebei, women=frozenset())["woman"]
    assert not men.ok and "第二十二条第一款" in men.sentence
    assert found(seated(3), local=hebei, women=frozenset({1}))["woman"].ok
    assert not found(seated(3), local=hebei, women=frozenset({9}))["woman"].ok
    assert "woman" not in found(seated(3), women=frozenset())


def test_no_member_of_the_committee():
    apart = found(seated(3))["apart"]
    assert apart.ok and apart.article == "第三十七条第一款"
    apart = found(seated(3, also=(0, 2)))["apart"]
    assert not apart.ok and apart.sentence == "成员0、成员2是委员会成员，不得担任"
    assert found(seated(3), COMMUNITY)["apart"].article == "第三十六条第一款"


@pytest.mark.parametrize(
    ("declared", "newest", "ok", "said"),
    [
        (None, SINCE, False, "还没有核对近亲属回避"),
        (FINE, LOOKED, True, "2026年3月2日核对：没有委员会成员的近亲属"),
        (FINE, date(2026, 3, 3), False, "2026年3月2日核对以后成员有变动，请重新核对近亲属回避"),
        (Declared(LOOKED, False, True), SINCE, False, "有委员会成员的近亲属，不得担任"),
    ],
)
def test_kinship_is_declared_since_the_last_member_came(declared, newest, ok, said):
    kin = found(seated(3), declared=declared, newest=newest)["kin"]
    assert kin.ok is ok and said in kin.sentence


def test_in_a_village_some_know_accounts():
    assert found(seated(3))["skilled"].ok
    assert not found(seated(3), declared=Declared(LOOKED, True, False))["skilled"].ok
    assert "skilled" not in found(seated(3), COMMUNITY)
    assert "skilled" not in found(seated(3), declared=None)


def test_before_2026_no_article_binds_a_community():
    before = pack_on(PlaceKind.COMMUNITY, date(2025, 6, 1))
    assert found(seated(3), before)["apart"].article == ""
