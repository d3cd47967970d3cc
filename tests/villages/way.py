"""The way of a text through the village, step by step, for tests that begin somewhere on it."""

from datetime import UTC, datetime, timedelta

from django.utils import timezone

from villages.acts import meeting as meeting_acts
from villages.acts import text as text_acts
from villages.models import TextVersion
from villages.rules.kinds import MeetingKind, Mode, TextKind, VotingMethod
from villages.workflows.filing import FILING
from villages.workflows.meeting import MEETING
from villages.workflows.text import TEXT

CHARTER = """第一章　总则
第一条　为了加强村民自治，根据《中华人民共和国村民委员会组织法》，制定本章程。
第二条　本章程由村民会议通过，全体村民共同遵守。
第二章　服务
第三条　村民委员会为流动人口提供与本村村民同等的服务。
第四条　村民依法享有避孕节育知情选择权。
"""


def noon(day):
    return datetime(day.year, day.month, day.day, 4, 0, tzinfo=UTC)


def days_ago(number):
    return timezone.localdate() - timedelta(days=number)


def draft(village, cadre, *, kind=TextKind.CHARTER, title="万顺村自治章程", text=CHARTER, **more):
    version = text_acts.create_text(village, kind, title, by=cadre, **more)
    text_acts.write(version, text, by=cadre)
    return version


def consulted(village, cadre, **more):
    """A text in consultation with two channels and one handled opinion."""
    version = draft(village, cadre, **more)
    version = TEXT.perform("consult", version, by=cadre, on=days_ago(40))
    for channel in ("yard", "visit"):
        text_acts.add_consultation(
            version, by=cadre, channel=channel, on=days_ago(35), headcount=40, place="一组院坝"
        )
    opinion = text_acts.add_opinion(
        version,
        by=cadre,
        content="第三条写得更具体些",
        channel="yard",
        on=days_ago(35),
        group="一组",
        clause=version.clauses.filter(label="第三条").first(),
    )
    text_acts.answer(opinion, handling="accepted", reply="已改第三条。", by=cadre)
    return version


def final(village, cadre, **more):
    return TEXT.perform("finalise", consulted(village, cadre, **more), by=cadre, on=days_ago(30))


def meeting(village, cadre, *, kind=None, held=5, **more):
    """A meeting that was duly called and held some days ago."""
    chosen = kind or (MeetingKind.RESIDENTS if village.is_community else MeetingKind.VILLAGERS)
    fields = {
        "kind": chosen,
        "mode": Mode.MEMBER if "reps" in chosen else Mode.PERSON,
        "title": f"{village}{MeetingKind(chosen).label}",
        "held_at": noon(days_ago(held)),
        "place": "村委会大院",
        "chair": "陈主任",
        "recorder": "张专干",
        "noticed_on": days_ago(held + 11),
        "party_on": days_ago(held + 15),
    }
    return meeting_acts.plan_meeting(village, by=cadre, **(fields | more))


def attend(row, cadre, *, total=600, present=400, **more):
    figures = {"total": total, "present": present}
    if row.is_of_representatives:
        figures |= {"reps": 30, "women_reps": 12, "women_reps_present": 9}
    return meeting_acts.enter_attendance(row, by=cadre, **(figures | more))


def voted(version, cadre, *, yes=350, no=30, abstain=20, **more):
    """The version put to a villagers' meeting, counted and closed; returns the meeting."""
    row = meeting(version.village, cadre, **more)
    meeting_acts.add_motion(row, by=cadre, text_version=version, method=VotingMethod.SHOW_OF_HANDS)
    attend(row, cadre, present=yes + no + abstain)
    meeting_acts.enter_tally(row.motions.get(), by=cadre, yes=yes, no=no, abstain=abstain)
    return MEETING.perform("close", row, by=cadre)


def adopted(village, cadre, **more):
    version = final(village, cadre, **more)
    voted(version, cadre)
    return TextVersion.objects.get(pk=version.pk)


def submitted(village, cadre, **more):
    return FILING.perform("submit", adopted(village, cadre, **more).filing, by=cadre)


def ordered(filing, office, leader, *, on=None, **given):
    """An order of correction, drafted by the office and signed by a leader on the same day."""
    row = FILING.perform("order_correction", filing, by=office, on=on, **given)
    return FILING.perform("sign_order_correction", row, by=leader, on=on)
