"""The publicity matrix and the five topics of a charter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.villages.rules.test_clauses import charter
from villages.rules.clauses import cut
from villages.rules.coverage import (
    TOPIC_NOTES,
    PublicityEvent,
    matrix,
    missing_topics,
    suggested_topics,
    topic_sentences,
)
from villages.rules.kinds import Topic

GROUPS = {1: "一组", 2: "二组", 3: "三组"}
CONTENTS = {"plan": "创建活动方案", "charter": "自治章程"}
CHANNELS = {"yard": "院坝会", "slogan": "标语", "party": "党员会"}


def event(channel="yard", contents=("plan",), groups=(1,)):
    return PublicityEvent(channel, contents, groups)


def told(*events):
    return matrix(events, GROUPS, CONTENTS, CHANNELS)


def test_nothing_told_yet():
    empty = told()
    assert (empty.heard, empty.total, empty.is_complete) == (0, 6, False)
    assert empty.used == () and empty.unused == ("院坝会", "标语", "党员会")
    assert empty.missing == [
        "一组还没有宣传到：创建活动方案、自治章程",
        "二组还没有宣传到：创建活动方案、自治章程",
        "三组还没有宣传到：创建活动方案、自治章程",
        "还没有用过的宣传渠道：院坝会、标语、党员会",
    ]


def test_a_cell_knows_its_channels_and_times():
    grid = told(
        event("slogan", groups=(1, 2)),
        event("yard", ("plan", "charter"), (1,)),
    )
    plan, text = grid.rows
    assert plan.cells[0].channels == ("院坝会", "标语")
    assert plan.cells[0].times == 2
    assert (plan.heard, text.heard, grid.heard, grid.total) == (2, 1, 3, 6)
    assert grid.missing[-1] == "还没有用过的宣传渠道：党员会"
    assert grid.missing[0] == "二组还没有宣传到：自治章程"


def test_another_channel_counts_as_heard_but_not_as_one_of_the_five():
    grid = told(event("wechat"))
    assert grid.rows[0].cells[0].channels == ("其他方式",)
    assert grid.used == ()


def test_complete():
    everything = [event(channel, tuple(CONTENTS), tuple(GROUPS)) for channel in CHANNELS]
    assert told(*everything).is_complete and told(*everything).missing == []


def test_a_village_without_groups_is_not_complete():
    grid = matrix([event()], {}, CONTENTS, CHANNELS)
    assert (grid.total, grid.is_complete) == (0, False)


EVENTS = st.lists(
    st.builds(
        event,
        st.sampled_from([*CHANNELS, "wechat"]),
        st.sets(st.sampled_from([*CONTENTS, "unknown"])),
        st.sets(st.sampled_from([*GROUPS, 99])),
    ),
    max_size=8,
)


@given(EVENTS)
def test_a_cell_is_heard_exactly_when_an_event_names_it(events):
    grid = told(*events)
    for row in grid.rows:
        for cell, group in zip(row.cells, GROUPS, strict=True):
            about = [e for e in events if row.content in e.contents and group in e.groups]
            assert (cell.times, cell.is_heard) == (len(about), bool(about))
    assert grid.heard == sum(cell.is_heard for row in grid.rows for cell in row.cells)


def test_missing_topics_are_named_with_todays_reading():
    missing = missing_topics([["lawfulness"], ["service", "interests"], []])
    assert missing == [Topic.MIGRANTS, Topic.CHOICE]
    sentences = topic_sentences([*missing, Topic.SERVICE])
    assert "知情选择" in sentences[1] and "第二十条" in sentences[1]
    assert sentences[2] == "章程没有写到“优质服务”"
    assert missing_topics([[topic.value] for topic in Topic]) == []
    assert set(TOPIC_NOTES) == {Topic.MIGRANTS, Topic.CHOICE}


@pytest.mark.parametrize(
    ("text", "topics"),
    [
        ("依法登记的流动人口享受同等服务。", [Topic.MIGRANTS]),
        ("避孕方法由夫妻自愿选择。", [Topic.CHOICE]),
        ("困难家庭优先申报扶助，咨询当场答复。", [Topic.SERVICE, Topic.INTERESTS]),
        ("村民委员会依法行政，遵守法律、法规。", [Topic.LAWFULNESS]),
        ("爱护公物。", []),
    ],
)
def test_topics_suggested_from_words(text, topics):
    assert suggested_topics(text) == topics


def test_a_whole_charter_points_to_all_five_topics():
    tagged = [suggested_topics(clause.text) for clause in cut(charter("01"))]
    assert missing_topics(tagged) == []


def test_one_content_heard_by_the_one_group_is_complete():
    event = PublicityEvent("yard", ["plan"], [1])
    assert matrix([event], {1: "一组"}, {"plan": "方案"}, {"yard": "院坝会"}).is_complete
