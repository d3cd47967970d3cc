"""The steps of 四议两公开 of a meeting: as entered, and as its postings date them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from villages.models import Meeting, Motion, Posting
from villages.rules import four_steps as rule
from villages.rules.kinds import StepsAsked

_POSTED = {"decision_posted": Posting.Kind.DECISION, "result_posted": Posting.Kind.RESULT}


@dataclass(frozen=True)
class StepsTaken:
    """rows: (step, its day or None); lacking: names of what is owed; faults: what is out of order.
    is_asked: whether the township asks for the steps of what was voted here."""

    is_asked: bool
    rows: list[tuple[str, date | None]]
    lacking: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    @property
    def is_shown(self) -> bool:
        return self.is_asked or any(day for _, day in self.rows[:3] + self.rows[4:])


def days_of(meeting: Meeting) -> dict[str, date]:
    """{step: day}: as entered, else the first day on which it hung on the board."""
    found = {key: date.fromisoformat(day) for key, day in meeting.steps.items() if day}
    found.pop("resolved", None)
    if not meeting.pk:
        return found
    posted = list(meeting.postings.values_list("kind", "posted_on"))
    for key, kind in _POSTED.items():
        days = [day for one, day in posted if one == kind]
        if days and key not in found:
            found[key] = min(days)
    return found


def level_of(meeting: Meeting) -> StepsAsked:
    """How far the township asks for 四议两公开 (a setting)."""
    return StepsAsked(meeting.village.township.setting("four_steps"))


def required_of(motion: Motion) -> dict[str, date] | None:
    """The days that a verdict on this motion is measured by; None where the steps are not
    required of it."""
    meeting = motion.meeting
    if level_of(meeting) != StepsAsked.REQUIRED or not rule.is_big(meeting.kind, motion.about):
        return None
    days = days_of(meeting)
    return {key: days[key] for key in rule.BEFORE if key in days}


def steps_taken(meeting: Meeting, motions: Iterable[Motion]) -> StepsTaken:
    """How the steps of a meeting stand on the day of asking."""
    days, on = days_of(meeting), meeting.held_on
    is_big = any(rule.is_big(meeting.kind, motion.about) for motion in motions)
    is_asked = is_big and level_of(meeting) != StepsAsked.OFF
    owed = rule.OWED if meeting.is_closed else rule.BEFORE
    return StepsTaken(
        is_asked=is_asked,
        rows=[
            (rule.step_name(key, meeting.kind), on if key == "resolved" else days.get(key))
            for key in rule.STEPS
        ],
        lacking=rule.lacking(days, owed) if is_asked else [],
        faults=list(rule.order_faults(days, on).values()),
    )
