"""Which record keeps a paper that came back signed, and what is entered from it (扫描收件).

Sheets of a campaign answer in campaigns/receivers.py.
"""

from typing import Any

from django.urls import reverse

from archives.acts.record import file_fact, record_of, titled
from archives.models import Part, Record
from archives.queries.scan import SHEETS, ScanSheet
from township.access import is_within_reach
from township.users.models import User
from township.workflow import Refused
from villages.models import Filing, Meeting, Motion, Posting, Selection


def file_of_meeting(meeting: Meeting, by: User, **told: Any) -> Record:
    """File a meeting, or what is told of it beyond that; the papers that come back before it is
    closed begin its record."""
    return file_fact(
        meeting.village,
        "HYJ",
        source=f"meeting:{meeting.pk}",
        title=titled(meeting.village, f"{meeting}记录"),
        on=meeting.held_on,
        by=by,
        **told,
    )


def file_of_vote(motion: Motion, by: User, **told: Any) -> Record:
    """The same for the vote on a motion."""
    meeting = motion.meeting
    return file_fact(
        meeting.village,
        "BJL",
        source=f"vote:{motion.pk}",
        title=titled(meeting.village, f"{meeting}“{motion}”表决记录"),
        on=meeting.held_on,
        by=by,
        **told,
    )


def _meeting_record(row, by):
    return record_of("meeting", row.pk) or file_of_meeting(row, by)


def _vote_record(row, by):
    return record_of("vote", row.pk) or file_of_vote(row, by)


def _filed_record(noun, of=lambda row: row.pk):
    """The record of what is filed by the act itself, before a paper of it can come back."""

    def find(row, by):
        record = record_of(noun, of(row))
        if record is None:
            raise Refused(f"{row}还没有档案，办完这件事再归档。")
        return record

    return find


def _cancelled(meeting):
    return "会议已经取消，不再归档。" if meeting.status == Meeting.Status.CANCELLED else ""


def _count_attendance(meeting, user):
    is_open = meeting.status == Meeting.Status.PLANNED and meeting.is_over
    if is_open and is_within_reach(meeting, user, "meeting.edit"):
        return "登记到会人数", reverse("villages:meeting_attendance", args=[meeting.pk])
    return None


def _count_votes(meeting, user):
    if not is_within_reach(meeting, user, "meeting.tally"):
        return None
    waiting = [motion for motion in meeting.motions.open() if motion.is_secret]
    if len(waiting) == 1:
        return "录入计票", reverse("villages:motion_tally", args=[waiting[0].pk])
    return ("录入计票", meeting.get_absolute_url()) if waiting else None


def _of_meeting(label, **more):
    return ScanSheet(
        label, Meeting, "meeting.view", "village", _meeting_record, closed=_cancelled, **more
    )


for _name, _sheet in {
    "notice": _of_meeting("会议通知"),
    "sign_in": _of_meeting("签到册", kind=Part.Kind.SIGN_IN, offer=_count_attendance),
    "ballot": _of_meeting("表决票", kind=Part.Kind.BALLOT),
    "tally_first": _of_meeting("计票单（第一份）", kind=Part.Kind.BALLOT, offer=_count_votes),
    "tally_second": _of_meeting("计票单（第二份）", kind=Part.Kind.BALLOT, offer=_count_votes),
    "minutes": _of_meeting("会议记录"),
    "vote": ScanSheet("表决记录", Motion, "meeting.view", "meeting__village", _vote_record),
    "posting": ScanSheet(
        "公告", Posting, "posting.view", "village", _filed_record("posting"), kind=Part.Kind.PHOTO
    ),
    "selection": ScanSheet(
        "推选记录",
        Selection,
        "organisation.view",
        "body__village",
        _filed_record("selection"),
    ),
    "filing_receipt": ScanSheet(
        "备案回执",
        Filing,
        "filing.view",
        "text_version__text__village",
        _filed_record("text", lambda row: row.text_version_id),
    ),
}.items():
    SHEETS.answers(_name)(_sheet)
