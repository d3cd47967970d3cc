"""What changes between two standards: added, removed, changed, moved, each in words."""

from dataclasses import replace
from decimal import Decimal

import pytest

from campaigns.rules.criteria import CriteriaCategory, Deduction, ThresholdRule, VetoRule
from campaigns.rules.standard_changes import Difference, differences
from tests.campaigns.criteria import indicator, standard

D = Decimal


def with_first(**given):
    """The standard with its indicator A1 written otherwise."""
    first, second = standard().categories
    row = replace(first.indicators[0], **given)
    return standard(categories=(replace(first, indicators=(row, *first.indicators[1:])), second))


def test_the_same_standard_differs_in_nothing():
    assert differences(standard(), standard()) == []
    renamed = standard(code="X", name="另一个", version="2")
    assert differences(standard(), renamed) == [], "name and version do not matter"


@pytest.mark.parametrize(
    ("given", "field", "old", "new"),
    [
        ({"points": D("30.50")}, "分值", "30", "30.5"),
        ({"points": D("30.0"), "cap": D(32)}, "加分后上限", "无", "32"),
        ({"rule": "新规则"}, "评分办法", "规则", "新规则"),
        ({"check": "入户走访"}, "考评方式", "查阅资料", "入户走访"),
        ({"name": "组织健全"}, "名称", "指标A1", "组织健全"),
        ({"evidence": ("LDZ", "ZCH")}, "佐证档案", "无", "LDZ、ZCH"),
        ({"auto": "duties"}, "系统核对", "无", "duties"),
        ({"bonus_rule": "加2分"}, "加分办法", "无", "加2分"),
        (
            {"deductions": (Deduction("k", "少{n}项", D("0.50")),)},
            "扣分规则",
            "无",
            "少{n}项（每次扣0.50分）",
        ),
    ],
)
def test_each_field_is_told_with_old_and_new(given, field, old, new):
    (told,) = differences(standard(), with_first(**given))
    name = given.get("name", "指标A1")
    assert told == Difference("修改", f"指标A1 {name}", field, old, new)


def test_what_came_and_what_went():
    first, second = standard().categories
    grown = replace(second, indicators=(*second.indicators, indicator("B2", "10")))
    told = differences(standard(), standard(categories=(first, grown)))
    assert told == [Difference("新增", "指标B2 指标B2", "", "", "10")]
    told = differences(standard(categories=(first, grown)), standard())
    assert told == [Difference("删去", "指标B2 指标B2")]


def test_an_indicator_in_another_category_is_a_change():
    rows = standard().indicators
    moved = standard(
        categories=(
            CriteriaCategory("A", "组织建设", rows[:1]),
            CriteriaCategory("B", "制度规范", rows[1:]),
        )
    )
    assert differences(standard(), moved) == [
        Difference("修改", "指标A2 指标A2", "类别", "组织建设", "制度规范")
    ]


def test_vetoes_and_thresholds_are_compared_by_their_own_codes():
    changed = standard(
        vetoes=(VetoRule("V1", "没有有效的自治章程", "新规则"), VetoRule("V2", "弄虚作假", "规则")),
        thresholds=(ThresholdRule("QUALIFIED", "合格村", D(85)),),
    )
    assert differences(standard(), changed) == [
        Difference("修改", "一票否决V1 没有有效的自治章程", "评分办法", "规则", "新规则"),
        Difference("新增", "一票否决V2 弄虚作假", "", "", "无"),
        Difference("修改", "达标分数QUALIFIED 合格村", "达标总分", "80", "85"),
        Difference("删去", "达标分数ADVANCED 区级先进村"),
    ]


def turned():
    first, second = standard().categories
    return replace(first, indicators=tuple(reversed(first.indicators))), second


def test_a_new_order_alone_is_told_once():
    told = differences(standard(), standard(categories=turned()))
    assert told == [Difference("次序", "指标", "", "A1、A2、B1", "A2、A1、B1")]


def test_a_new_order_beside_other_changes_is_not_told():
    told = differences(standard(), standard(categories=turned(), vetoes=()))
    assert [one.kind for one in told] == ["删去"]
