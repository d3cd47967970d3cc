"""A villager's question: the day its answer is due follows from the township's setting."""

from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from archives.models import Record
from tests.villages import way
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.query import erase_asker, erase_askers, record_query, take_from_page
from villages.models import Asker, Posting, Query
from villages.workflows.query import QUERY


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


def come(village, key="k", address="10.1.1.1", **more):
    query = Query(village=village, content="低保名单怎么定的？", **more)
    return take_from_page(query, Asker(name="王某", phone="13900001111", key=key), address=address)


def test_what_comes_by_the_page_is_owed_and_not_filed_before_its_answer(village, cadre):
    row = come(village, kind="objection")
    assert row.way == "page" and len(row.code) == 8 and row.due_on == way.days_ago(-15)
    entry = Entry.objects.about(row).get()
    assert entry.actor_name == "系统" and "在公开页面上提出异议：低保" in entry.summary
    assert "王某" not in entry.summary
    assert not Record.objects.exists()
    QUERY.perform("answer", row, by=cadre, on=way.days_ago(0), answer="按评议。")
    assert Record.objects.get().title.endswith("低保名单怎么定的？")


def test_the_same_form_twice_is_one_question(village):
    assert come(village).pk == come(village).pk
    assert come(village, key="other").pk != come(village).pk


def test_so_many_a_day_from_one_network_and_in_one_village(village, other_village):
    village.township.settings |= {"page_questions_sender": 2, "page_questions_village": 3}
    village.township.save()
    come(village, "a")
    come(other_village, "b")
    with pytest.raises(Refused, match="从您这里已经收到2条"):
        come(village, "c")
    come(village, "d", address="10.1.1.2")
    come(village, "e", address="2001:db8::1")
    with pytest.raises(Refused, match="今天收到的已经很多"):
        come(village, "f", address="2001:db8:1::1")
    come(other_village, "g", address="2001:db8::2")
    with pytest.raises(Refused, match="从您这里已经收到2条"):
        come(other_village, "h", address="2001:db8::3")


def test_how_the_asker_is_reached_lies_sealed_and_is_erased_when_it_is_over(
    village, cadre, time_machine
):
    row, still_open = come(village, "a"), come(village, "b")
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, phone FROM villages_asker")
        assert not any("王某" in str(one) or "13900001111" in str(one) for one in cursor.fetchall())
    QUERY.perform("answer", row, by=cadre, on=way.days_ago(0), answer="按评议。")
    days = village.township.setting("asker_days")
    time_machine.move_to(timezone.now() + timedelta(days=days))
    assert erase_askers() == 0
    time_machine.move_to(timezone.now() + timedelta(days=1))
    assert erase_askers() == 1
    assert Asker.objects.get().query == still_open
    assert Query.objects.get(pk=row.pk).answer == "按评议。"
    erase_asker(still_open, by=cadre)
    assert not Asker.objects.exists()
