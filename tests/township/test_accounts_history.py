"""The history is found by words, village, thing and day, and says what a value was and is."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from time_machine import travel as freeze_time

from tests.villages.rosters import person
from township.history import models
from township.history.chain import record
from township.history.models import Entry
from township.today import beginning_of


def test_history_is_found_by_village_thing_and_day(client, office, village, other_village):
    record("village.edit", village, office, "改甲", {"村名": ["旧村", "新村"]})
    record("village.edit", other_village, office, "改乙")
    record("roster.edit", village.groups.first(), office, "改组")
    client.force_login(office)

    def found(**asked):
        rows = client.get(reverse("history"), asked).context["rows"]
        return {row["cells"][3].value for row in rows}

    assert found() == {"改甲", "改乙", "改组"}
    assert found(village=village.pk) == {"改甲", "改组"}
    assert found(village=village.pk, thing="villages.village") == {"改甲"}
    today = timezone.localdate()
    assert found(since=today) == found() and found(until=today - timedelta(days=1)) == set()
    assert found(q="改乙") == {"改乙"}


def test_history_says_what_a_value_was_and_is(client, office, village):
    record(
        "village.edit",
        village,
        office,
        "修改",
        {
            "村名": ["旧村", "新村"],
            "备注": ["", "甲"],
            "撤并": [False, True],
            "密码": [None, "已重设"],
        },
    )
    client.force_login(office)
    page = client.get(reverse("history"))
    told = page.context["rows"][0]["cells"][4].value
    assert set(told.split("；")) == {
        "村名：旧村 → 新村",
        "备注：空 → 甲",
        "撤并：否 → 是",
        "密码：已重设",
    }


def test_what_may_be_erased_is_not_kept_by_the_history(client, cadre, village):
    row = person(village)
    client.force_login(cadre)
    given = {"name": "张三丰", "gender": "man", "birth_month": "1970-01", "political": "party"}
    address = reverse("villages:person_edit", args=[row.pk])
    assert client.post(address, given | {"read_version": row.version}).status_code == 302
    told = Entry.objects.about(row)[0].changes_told
    assert told == ["姓名：张三 → 张三丰", "出生年月：已修改", "政治面貌：已修改"]


def at(summary, village, moment):
    """An entry of that moment; what is written stands, so that it is written in its own day."""
    with freeze_time(moment, tick=False):
        return record("settings.edit", village.township, None, summary)


def test_a_day_of_the_history_is_whole(client, office, village):
    day = timezone.localdate() - timedelta(days=3)
    first, last = beginning_of(day), beginning_of(day + timedelta(days=1))
    at("前夜", village, first - timedelta(seconds=1))
    at("零点", village, first)
    at("深夜", village, last - timedelta(seconds=1))
    at("次日", village, last)
    client.force_login(office)
    rows = client.get(reverse("history"), {"since": day, "until": day}).context["rows"]
    assert [row["cells"][3].value for row in rows] == ["深夜", "零点"]


def test_words_are_looked_for_in_the_newest_of_all_and_before_a_day_in_those_before_it(
    client, admin, office, village, monkeypatch
):
    today = timezone.now()
    at("会议甲", village, today - timedelta(days=9))
    for n in range(3):
        at(f"别的{n}", village, today - timedelta(days=2))
    monkeypatch.setattr(models, "LOOKED_THROUGH", 3)

    def found(user, **asked):
        client.force_login(user)
        rows = client.get(reverse("history"), {"q": "会议"} | asked).context["rows"]
        return [row["cells"][3].value for row in rows]

    assert found(admin) == []
    assert found(admin, until=timezone.localdate() - timedelta(days=5)) == ["会议甲"]
    assert found(office) == ["会议甲"], "the own township is looked through to its beginning"
    client.force_login(admin)
    assert "查最近10万条" in client.get(reverse("history")).content.decode()
