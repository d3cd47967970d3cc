"""Files for a village's archive, piece by piece: its room is asked first, doubles are told; what a
scan looks like is told as soon as it was read."""

from functools import partial

from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from archives.acts import scan_reading as scan_reading_acts
from archives.acts import upload as upload_acts
from archives.queries import scan_reading
from township.access import needs, with_files
from township.files.models import Upload
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

    def arrived(file):
        scan_reading_acts.ask([file.pk])
        return upload_acts.duplicate_of(file, place)

    return received(request, key, arrived)


@needs("record.edit")
@require_safe
def likeness(request, village, key):
    """What a file that has arrived looks like, while its form is filled in."""
    place = _village(request, village)
    rows = Upload.objects.for_user(request.user, "upload.send").finished().select_related("file")
    upload = get_object_or_404(rows, key=key)
    told = scan_reading.offered(upload.file, place, request.user)
    return JsonResponse({"is_read": told.is_read, "sentence": told.sentence, "values": told.values})
