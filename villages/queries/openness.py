"""What everybody may read of a village: what hangs and what hung, texts in force, whom to ask.

Results and honours lie above and are answered from there.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from township.personal.models import OpenPhone
from township.personalnumbers import telephones
from township.registry import Registry
from villages.models import Posting, Query, TextVersion, Village

# {name: function village → [OpenLine]}.
TOLD_OF = Registry("What is told openly of a village", "results", "honours")
SHOWN_DAYS = 365
MOST_POSTINGS = 60
MOST_ANSWERS = 10


@dataclass(frozen=True)
class OpenLine:
    """A line of results or honours; `url` leads to a page that everybody may read."""

    title: str
    note: str = ""
    url: str = ""


@dataclass(frozen=True)
class Contact:
    """Where the committee is found; what is not told, or was taken back, is empty."""

    place: str = ""
    phone: str = ""
    hours: str = ""

    def __bool__(self) -> bool:
        return bool(self.place or self.phone)


def told_of(village: Village) -> dict[str, list[OpenLine]]:
    """{part of the public page: its lines}, as the apps further up answer."""
    return {name: answer(village) for name, answer in TOLD_OF.items()}


def on_show(village: Village, today: date) -> QuerySet[Posting]:
    """Postings that hang on a day."""
    return Posting.objects.filter(village=village).on_show(today)


def shown_before(village: Village, today: date) -> QuerySet[Posting]:
    """What hung within a year and came down in its time."""
    rows = Posting.objects.filter(village=village)
    first = today - timedelta(days=SHOWN_DAYS)
    return rows.shown_since(first, today).select_related("text_version")[:MOST_POSTINGS]


def texts_in_force(village: Village, today: date) -> QuerySet[TextVersion]:
    """Versions in force on a day, by kind."""
    rows = TextVersion.objects.filter(text__village=village, status__in=TextVersion.IN_FORCE)
    return rows.in_force_on(today).select_related("text__village").order_by("text__kind", "text")


def answers_shown(village: Village) -> QuerySet[Query]:
    """The newest questions whose answer the village has told to everybody."""
    rows = Query.objects.filter(village=village).shown()
    return rows.select_related("posting").order_by("-answered_on", "-pk")[:MOST_ANSWERS]


def contact_of(village: Village) -> Contact:
    """As the village has said; a telephone number that was taken back is told no longer."""
    phone = village.contact_phone
    digits = {one.digits for one in telephones(f"电话{phone}")}
    is_open = digits and OpenPhone.objects.among(digits, village.township) == digits
    return Contact(village.contact_place, phone if is_open else "", village.contact_hours)
