"""What a province's measure adds for villages, and how a township's own figures are kept."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from villages.rules.kinds import PlaceKind
from villages.rules.provinces import NATIONAL, PROVINCES, LocalRules, rules_of
from villages.rules.shares import TWO_THIRDS


@pytest.mark.parametrize("code", [code for code, _ in PROVINCES])
def test_local_rules_survive_storage(code):
    assert LocalRules.from_dict(rules_of(code).as_dict()) == rules_of(code)


def test_local_rules_read_an_older_or_newer_storage():
    assert LocalRules.from_dict({}) == NATIONAL
    assert LocalRules.from_dict({"call_days": 5, "unknown": 1}) == LocalRules(call_days=5)


@pytest.mark.parametrize(
    ("code", "population", "fewest"),
    [
        ("", 800, None),
        ("sichuan", None, 20),
        ("hainan", 9000, 20),
        ("zhejiang", None, 30),
        ("zhejiang", 499, 30),
        ("zhejiang", 500, 40),
        ("zhejiang", 999, 40),
        ("zhejiang", 1000, 50),
    ],
)
def test_fewest_representatives(code, population, fewest):
    assert rules_of(code).fewest_reps(population) == fewest


def test_local_rules_cite_the_measure():
    assert rules_of("sichuan").cite("reps_minimum").endswith("实施办法第十八条第一款")
    assert rules_of("zhejiang").cite("reps_minimum").endswith("办法第十八条第三款")
    assert LocalRules(reps_notice_days=2).cite("reps_notice_days") == "本地规定"


PLACES = [(code, place) for code, _ in PROVINCES for place in PlaceKind]


def those(field, place=PlaceKind.VILLAGE):
    """{code: value} of the provinces that say something there."""
    usual = getattr(NATIONAL, field)
    found = {code: getattr(rules_of(code, place), field) for code, _ in PROVINCES}
    return {code: value for code, value in found.items() if value != usual}


def test_the_ten_provinces_that_were_read_can_be_chosen():
    assert PROVINCES[0] == ("", "只按国家法律")
    names = "四川省、重庆市、海南省、山东省、浙江省、北京市、上海市、天津市、河北省、河南省"
    assert {name for _, name in PROVINCES[1:]} == set(names.split("、"))
    assert all(rules_of(code).name for code, _ in PROVINCES[1:])
    assert rules_of("") == rules_of("", PlaceKind.COMMUNITY) == NATIONAL


def test_what_was_not_read_is_the_national_law():
    known = {code for code, _ in PROVINCES if rules_of(code, PlaceKind.COMMUNITY).name}
    assert known == {"sichuan", "beijing", "shanghai", "hebei", "henan"}
    assert rules_of("hainan", PlaceKind.COMMUNITY) == NATIONAL


def test_notice_to_representatives_by_province():
    assert those("reps_notice_days") == {
        "sichuan": 3,
        "chongqing": 3,
        "hainan": 3,
        "shandong": 5,
        "zhejiang": 3,
        "beijing": 3,
        "shanghai": 10,
        "tianjin": 3,
        "hebei": 7,
    }
    assert set(those("reps_may_notify_late")) == {"sichuan", "tianjin"}


def test_what_each_measure_adds():
    assert set(those("needs_written_delegation")) == {"hainan"}
    assert set(those("voids_breach")) == {"shandong"}
    assert set(those("needs_posted_delegation")) == {"sichuan", "shandong"}
    assert set(those("needs_prereview")) == {"sichuan"}
    assert those("needs_prereview", PlaceKind.COMMUNITY) == {}
    assert set(those("excludes_absent")) == {"chongqing"}
    assert set(those("women_among_reps")) == {"hainan"}
    assert those("women_attending") == {"shandong": TWO_THIRDS}
    assert those("answer_days") == {"chongqing": 3, "hainan": 15, "shanghai": 15}
    assert those("call_days") == {"chongqing": 15, "beijing": 5}
    assert those("assembly_months") == {"sichuan": 6, "hainan": 12, "beijing": 12}
    assert those("assembly_months", PlaceKind.COMMUNITY) == {
        "sichuan": 12,
        "beijing": 12,
        "shanghai": 12,
        "hebei": 12,
        "henan": 12,
    }
    twice = those("assembly_times", PlaceKind.COMMUNITY)
    assert twice == {"beijing": 2, "henan": 2} and those("assembly_times") == {}
    three, seven = (3, 4, 5), (3, 4, 5, 6, 7)
    assert those("oversight_sizes") == {
        **dict.fromkeys(["sichuan", "hainan", "zhejiang", "beijing", "hebei", "henan"], three),
        **dict.fromkeys(["shanghai", "tianjin"], seven),
        "shandong": (3, 5),
    }
    assert those("oversight_sizes", PlaceKind.COMMUNITY) == {}
    assert set(those("oversight_is_usual")) == {"sichuan", "zhejiang", "henan"}
    assert set(those("oversight_has_woman")) == {"hebei"}
    assert set(those("oversight_way")) == {"henan"}
    assert set(those("party_first")) == {"tianjin", "hainan"}
    assert set(those("drafts_to_reps")) == {"hainan"}
    assert those("appraisal_apart_months") == {"chongqing": 6, "shandong": 6}
    assert set(those("reps_list")) == {"sichuan", "hainan", "hebei", "chongqing", "zhejiang"}
    assert set(those("delegation_way")) == {"beijing", "shanghai", "zhejiang", "chongqing"}
    assert set(those("posting_way")) == {"chongqing", "shandong", "hainan"}
    told_with_notice = {"chongqing", "zhejiang", "shanghai", "beijing", "hainan", "shandong"}
    assert set(those("calling_way")) == told_with_notice | {"hebei", "tianjin"}
    assert set(those("calling_way", PlaceKind.COMMUNITY)) == {"shanghai"}
    appraised = {"sichuan", "chongqing", "zhejiang", "shanghai", "beijing"}
    assert set(those("appraisal_way")) == appraised
    assert set(those("leaving_way")) == {"sichuan", "zhejiang", "henan"}
    assert set(those("leaving_way", PlaceKind.COMMUNITY)) == {"sichuan"}
    assert set(those("assembly_by_ballot")) == {"zhejiang"}
    fewest = {code: steps[0][1] for code, steps in those("reps_minimum").items()}
    assert fewest == {"sichuan": 20, "hainan": 20, "zhejiang": 30, "beijing": 30, "shanghai": 35}


@pytest.mark.parametrize(
    ("code", "place", "first"),
    [
        ("beijing", PlaceKind.VILLAGE, date(2012, 11, 1)),
        ("beijing", PlaceKind.COMMUNITY, date(1991, 12, 21)),
        ("chongqing", PlaceKind.VILLAGE, date(2013, 11, 1)),
        ("hainan", PlaceKind.VILLAGE, date(2025, 12, 3)),
        ("hebei", PlaceKind.VILLAGE, date(2011, 11, 1)),
        ("hebei", PlaceKind.COMMUNITY, date(1995, 7, 8)),
        ("henan", PlaceKind.VILLAGE, date(2011, 9, 1)),
        ("henan", PlaceKind.COMMUNITY, date(1994, 10, 1)),
        ("shandong", PlaceKind.VILLAGE, date(2013, 1, 1)),
        ("shanghai", PlaceKind.VILLAGE, date(2017, 5, 1)),
        ("shanghai", PlaceKind.COMMUNITY, date(2017, 7, 1)),
        ("sichuan", PlaceKind.VILLAGE, date(2015, 12, 3)),
        ("sichuan", PlaceKind.COMMUNITY, date(1994, 12, 3)),
        ("tianjin", PlaceKind.VILLAGE, date(2013, 1, 1)),
        ("zhejiang", PlaceKind.VILLAGE, date(2012, 7, 1)),
    ],
)
def test_a_measure_binds_from_its_first_day(code, place, first):
    assert rules_of(code, place, first) == replace(rules_of(code, place).on(first), note="")
    before = rules_of(code, place, first - timedelta(days=1))
    assert replace(before, missing="") == NATIONAL
    assert rules_of(code, place).name in before.missing and str(first.year) in before.missing


def test_every_measure_says_since_when():
    assert all(rules_of(code, place).since for code, place in PLACES if rules_of(code, place).name)
    assert rules_of("", on=date(1999, 1, 1)) == NATIONAL


@pytest.mark.parametrize(("code", "place"), PLACES)
def test_every_figure_of_a_measure_names_its_article(code, place):
    rules = rules_of(code, place)
    told = {
        name
        for name in vars(rules)
        if name not in ("name", "articles", "laws", "laws_since", "note", "since")
        and getattr(rules, name) != getattr(NATIONAL, name)
    }
    assert told == set(rules.articles) - {"charter"}
    assert all(article.startswith("第") for article in rules.articles.values())


@pytest.mark.parametrize(("code", "place"), PLACES)
def test_measures_older_than_the_law_of_2026_say_so(code, place):
    rules = rules_of(code, place)
    is_older = bool(rules.name) and (code, place) != ("hainan", PlaceKind.VILLAGE)
    assert ("早于2026年1月1日" in rules.note) is is_older
    assert rules_of(code, place, date(2025, 12, 31)).note == ""
    for key in rules.articles:
        is_own = is_older and key not in rules.laws
        assert ("以法律为准" in rules.told(key)) is is_own


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("sichuan", "第二十六条第一款第四项"),
        ("chongqing", "第十条第二款"),
        ("hainan", "第十一条第二款第二项"),
        ("henan", "第四十九条第二款第一项"),
        ("beijing", "第十七条第一款"),
        ("shanghai", "第十六条第一款"),
        ("hebei", "第十六条第二款"),
        # “村民会议可以制定和修改”；第三款、第十五条第二款列的授权事项里没有章程
        ("zhejiang", "第十四条第一款"),
        # “法律规定应当由村民会议行使的其他职权，不得授权”
        ("tianjin", "第十六条第二款"),
        # 第十九条第二款、第二十条第二款列的授权事项里没有章程
        ("shandong", "第二十一条第一款"),
    ],
)
def test_what_a_measure_keeps_for_the_assembly(code, article):
    assert rules_of(code).articles.get("charter") == article


@pytest.mark.parametrize(
    ("code", "article"),
    [
        ("sichuan", "第三十二条第一款"),
        ("beijing", "第十七条第一项"),
        ("shanghai", "第十三条第一款"),
        ("hebei", "第十二条第三项"),
        ("henan", "第十七条第一款"),
    ],
)
def test_what_a_measure_keeps_for_the_residents(code, article):
    assert rules_of(code, PlaceKind.COMMUNITY).articles.get("charter") == article


@pytest.mark.parametrize("place", PlaceKind)
def test_a_figure_of_another_rule_binds_from_the_day_of_that_rule(place):
    """四川省两部选举条例自2026年1月1日起施行，比实施办法晚。"""
    first = rules_of("sichuan", place, date(2026, 1, 1))
    assert (first.recall_months, first.recall_again_months) == (3, 6)
    before = rules_of("sichuan", place, date(2025, 12, 31))
    assert (before.recall_months, before.recall_again_months) == (None, None)
    assert before.name == first.name and before.assembly_months == first.assembly_months
    assert not {"recall_months", "recall_again_months"} & set(before.articles)
