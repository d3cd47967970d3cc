"""When a villager's question is answered."""

import pytest

from tests.villages import way
from township.workflow import Refused
from villages.acts.query import record_query
from villages.models import Query
from villages.workflows.query import QUERY


@pytest.fixture
def query(village, cadre):
    """Asked three days ago."""
    return record_query(
        Query(village=village, content="路灯何时修？", asked_on=way.days_ago(3)), by=cadre
    )


@pytest.mark.parametrize("days", [3, 0])
def test_it_is_answered_between_the_question_and_today(query, cadre, days):
    row = QUERY.perform("answer", query, by=cadre, on=way.days_ago(days), answer="下月修。")
    assert (row.status, row.answer) == ("answered", "下月修。")
    assert row.answered_on == way.days_ago(days)


@pytest.mark.parametrize(
    ("days", "answer", "told"),
    [
        (-1, "好", "答复日期不能在今天之后"),
        (4, "好", "答复日期早于询问日期"),
    ],
)
def test_what_is_refused_leaves_the_question_open(query, cadre, days, answer, told):
    with pytest.raises(Refused, match=told):
        QUERY.perform("answer", query, by=cadre, on=way.days_ago(days), answer=answer)
    row = Query.objects.get()
    assert (row.status, row.answer, row.answered_on) == ("open", "", None)


def test_without_a_day_it_is_answered_today(query, cadre):
    assert QUERY.perform("answer", query, by=cadre, answer="好").answered_on == way.days_ago(0)


def test_it_is_answered_once(query, cadre):
    QUERY.perform("answer", query, by=cadre, answer="好")
    with pytest.raises(Refused, match="现在的状态是“已答复”"):
        QUERY.perform("answer", query, by=cadre, answer="不好")
