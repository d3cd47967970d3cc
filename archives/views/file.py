"""The bytes of one version and its preview, through the record's scope.

Who may not change a record sees its photos without place and camera data; the original stays bit
for bit and goes to those who keep it.
"""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from archives.models import PartFile, Record
from township.access import needs
from township.files.answering import answer
from township.files.derive import preview
from township.files.errors import PreviewUnavailable


def _version(request, pk):
    rows = PartFile.objects.for_user(request.user, "record.view")
    return get_object_or_404(rows.select_related("file", "part"), pk=pk)


def _keeps(user, version):
    """Whether the user keeps the record and so may have the original of a photo."""
    if not user.may("record.edit"):
        return False
    rows = Record.objects.for_user(user, "record.edit")
    return rows.filter(pk=version.part.record_id).exists()


@needs("record.view")
@require_safe
def file(request, pk):
    """Pictures and PDF open in place, everything else is saved."""
    version = _version(request, pk)
    if version.file.is_image and not _keeps(request.user, version):
        return _preview(version)
    return answer(version.file, version.file_name, is_download="download" in request.GET)


@needs("record.view")
@require_safe
def file_preview(request, pk):
    return _preview(_version(request, pk))


def _preview(version):
    try:
        path = preview(version.file)
    except PreviewUnavailable as error:
        return HttpResponse(error.sentence, status=404, content_type="text/plain; charset=utf-8")
    response = FileResponse(path.open("rb"), content_type="image/jpeg")
    response["X-Content-Type-Options"] = "nosniff"
    return response
