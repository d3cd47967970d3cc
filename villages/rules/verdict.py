"""Judges a vote under the law of its day and keeps the judgement.

Serves 村民委员会组织法第二十五至三十二条 and 城市居民委员会组织法第二十六至三十条 (as of 2026).
Abstentions, invalid and unreturned ballots stay in the denominator.

What decides the outcome: the competent body (a wrong body blocks), then quorum, then majority.
Notice, Party discussion, composition and the women's shares are conditions of calling and forming
the meeting; neither law attaches invalidity to them, and only a court or the township (责令改正)
may draw that conclusion. They are therefore stored as defects and leave the outcome as it is.
"""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date

from township.dates import cn_date
from villages.rules.competence import subject
from villages.rules.conditions import Finding, Question, conditions
from villages.rules.kinds import MeetingKind, Mode, PlaceKind, Severity, VoteOutcome, VotingMethod
from villages.rules.statutes import pack_on
from villages.rules.tally import Roll, VoteCounts, count_problems, roll_problems


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
    def defects(self) -> tuple[Finding, ...]:
        """Unmet conditions that leave the outcome as it is but stand on the record."""
        return tuple(f for f in self.findings if not f.ok and f.severity == Severity.DEFECT)

    @property
    def sentence(self) -> str:
        """One line for a list or the minutes: the outcome and what it hangs on."""
        decisive = [f for f in self.findings if f.severity == Severity.DECISIVE]
        grounds = [f for f in decisive if f.key == "majority" or not f.ok]
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
    on, noticed, party = question.on, question.noticed_on, question.party_on
    roll, meeting = question.roll, MeetingKind(question.meeting)
    found = roll_problems(roll) + count_problems(question.counts, roll)
    body = pack_on(question.place, on).body(meeting)
    if body and body.quorum and roll.mode not in body.quorum:
        found.append(f"{meeting.label}不能{Mode(roll.mode).label}计算到会")
    if question.may_exclude and question.base < roll.present <= roll.total:
        found.append(f"实到数{roll.present}大于扣除外出人员后的应到数{question.base}")
    if noticed and noticed > on:
        found.append(f"会议通知日期{cn_date(noticed)}晚于会议日期{cn_date(on)}")
    if party and party > on:
        found.append(f"党组织研究日期{cn_date(party)}晚于会议日期{cn_date(on)}")
    if question.is_special and not question.special_reason.strip():
        found.append("以特殊情况临时通知的，应写明是什么情况")
    return found


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
        outcome=_outcome({f.key for f in findings if f.severity == Severity.DECISIVE and not f.ok}),
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


def _outcome(unmet: Collection[str]) -> VoteOutcome:
    if "competence" in unmet or "delegation" in unmet:
        return VoteOutcome.INCOMPETENT
    if "quorum" in unmet:
        return VoteOutcome.NO_QUORUM
    return VoteOutcome.FAILED if "majority" in unmet else VoteOutcome.PASSED
