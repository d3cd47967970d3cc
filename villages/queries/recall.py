"""A demanded recall beside the law of the day it came."""

from django.db.models import QuerySet

from villages.models import Meeting, Recall
from villages.options import local_rules
from villages.rules.finding import Finding
from villages.rules.kinds import MeetingKind, Petitioners, PlaceKind
from villages.rules.recall import demanded, told_again
from villages.rules.statutes import pack_on


def finding_of(row: Recall) -> Finding:
    """Whether enough people demand it together."""
    pack = pack_on(PlaceKind(row.village.kind), row.received_on)
    return demanded(Petitioners(row.petitioners), row.signers, row.base, pack)


def failed_before(row: Recall) -> tuple[Recall, str] | None:
    """(the demand that failed, what to compare) where one soon after it may be barred."""
    failed = Recall.objects.filter(term=row.term_id, status=Recall.Status.KEPT).exclude(pk=row.pk)
    last = failed.filter(settled_on__lt=row.received_on).order_by("settled_on").last()
    if last is None or last.settled_on is None:
        return None
    local = local_rules(row.village, row.received_on)
    told = told_again(last.settled_on, row.received_on, local)
    return (last, told) if told else None


def body_for(row: Recall) -> MeetingKind:
    """The kind of meeting that votes on it in the usual way."""
    return row.village.words.assembly


def meetings_for(row: Recall) -> QuerySet[Meeting]:
    """Planned meetings that may vote on it: in a community the representatives' too."""
    kinds = [body_for(row)] + [MeetingKind.RESIDENT_REPS] * row.village.is_community
    return Meeting.objects.filter(
        village=row.village_id, status=Meeting.Status.PLANNED, kind__in=kinds
    )
