"""A villager's question: the day its answer is due follows from the township's setting."""

from datetime import timedelta

import pytest

from archives.models import Record
from tests.villages import way
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.query import record_query
from villages.models import Posting, Query


def ask(village, days=2, **more):
    return Query(
        village=village, **{"content": "低保名单怎么定的？", "asked_on": way.days_ago(days)} | more
    )


@pytest.mark.parametrize("days", [15, 7])
def test_the_answer_is_due_so_many_days_later(village, cadre, days):
    village.township.settings["query_days"] = days
    row = record_query(ask(village), by=cadre)
    assert row.due_on == row.asked_on + timedelta(days=days)
    entry = Entry.objects.about(row).get()
    assert (entry.verb, entry.summary) == ("query.record", "登记询问：低保名单怎么定的？")
    assert Record.objects.filter(source=f"query:{row.pk}").exists()


def test_a_changed_day_moves_the_due_day(village, cadre):
    row = record_query(ask(village), by=cadre)
    row.asked_on = way.days_ago(5)
    row = record_query(row, by=cadre, changes={"询问日期": ["甲", "乙"]})
    assert row.due_on == way.days_ago(-10)
    entry = Entry.objects.about(row).first()
    assert entry.summary.startswith("修改询问：") and entry.changes["询问日期"] == ["甲", "乙"]


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"asked_on": way.days_ago(-1)}, "询问日期不能在今天之后。"),
    ],
)
def test_what_is_refused_is_not_kept(village, cadre, more, told):
    with pytest.raises(Refused, match=told):
        record_query(ask(village, **more), by=cadre)
    assert not Query.objects.exists() and not Entry.objects.exists()


def test_today_is_in_time(village, cadre):
    assert record_query(ask(village, 0), by=cadre).pk


def test_it_asks_about_a_posting_of_its_own_village(village, other_village, cadre):
    day = {"posted_on": way.days_ago(9), "until": way.days_ago(-9), "place": "公开栏"}
    own, foreign = (
        Posting.objects.create(village=one, kind="quarterly", title="村务公开", **day)
        for one in (village, other_village)
    )
    with pytest.raises(Refused, match="所问的公示不是本村的"):
        record_query(ask(village, posting=foreign), by=cadre)
    assert record_query(ask(village, posting=own), by=cadre).posting == own
