"""What the village enters of its 监督委员会."""

import pytest

from tests.archives import steps
from tests.villages import way
from township.workflow import Refused
from villages.acts.organisation import body_of
from villages.acts.oversight import check_members, record_opinion, remove_opinion
from villages.models import OversightCheck, OversightOpinion


def opinion(village, days=0, **more):
    given = {"on": way.days_ago(days), "person": "何主任", "content": "账目一致，同意公开。"}
    if not {"posting", "meeting"} & set(more):
        given["about"] = "第三季度财务收支"
    return OversightOpinion(village=village, **given | more)


def test_a_look_is_not_of_a_day_to_come(village, cadre):
    body = body_of(village, "oversight")
    with pytest.raises(Refused, match="核对日期不能在今天之后"):
        check_members(body, by=cadre, on=way.days_ago(-1), is_kin_free=True)
    row = check_members(body, by=cadre, on=way.days_ago(0), is_kin_free=True, is_skilled=False)
    assert OversightCheck.objects.get() == row
    assert row.declared.is_kin_free and not row.declared.is_skilled


def test_an_opinion_is_of_the_day_of_its_matter_or_later(village, cadre):
    meeting = way.meeting(village, cadre)
    with pytest.raises(Refused, match="不能早于会议日期"):
        record_opinion(opinion(village, 6, meeting=meeting), by=cadre)
    with pytest.raises(Refused, match="不能在今天之后"):
        record_opinion(opinion(village, -1), by=cadre)
    assert record_opinion(opinion(village, 5, meeting=meeting), by=cadre).subject == str(meeting)
    posting = steps.post(village, cadre)
    row = opinion(village, meeting=None, posting=posting, about="")
    assert record_opinion(row, by=cadre).subject == str(posting)
    with pytest.raises(Refused, match="不能早于张贴日期"):
        record_opinion(opinion(village, 300, posting=posting), by=cadre)


def test_an_opinion_is_about_one_thing_of_its_own_village(village, cadre, other_village):
    meeting = way.meeting(other_village, cadre)
    with pytest.raises(Refused, match="不是本村的"):
        record_opinion(opinion(village, meeting=meeting), by=cadre)
    own = way.meeting(village, cadre)
    for wrong in ({"meeting": own, "about": "账目"}, {"about": "", "meeting": None}):
        with pytest.raises(Refused, match="只选一样"):
            record_opinion(opinion(village, **wrong), by=cadre)
    assert not OversightOpinion.objects.exists()


def test_what_was_entered_by_mistake_is_taken_out(village, cadre):
    row = record_opinion(opinion(village), by=cadre)
    remove_opinion(row, by=cadre)
    assert not OversightOpinion.objects.exists()
