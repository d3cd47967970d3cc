"""The one lawful next step of a text and of a meeting, for who may take it."""

import pytest

from tests.villages import way
from tests.villages.rosters import representative
from tests.villages.workflows.test_posting import prepared
from villages.acts import meeting as meeting_acts
from villages.acts import text as text_acts
from villages.models import Meeting, TextVersion
from villages.views.next_step import next_of_meeting, next_of_text, steps
from villages.workflows.filing import FILING
from villages.workflows.text import TEXT


def of_text(version, user):
    return next_of_text(TextVersion.objects.get(pk=version.pk), user, TEXT)


def of_meeting(meeting, user):
    row = Meeting.objects.get(pk=meeting.pk)
    return next_of_meeting(row, list(row.motions.all()), user)


def states(version, postings=()):
    return [step["state"] for step in steps(TextVersion.objects.get(pk=version.pk), postings)]


def test_a_text_from_its_draft_to_the_board(village, cadre, office):
    version = text_acts.create_text(village, "charter", "章程", by=cadre)
    assert of_text(version, cadre).label == "粘贴全文"
    assert of_text(version, office).label == ""
    text_acts.write(version, way.CHARTER, by=cadre)
    assert of_text(version, cadre).label == "开始征求意见"
    version = TEXT.perform("consult", version, by=cadre, on=way.days_ago(40))
    assert "已登记0种" in of_text(version, cadre).sentence
    for channel in ("yard", "visit"):
        text_acts.add_consultation(
            version, by=cadre, channel=channel, on=way.days_ago(35), headcount=9
        )
    opinion = text_acts.add_opinion(
        version, by=cadre, content="好", channel="yard", on=way.days_ago(35)
    )
    assert of_text(version, cadre).label == "处理意见"
    text_acts.answer(opinion, handling="accepted", reply="", by=cadre)
    assert of_text(version, cadre).label == "定稿，准备表决"
    version = TEXT.perform("finalise", version, by=cadre, on=way.days_ago(30))
    assert of_text(version, cadre).label == "登记会议，交付表决"
    meeting = way.meeting(village, cadre)
    meeting_acts.add_motion(meeting, by=cadre, text_version=version)
    assert of_text(version, cadre).label == "打开这次会议"


def test_a_covenant_is_told_of_the_charter_and_does_not_wait_for_it(village, cadre, asking):
    covenant = way.draft(village, cadre, kind="covenant", title="村规民约")
    told = of_text(covenant, cadre)
    assert told.label == "开始征求意见" and "没有自治章程也可以先制定" in told.sentence
    way.adopted(village, cadre)
    told = of_text(covenant, cadre)
    assert told.label == "开始征求意见" and "有现行的自治章程" in told.sentence


def test_an_adopted_text_is_submitted_by_the_village_and_reviewed_by_the_township(
    village, cadre, office
):
    version = way.adopted(village, cadre)
    assert of_text(version, cadre).label == "报送备案" and of_text(version, office).label == ""
    FILING.perform("submit", version.filing, by=cadre)
    assert of_text(version, office).label == "去审查"
    assert of_text(version, cadre).label == "查看审查进度"


def test_a_text_that_was_replaced_is_only_read(village, cadre):
    version = TEXT.perform("withdraw", way.draft(village, cadre), by=cadre)
    assert of_text(version, cadre).label == "重新起草"
    text_acts.revise(version, by=cadre)
    assert of_text(version, cadre).label == ""


def test_where_a_text_stands(village, cadre):
    version = way.draft(village, cadre)
    assert states(version) == ["current", *["todo"] * 5]
    TextVersion.objects.update(status="final")
    assert states(version) == ["done"] * 3 + ["current", "todo", "todo"]
    TextVersion.objects.update(status="filed", adopted_on=way.days_ago(5), sha256="x")
    assert states(version) == ["done"] * 5 + ["current"]
    assert states(version, [prepared(village, 2)]) == ["done"] * 6


@pytest.fixture
def meeting(village, cadre):
    return way.meeting(village, cadre)


def test_a_meeting_from_its_agenda_to_its_result(meeting, cadre, office):
    assert of_meeting(meeting, office).label == ""
    assert of_meeting(meeting, cadre).label == "登记到会人数"
    way.attend(meeting, cadre)
    assert of_meeting(meeting, cadre).label == "填写会议内容"
    motion = meeting_acts.add_motion(meeting, by=cadre, about="other", title="修路")
    assert of_meeting(meeting, cadre).label == "录入票数"
    meeting_acts.enter_tally(motion, by=cadre, yes=400, no=0, abstain=0)
    assert of_meeting(meeting, cadre).label == "结束会议，计算结果"
    way.MEETING.perform("close", meeting, by=cadre)
    assert of_meeting(meeting, cadre).label == "登记决议公开"


def test_a_meeting_to_come_is_prepared(village, cadre):
    coming = way.meeting(village, cadre, held=-3, party_on=None)
    assert of_meeting(coming, cadre).label == "添加议题"
    meeting_acts.add_motion(coming, by=cadre, about="other", title="修路")
    assert of_meeting(coming, cadre).label == ""


def test_where_there_is_a_roster_the_roll_is_called(village, cadre):
    representative(village, 1)
    row = way.meeting(village, cadre, kind="village_reps")
    assert of_meeting(row, cadre).label == "按花名册登记到会"


def test_a_cancelled_meeting_has_no_next_step(meeting, cadre):
    way.MEETING.perform("cancel", meeting, by=cadre)
    assert of_meeting(meeting, cadre).label == ""
