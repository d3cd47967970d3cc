"""Which entry of the navigation a page belongs to."""

import pytest

from township.dashboard.navigation import navigation_for


def lit(user, path):
    groups = navigation_for(user, path)
    return [item["label"] for group in groups for item in group["items"] if item["is_active"]]


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("/", "首页"),
        ("/campaigns/3/", "活动和目标"),
        ("/campaigns/3/targets/", "活动和目标"),
        ("/campaigns/3/rounds/trends/", "考评"),
        ("/campaigns/sheets/30/", "考评"),
        ("/campaigns/results/2/", "考评结果"),
        ("/campaigns/3/proposals/", "申报"),
        ("/campaigns/notices/5/", "申报"),
        ("/settings/dispatches/", "发送方式"),
    ],
)
def test_a_page_lights_the_entry_that_it_belongs_to(office, path, label):
    assert lit(office, path) == [label]


def test_a_sheet_is_with_its_scorer_among_the_own(evaluator):
    assert lit(evaluator, "/campaigns/sheets/30/") == ["评分表"]
