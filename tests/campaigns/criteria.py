"""A small standard of two categories, for tests of the rules that score by it."""

from decimal import Decimal

from campaigns.rules.criteria import (
    Criteria,
    CriteriaCategory,
    IndicatorRule,
    ThresholdRule,
    VetoRule,
)

D = Decimal


def indicator(code="A1", full="10", **more):
    return IndicatorRule(code, f"指标{code}", D(full), "规则", "查阅资料", **more)


def standard(**more):
    given = {
        "code": "ADVANCED",
        "name": "先进村标准",
        "version": "1",
        "categories": (
            CriteriaCategory("A", "组织建设", (indicator("A1", "30"), indicator("A2", "20"))),
            CriteriaCategory("B", "制度规范", (indicator("B1", "50"),)),
        ),
        "thresholds": (
            ThresholdRule("QUALIFIED", "合格村", D(80)),
            ThresholdRule("ADVANCED", "区级先进村", D(90), D(80)),
        ),
        "vetoes": (VetoRule("V1", "没有有效的自治章程", "规则"),),
    }
    return Criteria(**(given | more))
