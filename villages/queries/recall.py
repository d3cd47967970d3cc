"""A demanded recall beside the law of the day it came."""

from django.db.models import QuerySet

from villages.models import Meeting, Recall
from villages.rules.finding import Finding
from villages.rules.kinds import MeetingKind, Petitioners, PlaceKind
from villages.rules.recall import demanded
from villages.rules.statutes import pack_on


def finding_of(row: Recall) -> Finding:
    """Whether enough people demand it together."""
    pack = pack_on(PlaceKind(row.village.kind), row.received_on)
    return demanded(Petitioners(row.petitioners), row.signers, row.base, pack)


def body_for(row: Recall) -> MeetingKind:
    """The kind of meeting that votes on it in the usual way."""
    return row.village.words.assembly


def meetings_for(row: Recall) -> QuerySet[Meeting]:
    """Planned meetings that may vote on it: in a community the representatives' too."""
    kinds = [body_for(row)] + [MeetingKind.RESIDENT_REPS] * row.village.is_community
    return Meeting.objects.filter(
        village=row.village_id, status=Meeting.Status.PLANNED, kind__in=kinds
    )
