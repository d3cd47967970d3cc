"""Files of what a village has recorded, shown to who may see the row they belong to."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from township.access import needs
from township.files.answering import answer
from villages.models import (
    Activity,
    Attachment,
    Autonomy,
    Commendation,
    PriorAdoption,
    Publicity,
)

OWNERS = {
    model._meta.model_name: (model, f"{model._meta.model_name}.view")
    for model in (Activity, Autonomy, Commendation, Publicity)
} | {PriorAdoption._meta.model_name: (PriorAdoption, "text.view")}


@needs("village.view")
@require_safe
def attachment(request, pk):
    """One file; 404 when its row is out of sight."""
    rows = Attachment.objects.for_user(request.user, "village.view").select_related("file")
    found = get_object_or_404(rows, pk=pk)
    model, permission = OWNERS[found.noun]
    visible = model.objects.for_user(request.user, permission).filter(pk=found.object_id)
    if not visible.exists():
        raise Http404
    return answer(request.user, found, found.file, found.file_name)
