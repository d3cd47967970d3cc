"""Which meetings the law asks of villages and were not held in the running period."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import prefetch_related_objects
from django.utils import timezone

from villages.models import Meeting, Motion, Representative, Village
from villages.options import local_rules
from villages.queries.appraisal import HELD
from villages.queries.register import registered_of
from villages.queries.verdict import place_of
from villages.rules.appraisal import AppraisalDue, appraisal_due
from villages.rules.conditions import may_exclude
from villages.rules.frequency import Due, due, was_held
from villages.rules.kinds import Matter, MeetingKind, Mode
from villages.rules.minutes import says_something
from villages.rules.statutes import pack_on

# The longest period is a year; what was held in the year before tells since when one is lacking.
YEARS_BACK = 2


def without_substance(meeting: Meeting) -> list[str]:
    """Motions of which the minutes would tell nothing but figures: neither what was said on them
    nor what the meeting was about was written down."""
    if says_something(meeting.summary):
        return []
    return [
        motion.title for motion in meeting.motions.all() if not says_something(motion.discussion)
    ]


def figures_unasked(meeting: Meeting) -> set[str]:
    """Columns of attendance that this kind of meeting has not: an assembly has no representatives,
    a body of representatives counts the women among them, and nothing deviates from a register
    that there is not."""
    if meeting.is_of_representatives:
        unasked = {"women_present"}
    else:
        unasked = {"reps", "women_reps", "women_reps_present"}
    local = local_rules(meeting.village, meeting.held_on)
    if not may_exclude(MeetingKind(meeting.kind), Mode(meeting.mode), local):
        unasked |= {"excluded", "is_exclusion_told", "excluded_note"}
    if registered_of(meeting) is None:
        unasked.add("total_note")
    return unasked


def meetings_due(villages: Iterable[Village], on: date) -> dict[int, list[Due]]:
    """{village id: [Due]} on a day; two queries whatever the number of villages, and one for their
    townships where these are not at hand."""
    villages = list(villages)
    prefetch_related_objects(villages, "township")
    last, before = _last_held(villages, on)
    represented = set(
        Representative.objects.filter(village__in=villages)
        .serving(on)
        .order_by()
        .values_list("village", flat=True)
        .distinct()
    )
    return {
        village.pk: due(
            pack_on(place_of(village), on),
            on,
            last[village.pk],
            village.pk in represented,
            local_rules(village),
            before[village.pk],
        )
        for village in villages
    }


def appraisals_due(villages: Iterable[Village], on: date) -> dict[int, AppraisalDue | None]:
    """{village id: what is owed of 民主评议 on a day}; one query."""
    villages = list(villages)
    last: dict[int, date] = {}
    held = Motion.objects.filter(
        meeting__village__in=villages,
        about=Matter.APPRAISAL,
        status__in=HELD,
    ).order_by("meeting__held_at")
    for village, held_at in held.values_list("meeting__village", "meeting__held_at"):
        if (day := timezone.localtime(held_at).date()) <= on:
            last[village] = day
    return {
        village.pk: appraisal_due(pack_on(place_of(village), on), on, last.get(village.pk))
        for village in villages
    }


def _last_held(villages, on):
    """{village id: {kind: day}} of the last meetings that had their quorum, and of those before
    them; one query."""
    places = {village.pk: place_of(village) for village in villages}
    last, before = defaultdict(dict), defaultdict(dict)
    rows = Meeting.objects.closed().filter(
        village__in=villages, held_at__year__gte=on.year - YEARS_BACK
    )
    figures = rows.order_by("held_at").values_list(
        "village", "kind", "mode", "held_at", "present", "total", "excluded"
    )
    for village, kind, mode, held_at, present, total, excluded in figures:
        day = timezone.localtime(held_at).date()
        body = pack_on(places[village], day).body(kind)
        if day <= on and body and was_held(body, mode, present, total - excluded):
            kind = MeetingKind(kind)
            if earlier := last[village].get(kind):
                before[village][kind] = earlier
            last[village][kind] = day
    return last, before
