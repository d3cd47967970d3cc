"""年度创建工作总结 says the figures, the office's words, and how the year stands to the last."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from campaigns.models import YearReport
from campaigns.papers.year_report import GAPS_SHOWN, change, paragraphs, report, village_year
from campaigns.queries.progress import Fact
from campaigns.queries.year_report import campaign_year
from township.papers import compose

TODAY = date(2026, 12, 31)


@pytest.fixture
def told(running):
    return campaign_year(running, 2026, TODAY)


@pytest.mark.parametrize(
    ("now", "before", "sentence"),
    [
        ("90", "88.5", "比上年提高1.5分"),
        ("88.5", "90", "比上年下降1.5分"),
        ("90", "90", "与上年持平"),
        ("90", None, ""),
        (None, "90", ""),
    ],
)
def test_the_average_is_held_against_the_year_before(told, now, before, sentence):
    row = replace(
        told,
        average=now and Decimal(now),
        average_before=before and Decimal(before),
    )
    assert change(row) == sentence


def test_words_are_paragraphs_and_a_part_without_words_is_left_out(running, told, township):
    assert paragraphs("一\n\n  二  \n") == ["一", "二"]
    row = YearReport(campaign=running, year=2026, practice="抓组织。\n抓章程。", plans="抓公开。")
    text = compose("year_report", report(row, told, TODAY), township).text()
    assert "二、主要做法" in text and "抓章程。" in text and "六、下一步打算" in text
    row.practice = row.plans = ""
    text = compose("year_report", report(row, told, TODAY), township).text()
    assert "主要做法" not in text and "下一步打算" not in text and "二、考评和目标" in text


def test_one_sheet_for_each_village_counts_the_gaps_it_does_not_list(told, township):
    one = replace(told.villages[0], gaps=[Fact(1, "文本", 0, 1, f"缺{n}。") for n in range(10)])
    values = village_year(told, one, TODAY)
    assert len(values["gaps"]) == GAPS_SHOWN and values["gaps_more"] == 10 - GAPS_SHOWN
    text = compose("village_year", values, township).text()
    assert str(one.village) in text and "另有2项。" in text and "结果还没有公示" in text


@pytest.mark.parametrize(
    ("asked", "line"), [({"covenant": 1}, "村规民约（居民公约）0份"), ({}, "")]
)
def test_papers_of_a_year_name_only_the_texts_that_the_campaign_asks_for(
    running, township, asked, line
):
    running.texts_needed = asked
    told = campaign_year(running, 2026, TODAY)
    row = YearReport(campaign=running, year=2026)
    for name, values in (
        ("year_report", report(row, told, TODAY) | {"gap_topics": []}),
        ("village_year", village_year(told, told.villages[0], TODAY) | {"gaps": []}),
    ):
        text = compose(name, values, township).text()
        assert line in text and "章程" not in text and "制度" not in text, name
        assert asked or "有效" not in text, name
