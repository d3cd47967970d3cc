"""What was agreed is put before a meeting, told as it was agreed."""

import pytest

from tests.villages import way
from tests.villages.models.test_deliberation import deliberation
from township.workflow import Refused
from villages.acts.deliberation import put_to_meeting, record_deliberation, remove_deliberation
from villages.models import Deliberation


def test_it_is_not_of_a_day_to_come(village, cadre):
    with pytest.raises(Refused, match="协商日期不能在今天之后"):
        record_deliberation(deliberation(village, days=-1), by=cadre)
    late = deliberation(village, outcome="修好了", outcome_on=way.days_ago(-1))
    with pytest.raises(Refused, match="落实日期不能在今天之后"):
        record_deliberation(late, by=cadre)
    assert record_deliberation(deliberation(village, days=0), by=cadre).pk


def test_its_result_becomes_a_motion(village, cadre):
    row = record_deliberation(deliberation(village), by=cadre)
    motion = put_to_meeting(row, way.meeting(village, cadre), by=cadre)
    assert (motion.title, motion.about, motion.deliberation) == (row.topic, "other", row)
    assert motion.discussion == row.told
    with pytest.raises(Refused, match=r"已列入.*不能删除"):
        remove_deliberation(row, by=cadre)


def test_a_meeting_before_it_or_elsewhere_is_refused(village, other_village, cadre, other_cadre):
    row = record_deliberation(deliberation(village, days=4), by=cadre)
    with pytest.raises(Refused, match="会议日期早于协商日期"):
        put_to_meeting(row, way.meeting(village, cadre), by=cadre)
    row.on = way.days_ago(5)
    with pytest.raises(Refused, match="不是本村的会议"):
        put_to_meeting(row, way.meeting(other_village, other_cadre), by=cadre)
    assert put_to_meeting(row, way.meeting(village, cadre), by=cadre).pk


def test_what_was_entered_by_mistake_is_taken_out(village, cadre):
    remove_deliberation(record_deliberation(deliberation(village), by=cadre), by=cadre)
    assert not Deliberation.objects.exists()
