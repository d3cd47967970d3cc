"""A stored file as the answer to a request that may see it: the scope is the view's affair."""

from django.http import FileResponse
from django.utils.http import content_disposition_header

from township.files.storing import open_stored

IN_PLACE = {"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"}


def answer(file, name, *, is_download=False):
    """The bytes of a StoredFile under `name`; pictures and PDF open in place unless downloaded."""
    is_saved = is_download or file.media_type not in IN_PLACE
    response = FileResponse(open_stored(file), content_type=file.media_type)
    response["Content-Disposition"] = content_disposition_header(is_saved, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
