"""Files for a village's archive, piece by piece: its room is asked first, doubles are told."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.urls import reverse

from archives.acts import upload as upload_acts
from township.access import needs, with_files
from township.files.views import began, received, tus
from villages.models import Village


def _village(request, pk):
    rows = Village.objects.for_user(request.user, "record.edit").select_related("township")
    return get_object_or_404(rows, pk=pk)


@needs("record.edit")
@tus(["POST"])
def create(request, village):
    place = _village(request, village)

    def address(upload):
        return reverse("archives:upload", args=[place.pk, upload.key])

    return began(request, partial(upload_acts.begin, place), address)


@with_files
@needs("record.edit")
@tus(["HEAD", "PATCH", "DELETE"])
def piece(request, village, key):
    place = _village(request, village)
    return received(request, key, lambda file: upload_acts.duplicate_of(file, place))
