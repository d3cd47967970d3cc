"""Who is rated in a 民主评议, and how each of them was rated the time before."""

from datetime import date

from django.utils import timezone

from villages.models import Appraisal, Motion, Term
from villages.rules.bodies import BodyKind
from villages.rules.kinds import Matter, Rating

# A 民主评议 that was held, whatever came of it.
HELD = (Motion.Status.PASSED, Motion.Status.FAILED)


def rateable(motion: Motion) -> list[Term]:
    """Posts of those who may be rated in the meeting: the committee's, whom the law has rated,
    then the 监督委员会's, whom some measures add."""
    rows = Term.objects.filter(
        body__village=motion.meeting.village_id,
        body__kind__in=(BodyKind.COMMITTEE, BodyKind.OVERSIGHT),
    )
    rows = rows.serving(motion.meeting.held_on).select_related("person", "body__village")
    order = (BodyKind.COMMITTEE, BodyKind.OVERSIGHT)
    return sorted(rows, key=lambda term: (order.index(BodyKind(term.body.kind)), term.pk))


def unrated(motion: Motion) -> list[Term]:
    """Members of the committee who have no result in this meeting yet."""
    done = set(motion.appraisals.values_list("term", flat=True))
    return [
        term
        for term in rateable(motion)
        if term.body.kind == BodyKind.COMMITTEE and term.pk not in done
    ]


def rating_before(row: Appraisal) -> Rating | None:
    """How the same person was rated in the same body the time before, or None."""
    rows = Appraisal.objects.filter(
        motion__status=Motion.Status.PASSED,
        motion__meeting__held_at__lt=row.motion.meeting.held_at,
        term__person=row.term.person_id,
        term__body=row.term.body_id,
    )
    last = rows.order_by("-motion__meeting__held_at", "-pk").first()
    return Rating(last.rating) if last else None


def appraised_before(motion: Motion) -> date | None:
    """The day of the last 民主评议 before this one; None where there was none, or this is none."""
    if motion.about != Matter.APPRAISAL:
        return None
    meeting = motion.meeting
    held = Motion.objects.filter(
        meeting__village=meeting.village_id,
        meeting__held_at__lt=meeting.held_at,
        about=Matter.APPRAISAL,
        status__in=HELD,
    )
    last = held.order_by("-meeting__held_at").values_list("meeting__held_at", flat=True).first()
    return last and timezone.localtime(last).date()
