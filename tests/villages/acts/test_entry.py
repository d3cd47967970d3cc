"""What a village enters is refused with every reason at once, else told and announced."""

import pytest

from archives.models import Record
from tests.villages.acts.test_activity import activity
from township.history.models import Entry
from township.workflow import Refused
from villages.acts.entry import refuse, tell


def test_every_fault_is_told_at_once():
    with pytest.raises(Refused) as refusal:
        refuse(sentence for sentence in ("一。", "二。"))
    assert refusal.value.reasons == ["一。", "二。"]


def test_no_fault_is_no_refusal():
    assert refuse(iter(())) is None


@pytest.mark.parametrize(("is_new", "verb"), [(True, "登记"), (False, "修改")])
def test_history_and_archive_hear_of_it(village, cadre, is_new, verb):
    row = activity(village)
    row.save()
    tell(row, "活动", "activity.record", cadre, is_new, {"地点": ["甲", "乙"]})
    entry = Entry.objects.about(row).get()
    assert (entry.summary, entry.actor) == (f"{verb}活动：支委培训", cadre)
    assert entry.changes == {"地点": ["甲", "乙"]}
    assert Record.objects.filter(source=f"activity:{row.pk}").exists()
