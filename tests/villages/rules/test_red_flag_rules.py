"""The phrases themselves: each rule has a reason, a source and an item of the checklist, and each
phrase that names the thing is caught by the rule that stands for it."""

import pytest

from villages.rules.kinds import Alarm
from villages.rules.legality import CHECKLIST
from villages.rules.red_flag_rules import BIRTH, BODIES, RULES

ITEMS = {item.key for item in CHECKLIST}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.item}-{rule.why[:12]}")
def test_a_rule_names_its_item_its_reason_and_its_source(rule):
    assert rule.item in ITEMS
    assert len(rule.why) >= 8 and not rule.why.endswith("。")
    assert "法" in rule.law or "决定" in rule.law
    assert rule.alarm in (Alarm.UNLAWFUL, Alarm.DOUBTFUL)


def items_of(sentence):
    return {rule.item for rule in RULES if rule.phrase.search(sentence)}


@pytest.mark.parametrize(
    ("sentence", "item"),
    [
        ("罚款五百元", "penalty"),
        ("没收作案工具", "penalty"),
        ("游街示众", "penalty"),
        ("收取信誉金", "deposit"),
        ("缴纳六百元", "deposit"),
        ("征收社会抚养费", "birth_control"),
        ("发放准生证", "birth_control"),
        ("计划外生育", "birth_control"),
        ("按时参加孕检", "birth_control"),
        ("落实长效避孕措施", "birth_control"),
        ("不予办理户口", "linkage"),
        ("外嫁女不得参加分配", "women"),
        ("男孩优先", "women"),
        ("取消选举权", "rights"),
        ("孕检结果张榜公布", "privacy"),
        ("登记怀孕情况", "privacy"),
    ],
)
def test_each_forbidden_thing_is_caught_by_its_rule(sentence, item):
    assert item in items_of(sentence)


@pytest.mark.parametrize("sentence", ["村务每季度公开。", "环境卫生评比。", "奖励优秀会员。"])
def test_daily_words_are_caught_by_none(sentence):
    assert not items_of(sentence)


def test_the_names_of_bodies_and_laws_make_no_clause_one_about_births():
    for name in ("计划生育协会", "人口与计划生育法", "计生专干", "计生办", "计划生育村民自治"):
        assert not BIRTH.search(BODIES.sub("", name)), name
    assert BIRTH.search(BODIES.sub("", "违反计划生育的夫妇"))
