"""What meetings, votes and postings leave on paper: the parts of their records, as PDF.

Serves the plan's task four (会议的记录和表决记录). The figures are those that
the act has just frozen, so the same act always leaves the same bytes.
"""

from archives.filing import NewPart
from archives.models import Part
from township.papers import compose
from villages.conditions import Severity
from villages.verdicts import verdict_of
from villages.views.motion import FINDINGS

Kind = Part.Kind


def leaf(name, paper, values, village, *, key, kind=Kind.BODY):
    """A NewPart with the composed paper; `values` without on and author get them from here."""
    values = {"village": village.name, "author": f"{village}{village.committee}"} | values
    composed = compose(paper, values, township=village.township)
    return NewPart(name, composed.pdf(), f"{composed.stem}.pdf", kind=kind, key=key)


def attachment(name, file, file_name, *, key, kind=Kind.ATTACHMENT):
    """A NewPart of a kept file; pictures are photos."""
    return NewPart(name, file, file_name, kind=Kind.PHOTO if file.is_image else kind, key=key)


def minutes(meeting):
    """会议记录 with what was moved and decided."""
    day, motions = meeting.held_on, list(meeting.motions.prefetch_related("tallies"))
    quorum = next((_quorum(motion) for motion in motions if motion.verdict), None)
    values = {
        "meeting": str(meeting),
        "time": meeting.held_at,
        "place": meeting.place,
        "chair": meeting.chair,
        "recorder": meeting.recorder,
        "noticed_on": meeting.noticed_on,
        "notice_way": meeting.notice_way,
        "notice_reason": meeting.special_reason,
        "party_on": meeting.party_on,
        "unit": meeting.unit,
        "total": meeting.total,
        "present": meeting.present,
        "excluded": meeting.excluded,
        "excluded_note": meeting.excluded_note,
        "women_present": meeting.women_present,
        "guests": [meeting.guests] if meeting.guests else [],
        "quorum": quorum.sentence if quorum else "不作表决，没有法定人数要求",
        "is_quorate": quorum.ok if quorum else True,
        "agenda": [motion.title for motion in motions],
        "motions": [_motion(motion) for motion in motions],
        "others": [line for line in meeting.summary.splitlines() if line.strip()],
        "on": day,
    }
    return leaf("会议记录", "minutes", values, meeting.village, key="minutes")


def sign_in(meeting):
    """签到册 with the count; the signed sheet is added as a photo."""
    values = {
        "meeting": str(meeting),
        "time": meeting.held_at,
        "place": meeting.place,
        "unit": meeting.unit,
        "total": meeting.total,
        "persons": [],
        "blanks": range(min(meeting.present or 0, 200)),
        "first_blank": 1,
        "on": meeting.held_on,
    }
    return leaf("签到册", "sign_in", values, meeting.village, key="sign_in", kind=Kind.SIGN_IN)


def vote_record(motion):
    """表决记录: counts, findings under the law of the day, tellers."""
    meeting, verdict = motion.meeting, verdict_of(motion)
    tellers = [str(tally.entered_by) for tally in motion.tallies.select_related("entered_by")]
    override = "".join((motion.override_basis, motion.override_article))
    values = _count(motion) | {
        "meeting": str(meeting),
        "held_on": meeting.held_on,
        "place": meeting.place,
        "title": motion.title,
        "method": motion.get_method_display(),
        "total": meeting.total,
        "present": meeting.present,
        "unit": meeting.unit,
        "findings": [_finding(finding) for finding in verdict.findings],
        "outcome": verdict.outcome.label,
        "outcome_sentence": verdict.sentence.partition("：")[2],
        "law": f"《{verdict.law}》（{verdict.since.year}年{verdict.since.month}月"
        f"{verdict.since.day}日起施行）",
        "first_teller": tellers[0] if tellers else "",
        "second_teller": tellers[1] if len(tellers) > 1 else "",
        "supervisor": motion.supervisor,
        "chair": meeting.chair,
        "override": override,
        "on": meeting.held_on,
    }
    return leaf("表决记录", "vote_record", values, meeting.village, key="vote")


def posting(row):
    """The posted sheet itself."""
    values = {
        "title": row.title,
        "body": row.body,
        "items": [],
        "since": row.posted_on,
        "until": row.until,
        "days": (row.until - row.posted_on).days,
        "place": row.place,
        "organ": f"{row.village}{row.village.committee}",
        "contact": f"{row.village}{row.village.committee}",
        "on": row.posted_on,
    }
    return leaf("公示", "posting", values, row.village, key="posting")


def _quorum(motion):
    return next((one for one in verdict_of(motion).findings if one.key == "quorum"), None)


def _count(motion):
    tally = next(iter(motion.tallies.all()), None)
    names = ("issued", "returned", "yes", "no", "abstain", "invalid")
    return {name: getattr(tally, name) for name in names} if tally else {}


def _motion(motion):
    verdict = verdict_of(motion)
    return _count(motion) | {
        "title": motion.title,
        "proposal": "",
        "opinions": [line for line in motion.discussion.splitlines() if line.strip()],
        "method": motion.get_method_display(),
        "outcome": motion.get_status_display(),
        "findings": [one.sentence for one in verdict.findings] if verdict else [],
    }


def _finding(finding):
    return {
        "item": FINDINGS.get(finding.key, finding.key),
        "required": "" if finding.needed is None else str(finding.needed),
        "actual": finding.sentence if finding.got is None else str(finding.got),
        "is_met": finding.ok or finding.severity == Severity.NOTE,
        "article": f"{finding.law}{finding.article}",
    }
