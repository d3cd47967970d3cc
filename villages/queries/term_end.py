"""Whose terms are nearly over in which villages."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.db.models import prefetch_related_objects

from villages.models import Representative, Term, Village
from villages.queries.roster import usual_end
from villages.queries.verdict import place_of
from villages.rules.bodies import BodyKind, body_name
from villages.rules.statutes import pack_on
from villages.rules.term_end import TermExpiry, is_near

_BODIES = (BodyKind.COMMITTEE, BodyKind.OVERSIGHT)
_REPRESENTATIVES = "representatives"
_ARTICLES = {BodyKind.COMMITTEE: "term", BodyKind.OVERSIGHT: "oversight", _REPRESENTATIVES: "ratio"}


def terms_ending(villages: Iterable[Village], on: date) -> dict[int, list[TermExpiry]]:
    """{village id: [TermExpiry]} of what is over within the township's days, or already.

    A term without an end is as long as the law has it. Two queries, and one for the townships
    where these are not at hand.
    """
    villages = list(villages)
    prefetch_related_objects(villages, "township")
    places = {village.pk: village for village in villages}
    last: dict[int, dict[str, date]] = defaultdict(dict)
    terms = Term.objects.filter(body__village__in=places, body__kind__in=_BODIES, since__lte=on)
    seats = Representative.objects.filter(village__in=places, since__lte=on)
    rows = [
        *terms.order_by().values_list("body__village", "body__kind", "since", "until").distinct(),
        *(
            (village, _REPRESENTATIVES, since, until)
            for village, since, until in seats.order_by()
            .values_list("village", "since", "until")
            .distinct()
        ),
    ]
    for pk, kind, since, until in rows:
        end = until or usual_end(places[pk], since)
        last[pk][kind] = max(end, last[pk].get(kind, end))
    return {pk: _near(village, last[pk], on) for pk, village in places.items()}


def _near(village, ends, on):
    days, law = village.township.setting("term_days"), pack_on(place_of(village), on)
    return [
        TermExpiry(_who(village, kind), ends[kind], law.cite(law.articles.get(article, "")))
        for kind, article in _ARTICLES.items()
        if kind in ends and is_near(ends[kind], on, days)
    ]


def _who(village, kind):
    if kind == _REPRESENTATIVES:
        return village.words.representative
    return body_name(kind, village.is_community)
