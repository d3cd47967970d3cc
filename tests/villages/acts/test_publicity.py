"""Publicity: which contents reached which groups, by which channel."""

import pytest

from archives.models import Record
from tests.villages import way
from tests.villages.files import stored
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.publicity import publicity_faults, record_publicity
from villages.models import Attachment, Publicity


def row(village, **more):
    given = {
        "channel": "yard",
        "contents": ["charter"],
        "on": way.days_ago(2),
        "place": "院坝",
        "headcount": 40,
    }
    return Publicity(village=village, **given | more)


def test_it_is_kept_with_its_groups_told_and_filed(village, cadre):
    groups = village.groups.all()[:2]
    one = record_publicity(row(village), groups, by=cadre, files=[(stored(), "院坝.jpg")])
    assert list(one.groups.all()) == list(groups)
    assert Attachment.objects.of(one).exists()
    entry = Entry.objects.about(one).get()
    assert entry.verb == "publicity.record" and entry.summary.startswith("登记宣传：")
    assert Record.objects.filter(source=f"publicity:{one.pk}").exists()


def test_a_change_takes_the_place_of_the_groups(village, cadre):
    first, second, third = village.groups.all()
    one = record_publicity(row(village), [first, second], by=cadre)
    record_publicity(one, iter([third]), by=cadre, changes={"地点": ["院坝", "二组"]})
    assert list(one.groups.all()) == [third]
    entry = Entry.objects.about(one).first()
    assert entry.summary.startswith("修改宣传：") and entry.changes == {"地点": ["院坝", "二组"]}


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({}, []),
        ({"on": way.days_ago(0)}, []),
        ({"on": way.days_ago(-1)}, ["日期不能在今天之后。"]),
        ({"contents": []}, ["请至少勾选一项宣传内容。"]),
        ({"contents": ["charter", "gossip"]}, ["宣传内容里有不认识的项目。"]),
        ({"channel": "slogan"}, ["标语要写明内容。"]),
        ({"channel": "slogan", "slogan": " "}, ["标语要写明内容。"]),
        ({"channel": "slogan", "slogan": "人人参与自治"}, []),
        ({"slogan": "人人参与自治"}, ["只有标语才填标语内容。"]),
    ],
)
def test_what_cannot_be(village, changed, told):
    assert list(publicity_faults(row(village, **changed), list(village.groups.all()))) == told


def test_it_reached_groups_of_its_own_village(village, other_village, cadre):
    assert list(publicity_faults(row(village), [])) == ["请勾选到达了哪些小组。"]
    mixed = [village.groups.first(), other_village.groups.first()]
    with pytest.raises(Refused, match="到达的小组不是本村的"):
        record_publicity(row(village), mixed, by=cadre)
    assert not Publicity.objects.exists() and not Entry.objects.exists()
