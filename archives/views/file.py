"""The bytes of one version and its preview, through the record's scope."""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from archives.models import PartFile
from township.access import needs
from township.files.answering import answer
from township.files.derive import preview
from township.files.errors import PreviewUnavailable
from township.files.ranges import in_pieces


def _version(request, pk):
    rows = PartFile.objects.for_user(request.user, "record.view")
    return get_object_or_404(rows.select_related("file", "part"), pk=pk)


@needs("record.view")
@require_safe
def file(request, pk):
    """Pictures and PDF open in place, everything else is saved."""
    version = _version(request, pk)
    is_download = "download" in request.GET
    told = answer(request.user, version, version.file, version.file_name, is_download=is_download)
    return in_pieces(request, told)


@needs("record.view")
@require_safe
def file_preview(request, pk):
    try:
        path = preview(_version(request, pk).file)
    except PreviewUnavailable as error:
        return HttpResponse(error.sentence, status=404, content_type="text/plain; charset=utf-8")
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response
