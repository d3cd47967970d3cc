"""Judges a vote under the law of its day and keeps the judgement.

Serves 村民委员会组织法第二十五至三十二条 and 城市居民委员会组织法第二十六至三十条 (as of 2026).
Abstentions, invalid and unreturned ballots stay in the denominator.

What decides the outcome: the competent body (a wrong body blocks), then quorum, then majority.
Notice, Party discussion, composition and the women's shares are conditions of calling and forming
the meeting; neither law attaches invalidity to them, and only a court or the township (责令改正)
may draw that conclusion. They are therefore stored as defects and leave the outcome as it is.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date

from villages.rules.calling import Calling, calling_problems
from villages.rules.competence import subject
from villages.rules.conditions import Question, conditions
from villages.rules.finding import Finding
from villages.rules.kinds import (
    Matter,
    MeetingKind,
    Mode,
    PlaceKind,
    Severity,
    VoteOutcome,
    VotingMethod,
)
from villages.rules.statutes import pack_on
from villages.rules.tally import Roll, VoteCounts, count_problems, roll_problems

# What an outcome hangs on, where all is met.
_TELLING = ("majority", "rated")


@dataclass(frozen=True)
class Verdict:
    """Outcome, findings and the figures they rest on; frozen as JSON when a vote closes.

    law, since: the version of the law it was judged by.
    """

    outcome: VoteOutcome
    findings: tuple[Finding, ...]
    place: PlaceKind
    meeting: MeetingKind
    on: date
    about: str
    law: str
    since: date
    roll: Roll
    counts: VoteCounts

    @property
    def is_passed(self) -> bool:
        return self.outcome == VoteOutcome.PASSED

    @property
    def sentence(self) -> str:
        """One line for a list or the minutes: the outcome and what it hangs on."""
        decisive = [f for f in self.findings if f.severity == Severity.DECISIVE]
        grounds = [f for f in decisive if f.key in _TELLING or not f.ok]
        return f"{self.outcome.label}：{grounds[0].sentence}"

    def as_dict(self) -> dict:
        """JSON-able; dates as ISO text. `from_dict` gives an equal verdict back."""
        stored = asdict(self)
        for finding in stored["findings"]:
            finding["since"] = finding["since"] and finding["since"].isoformat()
        stored["findings"] = list(stored["findings"])
        return {**stored, "on": self.on.isoformat(), "since": self.since.isoformat()}

    @classmethod
    def from_dict(cls, stored: dict) -> "Verdict":
        """Reads what `as_dict` wrote, also after a passage through JSON."""
        roll, counts = stored["roll"], stored["counts"]
        return cls(
            outcome=VoteOutcome(stored["outcome"]),
            findings=tuple(_finding(finding) for finding in stored["findings"]),
            place=PlaceKind(stored["place"]),
            meeting=MeetingKind(stored["meeting"]),
            on=date.fromisoformat(stored["on"]),
            about=stored["about"],
            law=stored["law"],
            since=date.fromisoformat(stored["since"]),
            roll=Roll(**{**roll, "mode": Mode(roll["mode"])}),
            counts=VoteCounts(**{**counts, "method": VotingMethod(counts["method"])}),
        )


def _finding(stored: dict) -> Finding:
    since = stored["since"]
    return Finding(
        **{
            **stored,
            "severity": Severity(stored["severity"]),
            "since": since and date.fromisoformat(since),
        }
    )


def problems(question: Question) -> list[str]:
    """Sentences naming what contradicts itself; a vote with problems must not be closed."""
    roll, is_rated = question.roll, subject(question.about) == Matter.APPRAISAL
    calling = Calling(
        kind=question.meeting,
        mode=roll.mode,
        on=question.on,
        noticed_on=question.noticed_on,
        party_on=question.party_on,
        is_special=question.is_special,
        special_reason=question.special_reason,
    )
    return [
        *roll_problems(roll, question.may_exclude),
        *([] if is_rated else count_problems(question.counts, roll)),
        *calling_problems(calling, pack_on(question.place, question.on)).values(),
    ]


def verdict(question: Question) -> Verdict:
    """Judge a vote by the law in force on the day of the meeting.

    ValueError with the sentences of `problems` when the figures contradict each other, or when
    the day is older than every law known here.
    """
    if found := problems(question):
        raise ValueError("；".join(found))
    pack = pack_on(question.place, question.on)
    findings = conditions(question, pack)
    return Verdict(
        outcome=outcome_of(findings),
        findings=findings,
        place=PlaceKind(question.place),
        meeting=MeetingKind(question.meeting),
        on=question.on,
        about=subject(question.about).value,
        law=pack.law,
        since=pack.since,
        roll=question.roll,
        counts=question.counts,
    )


def outcome_of(findings: Iterable[Finding]) -> VoteOutcome:
    """What the decisive findings come to."""
    unmet = {one.key for one in findings if one.severity == Severity.DECISIVE and not one.ok}
    if "competence" in unmet or "delegation" in unmet:
        return VoteOutcome.INCOMPETENT
    if {"quorum", "women_attending"} & unmet:
        return VoteOutcome.NO_QUORUM
    return VoteOutcome.FAILED if "majority" in unmet else VoteOutcome.PASSED
