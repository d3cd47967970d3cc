"""Writing down what a village did: kept with its photos, told to history, filed."""

import pytest

from archives.models import Record
from tests.villages import way
from tests.villages.files import stored
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.activity import record_activity
from villages.models import Activity, Attachment


def activity(village, days=0, **more):
    given = {
        "kind": "training",
        "title": "支委培训",
        "on": way.days_ago(days),
        "place": "村活动室",
        "headcount": 12,
        "summary": "学习自治章程。",
    }
    return Activity(village=village, **given | more)


def test_an_activity_is_kept_with_its_photos_told_and_filed(village, cadre):
    row = record_activity(activity(village), by=cadre, files=[(stored(), "培训.jpg")])
    assert Activity.objects.get() == row
    kept = Attachment.objects.of(row).get()
    assert (kept.file_name, kept.added_by) == ("培训.jpg", cadre)
    entry = Entry.objects.about(row).get()
    assert (entry.verb, entry.summary) == ("activity.record", "登记活动：支委培训")
    assert Record.objects.filter(source=f"activity:{row.pk}").exists()


def test_a_change_is_told_as_one(village, cadre):
    row = record_activity(activity(village), by=cadre)
    row.headcount = 15
    record_activity(row, by=cadre, changes={"参加人数": [12, 15]})
    entry = Entry.objects.about(row).first()
    assert (entry.summary, entry.changes) == ("修改活动：支委培训", {"参加人数": [12, 15]})
    assert Activity.objects.get().headcount == 15


def test_tomorrow_is_refused_and_nothing_is_kept(village, cadre):
    with pytest.raises(Refused, match="日期不能在今天之后"):
        record_activity(activity(village, -1), by=cadre, files=[(stored(), "培训.jpg")])
    assert not Activity.objects.exists()
    assert not Attachment.objects.exists() and not Entry.objects.exists()
