"""Do meetings, votes and their records agree, and how quickly is a fact filed?

Serves the plan's 会议的记录和表决记录 (two records, each for its own fact) and 及时做好…留存归档.
A vote counts the same people as its meeting: signed in = ballots issued (dossier §1.1).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from statistics import median

from archives.rules.completeness import Filed

MEETING, VOTE = "meeting", "vote"


@dataclass(frozen=True)
class MeetingFact:
    """`source` is "meeting:<id>"; `present`: how many signed in."""

    source: str
    title: str
    on: date
    present: int


@dataclass(frozen=True)
class VoteFact:
    """`source` is "vote:<id>"; `meeting` its meeting's source; `issued`: ballots given out."""

    source: str
    meeting: str
    title: str
    issued: int


@dataclass(frozen=True)
class Discrepancy:
    kind: str  # meeting_unfiled, vote_unfiled, vote_alone, head_count, record_alone
    source: str
    sentence: str


@dataclass(frozen=True)
class Delay:
    """Days from a fact to its record."""

    count: int
    median: float
    longest: int

    @property
    def sentence(self) -> str:
        return f"平均在事后{self.median:g}天归档，最长{self.longest}天（共{self.count}件）。"


def reconcile(
    meetings: Iterable[MeetingFact], votes: Iterable[VoteFact], filed: Iterable[Filed]
) -> list[Discrepancy]:
    """Every disagreement, meetings first; empty when all agree."""
    met = {one.source: one for one in meetings}
    voted = {one.source: one for one in votes}
    records = {one.source: one for one in filed if one.source}
    found = [
        Discrepancy("meeting_unfiled", source, f"{_said(meeting)}没有会议记录。")
        for source, meeting in met.items()
        if source not in records
    ]
    for source, vote in voted.items():
        if source not in records:
            found.append(Discrepancy("vote_unfiled", source, f"“{vote.title}”没有表决记录。"))
        found.extend(_against_meeting(vote, met.get(vote.meeting)))
    for source, record in records.items():
        kind = source.partition(":")[0]
        if kind in (MEETING, VOTE) and source not in met and source not in voted:
            word = "会议" if kind == MEETING else "表决"
            found.append(
                Discrepancy("record_alone", source, f"档案“{record.title}”找不到对应的{word}。")
            )
    return found


def filing_delay(filed: Iterable[Filed]) -> Delay | None:
    """Median and longest delay; None without records. Filed beforehand counts as no delay; what
    was entered of a time before the system does not count."""
    days = [
        max(0, (one.filed_on - one.on).days)
        for one in filed
        if one.filed_on and not one.is_late_entry
    ]
    return Delay(len(days), median(days), max(days)) if days else None


def _against_meeting(vote, meeting):
    if meeting is None:
        yield Discrepancy("vote_alone", vote.source, f"“{vote.title}”没有对应的会议。")
    elif vote.issued != meeting.present:
        yield Discrepancy(
            "head_count",
            vote.source,
            f"“{vote.title}”发出表决票{vote.issued}张，{_said(meeting)}到会{meeting.present}人，两数不符。",
        )


def _said(meeting):
    return f"{meeting.on.month}月{meeting.on.day}日“{meeting.title}”"
