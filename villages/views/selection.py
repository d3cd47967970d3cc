"""The record of a selection as a paper."""

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from township.access import needs
from township.crud.trails import trail_of
from township.papers import compose, send
from villages.models import Selection
from villages.papers import selection as selection_papers


@needs("organisation.view")
@require_safe
def paper(request, pk):
    """推选记录 as page, Word and PDF."""
    rows = Selection.objects.for_user(request.user, "organisation.view")
    row = get_object_or_404(
        rows.select_related("body__village__township", "posting", "meeting"), pk=pk
    )
    made = compose(
        "election_record", selection_papers.record_of(row), township=row.village.township
    )
    return send(request, made, breadcrumbs=[*trail_of(row), ("打印", None)])
