"""The bytes of one version and its preview, through the record's scope.

Who may not change a record sees its photos without place and camera data; the original stays bit
for bit and goes to those who keep it.
"""

from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from archives.models import PartFile, Record
from township.access import needs
from township.files.derive import preview
from township.files.errors import PreviewUnavailable
from township.files.storing import open_stored

INLINE = {"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"}


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
    is_inline = version.file.media_type in INLINE and "download" not in request.GET
    answer = FileResponse(open_stored(version.file), content_type=version.file.media_type)
    answer["Content-Disposition"] = content_disposition_header(not is_inline, version.file_name)
    return _guarded(answer)


@needs("record.view")
@require_safe
def file_preview(request, pk):
    return _preview(_version(request, pk))


def _preview(version):
    try:
        path = preview(version.file)
    except PreviewUnavailable as error:
        return HttpResponse(error.sentence, status=404, content_type="text/plain; charset=utf-8")
    answer = FileResponse(path.open("rb"), content_type="image/jpeg")
    answer["Cache-Control"] = "private, max-age=86400"
    return _guarded(answer)


def _guarded(answer):
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
