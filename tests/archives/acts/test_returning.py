"""A sheet that came back finds its record, and offers what is entered from it while it may be."""

import pytest
from django.urls import reverse

from archives.models import Record
from archives.queries.scan import SHEETS
from tests.archives import steps
from township.workflow import Refused
from villages.acts.meeting import add_motion
from villages.models import Posting
from villages.rules.kinds import VotingMethod
from villages.workflows.meeting import MEETING

pytestmark = [pytest.mark.usefixtures("categories"), pytest.mark.django_db]


@pytest.fixture
def meeting(village, cadre):
    return steps.meet(village, cadre)


def test_a_sign_in_sheet_offers_the_attendance_while_the_meeting_is_open(meeting, cadre, office):
    offer = SHEETS["sign_in"].offer
    address = reverse("villages:meeting_attendance", args=[meeting.pk])
    assert offer(meeting, cadre) == ("登记到会人数", address)
    assert offer(meeting, office) is None, "who may not enter it is not sent there"
    steps.vote(meeting, cadre)
    closed = MEETING.perform("close", meeting, by=cadre)
    assert offer(closed, cadre) is None


def test_a_tally_sheet_offers_the_count_of_its_vote(meeting, cadre):
    offer = SHEETS["tally_second"].offer
    assert offer(meeting, cadre) is None, "there is no vote to count"
    one = add_motion(meeting, by=cadre, about="other", title="修路", method=VotingMethod.SECRET)
    address = reverse("villages:motion_tally", args=[one.pk])
    assert offer(meeting, cadre) == ("录入计票", address)
    add_motion(meeting, by=cadre, about="other", title="架桥", method=VotingMethod.SECRET)
    assert offer(meeting, cadre) == ("录入计票", meeting.get_absolute_url())


def test_papers_of_an_open_meeting_begin_the_record_that_its_end_completes(meeting, cadre):
    begun = SHEETS["notice"].record(meeting, cadre)
    assert SHEETS["ballot"].record(meeting, cadre) == begun and begun.parts.count() == 0
    motion = steps.vote(meeting, cadre)
    vote = SHEETS["vote"].record(motion, cadre)
    MEETING.perform("close", meeting, by=cadre)
    assert begun.parts.count() == 2 and vote.parts.count() == 1
    assert Record.objects.count() == 2


def test_what_files_itself_is_waited_for(village, cadre):
    posting = Posting(village=village, title="账目", pk=7)
    with pytest.raises(Refused, match="还没有档案"):
        SHEETS["posting"].record(posting, cadre)
