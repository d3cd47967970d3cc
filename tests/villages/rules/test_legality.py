"""The reviewer's twelve items, what the software answers itself, and columns never imported."""

from dataclasses import replace
from datetime import date

import pytest

from tests.villages.rules.test_verdict import ON, ask
from villages.rules.clauses import cut
from villages.rules.kinds import Compliance
from villages.rules.legality import (
    CHECKLIST,
    suggestions,
)
from villages.rules.red_flags import red_flags
from villages.rules.verdict import verdict

GOOD = verdict(ask("villagers", 600, 310, 200, about="charter"))


def suggest(judged=GOOD, text="第一条 团结互助。", **more):
    counts = {"channels": 2, "opinions": 5, "unhandled": 0, **more}
    return suggestions(verdict=judged, flags=red_flags(cut(text)), **counts)


def test_twelve_items_in_order():
    assert [item.number for item in CHECKLIST] == list(range(1, 13))
    assert len({item.key for item in CHECKLIST}) == 12
    assert all(item.question and item.law for item in CHECKLIST)


def test_the_law_is_quoted_as_it_is_written():
    items = {item.key: item for item in CHECKLIST}
    women = "以妇女未婚、结婚、离婚、丧偶、户无男性等为由，侵害妇女在农村集体经济组织中的各项权益"
    assert items["women"].question.endswith(women), "妇女权益保障法第五十六条"
    assert "中共中央、国务院2021年6月26日《关于优化生育政策" in items["birth_control"].law


def test_a_clean_filing_answers_the_first_four_and_leaves_the_rest_to_the_reviewer():
    answers = suggest()
    assert set(answers) == {item.key for item in CHECKLIST}
    met = [item.key for item in CHECKLIST if answers[item.key].compliance == Compliance.MET]
    assert met == ["competence", "procedure", "consultation"]
    assert answers["quorum"].compliance is None, "nobody has looked at the sheet and the ballots"
    assert "请与签到册、选票对照" in answers["quorum"].sentence
    assert all(answers[item.key].compliance is None for item in CHECKLIST[4:])
    assert answers["quorum"].sentence.startswith("应到600人")


def test_a_text_without_vote():
    answers = suggest(judged=None)
    assert answers["competence"].compliance == Compliance.UNMET
    assert answers["competence"].sentence == "没有表决记录"


@pytest.mark.parametrize(
    ("question", "key"),
    [
        (ask("village_reps", 35, 24, 24, about="charter"), "competence"),
        (ask("village_reps", 35, 24, 24, about="rule", delegation=None), "competence"),
        (ask("villagers", 600, 310, 200, noticed_on=ON), "procedure"),
        (ask("villagers", 600, 310, 200, party_on=None), "procedure"),
        (ask("villagers", 600, 300, 200), "quorum"),
        (ask("villagers", 600, 310, 100), "quorum"),
        (ask("village_reps", 35, 24, 24, about="rule", roll={"women_reps": 11}), "quorum"),
    ],
)
def test_what_the_verdict_lacked_is_not_met(question, key):
    if question.roll.women_reps == 11:
        question = replace(question, roll=replace(question.roll, women_reps_present=8))
    answers = suggest(verdict(question))
    unmet = [k for k in ("competence", "procedure", "quorum") if answers[k].compliance == "unmet"]
    assert unmet == [key]


def test_before_2026_party_discussion_is_no_requirement():
    before = ask("villagers", 600, 310, 200, party_on=None, on=date(2025, 3, 1))
    assert suggest(verdict(before))["procedure"].compliance == Compliance.MET


@pytest.mark.parametrize(
    ("counts", "compliance"),
    [
        ({}, Compliance.MET),
        ({"channels": 1}, Compliance.UNMET),
        ({"unhandled": 1}, Compliance.UNMET),
        ({"opinions": 0}, Compliance.MET),
    ],
)
def test_consultation(counts, compliance):
    assert suggest(**counts)["consultation"].compliance == compliance


def test_the_consultation_tells_of_the_townships_opinion():
    told = suggest(prereview="2026年3月1日提请审核")["consultation"]
    assert told.sentence.endswith("；2026年3月1日提请审核") and told.compliance == Compliance.MET


def test_flags_answer_their_item():
    answers = suggest(text="第一条 罚款十元。\n第二条 押金十元。可以申诉。\n第三条 不得没收。")
    assert answers["penalty"].compliance == Compliance.UNMET
    assert answers["penalty"].sentence.startswith("第一条“罚款”：罚款只能由")
    assert answers["deposit"].compliance is None
    assert answers["deposit"].sentence.startswith("请核对：第二条“押金”")
    assert answers["women"].sentence == "没有发现可疑字句，请通读后判断"


def test_each_place_is_answered_by_its_own_law():
    first = CHECKLIST[0]
    assert first.law_of(False) == "村民委员会组织法第二十九条、第三十一条"
    assert first.law_of(True) == "城市居民委员会组织法第三十条"
    assert CHECKLIST[4].law_of(True) == CHECKLIST[4].law_of(False) == CHECKLIST[4].law


def test_the_decision_of_2021_names_who_issued_it():
    """Items 7 and 8 rest on it beside the act."""
    cited = [item.law for item in CHECKLIST if "促进人口长期均衡发展的决定" in item.law]
    assert len(cited) == 2 and all("中共中央、国务院" in law for law in cited)
