"""A village at work, by its own verbs: what the archive's receivers listen to."""

import datetime

from django.utils import timezone

from villages.acts import text as text_acts
from villages.acts.meeting import add_motion, enter_attendance, enter_tally, plan_meeting
from villages.models import FilingCheck, Posting
from villages.rules.kinds import MeetingKind, Mode, TextKind, VotingMethod
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING
from villages.workflows.posting import POSTING
from villages.workflows.text import TEXT

CHARTER = """第一章 总则
第一条 为实行村民自治，结合本村实际，制定本章程。
第二条 全体村民共同遵守本章程。
第二章 组织
第三条 村党支部领导自治工作，村民委员会负责组织实施。
"""


def days_ago(days):
    return timezone.localdate() - datetime.timedelta(days=days)


def draft(village, by, title="自治章程", kind=TextKind.CHARTER):
    version = text_acts.create_text(village, kind, title, by=by)
    text_acts.write(version, CHARTER, by=by)
    return version


def consult(version, by, days=40):
    version = TEXT.perform("consult", version, by=by, on=days_ago(days))
    for channel in ("yard", "group_leaders"):
        text_acts.add_consultation(
            version, by=by, channel=channel, on=days_ago(days - 1), place="院坝", headcount=40
        )
    return version


def finalise(version, by, days=30):
    return TEXT.perform("finalise", version, by=by, on=days_ago(days))


def meet(village, by, *, days=10, title="村民会议"):
    """A planned villagers' meeting that was held, with its attendance."""
    held = timezone.now() - datetime.timedelta(days=days)
    meeting = plan_meeting(
        village,
        by=by,
        kind=MeetingKind.VILLAGERS,
        mode=Mode.PERSON,
        title=title,
        held_at=held,
        place="村委会",
        chair="王建国",
        recorder="李秀英",
        noticed_on=timezone.localdate(held) - datetime.timedelta(days=11),
        party_on=timezone.localdate(held) - datetime.timedelta(days=20),
    )
    return enter_attendance(meeting, by=by, total=600, present=412, women_present=200)


def vote(meeting, by, *, version=None, yes=398):
    motion = add_motion(
        meeting,
        by=by,
        text_version=version,
        method=VotingMethod.SHOW_OF_HANDS,
        **({} if version else {"about": "other", "title": "修路"}),
    )
    enter_tally(motion, by=by, yes=yes, no=412 - yes, abstain=0)
    return motion


def adopt(village, by):
    """A charter from draft to adopted; returns (version, meeting)."""
    version = finalise(consult(draft(village, by), by), by)
    meeting = meet(village, by)
    vote(meeting, by, version=version)
    meeting = MEETING.perform("close", meeting, by=by)
    version.refresh_from_db()
    return version, meeting


def accept(version, cadre, office):
    filing = FILING.perform("submit", version.filing, by=cadre, on=days_ago(5))
    filing.checks.update(result=FilingCheck.Result.MET)
    return FILING.perform("accept", filing, by=office, receipt_no="2026-001", on=days_ago(2))


def post(village, by, *, days=30, title="第四季度村务公开"):
    posting = Posting.objects.create(
        village=village,
        kind=Posting.Kind.QUARTERLY,
        title=title,
        body="收支情况见附表。",
        posted_on=days_ago(days),
        until=days_ago(days - 16),
        place="村公开栏",
    )
    return POSTING.perform("post", posting, by=by)
