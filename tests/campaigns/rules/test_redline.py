"""Indicators on births or contraception of persons are refused, whatever the spelling."""

import pytest

from campaigns.rules.redline import refusal


@pytest.mark.parametrize(
    "text",
    [
        "政策外出生人数", "计划生育率", "符合政策生育率", "多孩率", "二孩及以上比例", "超生户数",
        "避孕措施落实率", "节育手术例数", "绝育人数", "结扎任务", "上环率", "孕检到位率",
        "孕情上报", "引产例数", "人流例数", "流产", "出生人口性别比", "社会抚养费征收率",
        "违法生育", "早婚早育", "超 生", "出·生人数", "避孕知情选择人数",
        "育龄妇女避孕服务对象登记", "四术落实", "取环", "Ｏ型结扎",
    ],
)  # fmt: skip
def test_refused(text):
    reason = refusal(text)
    assert reason is not None and "不统计、不考核" in reason and reason.endswith("。")


@pytest.mark.parametrize(
    "text",
    [
        "计生协会做到“五有”", "计划生育协会活动", "依法办事、知情选择、优质服务", "避孕知识宣传",
        "避孕节育知情选择", "生育支持政策宣传", "村上环境整治", "第二孩子剧场", "人流量统计",
        "流动人口服务", "村务按季公开", "关爱计划生育特殊家庭", "",
    ],
)  # fmt: skip
def test_allowed(text):
    assert refusal(text) is None
