"""What the acts cost that file most: questions, and none of their files."""

from datetime import date

from archives.models import PartFile
from campaigns.workflows.application import APPLICATION
from campaigns.workflows.round import ROUND
from tests.campaigns.rounds import *  # noqa: F403
from tests.campaigns.rounds import SENT_ON
from tests.villages import way
from villages.acts import meeting as meeting_acts
from villages.models import FilingCheck
from villages.rules.kinds import VotingMethod
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING

MOST = 60


def test_closing_a_meeting_that_adopts_a_text(
    campaign, village, cadre, django_assert_max_num_queries
):
    version = way.final(village, cadre)
    row = way.meeting(village, cadre)
    meeting_acts.add_motion(row, by=cadre, text_version=version, method=VotingMethod.SHOW_OF_HANDS)
    way.attend(row, cadre)
    meeting_acts.enter_tally(row.motions.get(), by=cadre, yes=350, no=30, abstain=20)
    with django_assert_max_num_queries(MOST):
        MEETING.perform("close", row, by=cadre)
    assert not PartFile.objects.exists()


def test_accepting_a_filing(campaign, village, cadre, office, django_assert_max_num_queries):
    filing = way.submitted(village, cadre)
    filing.checks.update(result=FilingCheck.Result.MET)
    with django_assert_max_num_queries(MOST):
        FILING.perform("accept", filing, by=office, receipt_no="清备1号")
    assert not PartFile.objects.exists()


def test_making_a_round_final(announced, office, django_assert_max_num_queries):
    with django_assert_max_num_queries(50):
        ROUND.perform("finalise", announced, by=office, on=date(2025, 12, 30))
    assert not PartFile.objects.exists()


def test_sending_an_application(application, office, leader, django_assert_max_num_queries):
    row = APPLICATION.perform("submit", application, by=office, on=SENT_ON)
    with django_assert_max_num_queries(65):
        APPLICATION.perform("approve", row, by=leader, opinion="同意。", on=SENT_ON)
