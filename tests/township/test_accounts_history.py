"""The history is found by words, village, thing and day, and says what a value was and is."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from tests.villages.rosters import person
from township.history.chain import record
from township.history.models import Entry


def test_history_is_found_by_village_thing_and_day(client, office, village, other_village):
    record("village.edit", village, office, "改甲", {"村名": ["旧村", "新村"]})
    record("village.edit", other_village, office, "改乙")
    record("roster.edit", village.groups.first(), office, "改组")
    client.force_login(office)

    def found(**asked):
        rows = client.get(reverse("history"), asked).context["rows"]
        return {row["cells"][3]["value"] for row in rows}

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
    told = page.context["rows"][0]["cells"][4]["value"]
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
