"""The record of a selection as a paper."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from township.access import needs
from township.papers import compose, send
from villages.bodies import post_name
from villages.models import Selection
from villages.views.organisation import organisation_crumbs


@needs("organisation.view")
@require_safe
def paper(request, pk):
    """推选记录 as page, Word and PDF."""
    rows = Selection.objects.for_user(request.user, "organisation.view")
    row = get_object_or_404(
        rows.select_related("body__village__township", "posting", "meeting"), pk=pk
    )
    made = compose("election_record", record_of(row), township=row.village.township)
    crumbs = organisation_crumbs(row.village, row.body.kind)
    crumbs.append((str(row), row.get_absolute_url()))
    return send(request, made, breadcrumbs=[*crumbs, ("打印", None)])


def record_of(row):
    """What the paper's template asks for."""
    village = row.village
    return {
        "village": str(village),
        "body": row.body.name,
        "meeting": str(row.meeting) if row.meeting else row.get_way_display(),
        "held_on": row.held_on,
        "place": row.place,
        "chair": row.chair,
        "recorder": row.recorder,
        "total": row.total,
        "present": row.present,
        "unit": "人",
        "women_present": row.women_present,
        "method": row.get_way_display(),
        "candidates": [
            {
                "name": candidate.person.name,
                "gender": candidate.person.get_gender_display(),
                "group": str(candidate.person.group or ""),
                "votes": candidate.votes,
                "is_elected": candidate.is_elected,
                "post": post_name(candidate.post, village.is_community),
            }
            for candidate in row.candidates.select_related("person__group")
        ],
        "term": f"{_month(row.held_on)}至{_month(row.term_until)}" if row.term_until else "",
        "posted_since": row.posting and row.posting.posted_on,
        "posted_until": row.posting and row.posting.until,
        "place_posted": row.posting and row.posting.place,
        "tellers": [row.tellers] if row.tellers else [],
        "findings": [],
        "on": row.held_on,
        "author": f"{village}{village.committee}",
    }


def _month(day):
    return f"{day.year}年{day.month}月"
