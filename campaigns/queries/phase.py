"""Which date ends a phase of a round, and what passes with it.

Serves the plan's fixed dates of self-evaluation, scoring and announcement: a day's work may be
done until midnight Asia/Shanghai. What is closed by its date is closed here, by the clock; the
step into the next phase is a task of the worker's for the same midnight (see `tasks`).
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from campaigns.models import Round
from township.dates import cn_date
from township.today import beginning_of

STATUS = Round.Status

# Phase: (field of its last day, act that leaves it). A review has no date: people end it.
ENDS: dict[str, tuple[str, str]] = {
    STATUS.SELF: ("self_due", "start_scoring"),
    STATUS.SCORING: ("scoring_due", "review"),
    STATUS.ANNOUNCED: ("announced_until", "finalise"),
}


def last_day(round: Round) -> date | None:
    """The last day of the phase a round is in, None where no date ends it."""
    if round.status not in ENDS:
        return None
    return getattr(round, ENDS[round.status][0])


def act_after(round: Round) -> str:
    """Name of the act that leaves the phase a round is in."""
    return ENDS[round.status][1]


def is_due(round: Round, on: date | None = None) -> bool:
    """Moved by its dates, and the phase's last day is over."""
    day = last_day(round)
    return bool(round.moves_for_id and day and day < (on or timezone.localdate()))


def midnight_after(day: date) -> datetime:
    """The moment at which a day ends, Asia/Shanghai."""
    return beginning_of(day + timedelta(days=1))


def next_look(round: Round, on: date | None = None) -> datetime | None:
    """When the worker looks at a round again, None without a date: the end of its phase, or
    the coming midnight where that is past and something still stood in the way."""
    day = last_day(round)
    if day is None or round.moves_for_id is None:
        return None
    return midnight_after(max(day, on or timezone.localdate()))


def against_self_evaluation(round: Round, on: date | None = None) -> Iterator[str]:
    """Reasons why a village may no longer evaluate itself: it was closed, or its day is over."""
    day = round.self_due
    if round.is_self_closed:
        yield "评分已经开始，办公室不再收自评。"
        return
    if round.moves_for_id and day < (on or timezone.localdate()):
        yield f"自评已于{cn_date(day)}截止。"
