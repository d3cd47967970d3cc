"""What a township sets for its places, and what its province says where it sets nothing."""

from datetime import date

import pytest

from villages.options import (
    OWN_MEASURE,
    against_no_contact,
    answer_days,
    contact_of,
    local_rules,
    prereview_basis,
)
from villages.rules.kinds import TextKind
from villages.rules.prereview import OPINION_2018


def in_province(village, code, **settings):
    village.township.settings |= {"province": code} | settings
    return village


def test_a_village_and_a_community_have_their_own_measures(village, community):
    assert local_rules(in_province(village, "sichuan")).reps_notice_days == 3
    community.township = village.township
    assert local_rules(community).reps_notice_days is None
    assert "城市居民委员会组织法" in local_rules(community).name


def test_a_township_sets_its_own_days_and_number(village):
    own = in_province(village, "shandong", notice_days_reps=7, min_reps=25)
    rules = local_rules(own)
    assert (rules.reps_notice_days, rules.fewest_reps(900)) == (7, 25)
    assert rules.cite("reps_notice_days") == OWN_MEASURE
    assert "第二十三条第二款" in rules.cite("needs_posted_delegation")
    rules = local_rules(in_province(village, "shandong", local_measure="某市村民自治条例第九条"))
    assert rules.cite("reps_notice_days") == rules.cite("reps_minimum") == "某市村民自治条例第九条"


@pytest.mark.parametrize(
    ("code", "days", "asked", "fewest", "expected"),
    [
        ("hebei", 6, 7, 1, 1),
        ("hebei", 7, 7, 1, 1),
        ("hebei", 8, 8, 1, 1),
        ("sichuan", 1, 3, 19, 20),
        ("sichuan", 4, 4, 21, 21),
        ("beijing", 1, 3, 29, 29),
        ("henan", 2, 2, 10, 10),
    ],
)
def test_a_townships_own_figure_never_lowers_the_provinces(
    village, code, days, asked, fewest, expected
):
    rules = local_rules(in_province(village, code, notice_days_reps=days, min_reps=fewest))
    assert (rules.reps_notice_days, rules.fewest_reps(900)) == (asked, expected)


def test_a_meeting_is_judged_by_the_measure_of_its_day(village):
    own = in_province(village, "shandong", min_reps=25)
    old = local_rules(own, date(2012, 12, 31))
    assert (old.reps_notice_days, old.fewest_reps(900)) == (None, 25)
    assert "2013年1月1日" in old.missing
    assert local_rules(own, date(2013, 1, 1)).reps_notice_days == 5


@pytest.mark.parametrize(
    ("code", "set_days", "days"),
    [("", 0, 15), ("chongqing", 0, 3), ("chongqing", 10, 10), ("shandong", 0, 15)],
)
def test_a_question_is_answered_as_the_province_says_unless_set(village, code, set_days, days):
    assert answer_days(in_province(village, code, query_days=set_days)) == days


@pytest.mark.parametrize(
    ("contact", "phone", "lacking"),
    [
        ("周敏", "0830-2345678", ""),
        ("", "0830-2345678", "联系人"),
        ("周敏", "", "联系电话"),
        ("", "", "联系人、联系电话"),
    ],
)
def test_who_answers_is_named_with_a_telephone_before_a_paper_goes_out(
    township, contact, phone, lacking
):
    township.settings = {"office_contact": contact, "office_phone": phone}
    told = list(against_no_contact(township))
    assert told == ([f"还没有填公文和公示的{lacking}，请先在“本镇设置”里填写。"] if lacking else [])
    assert contact_of(township) == {"contact": contact or "创建办公室", "phone": phone}


def asked_of(village, **settings):
    in_province(village, settings.pop("code", ""), **settings)
    return {kind.value: basis for kind in TextKind if (basis := prereview_basis(village, kind))}


def test_a_draft_is_sent_to_the_township_where_the_province_or_the_township_asks(
    village, community
):
    assert asked_of(village) == {} == asked_of(village, code="chongqing")
    sichuan = asked_of(village, code="sichuan")
    assert set(sichuan) == {"charter", "covenant"}
    assert "实施办法第二十六条第一款第三项（2015年" in sichuan["covenant"]
    assert asked_of(village, code="sichuan", prereview="off") == {}
    own = {"charter": OWN_MEASURE, "covenant": OPINION_2018}
    assert asked_of(village, prereview="asked") == own
    assert asked_of(village, code="sichuan", prereview="asked") == sichuan
    assert asked_of(community, code="sichuan", prereview="") == {}
    assert asked_of(community, code="sichuan", prereview="asked") == own
