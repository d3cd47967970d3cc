"""The one gate through which a kept file leaves: the original for its keepers, else without place.

Photos and films of phones tell where they were taken and with what. The village that took them and
the office that keeps them have the original; everybody else who may see the row has a copy that
tells nothing of it. That the row may be seen is the view's affair.
"""

import hashlib
from pathlib import Path

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from township.files.derive import placeless
from township.files.errors import PreviewUnavailable
from township.files.ranges import KeptFile
from township.files.storing import open_stored

IN_PLACE = {"application/pdf", "image/jpeg", "image/png", "image/gif", "image/webp"}


def keeps_original(user, row):
    """Does the user keep the files of this row: its village, or the office of its township?"""
    rows = type(row).objects.all()
    permission = "file.original" if "village" in rows.scope else "document.original"
    return rows.for_user(user, permission).filter(pk=row.pk).exists()


def answer(user, row, file, name, *, is_download=False):
    """A StoredFile of `row` under `name`; pictures and PDF open in place unless downloaded."""
    if keeps_original(user, row):
        return _original(file, name, is_download)
    return answer_placeless(file, name, is_download=is_download)


def answer_placeless(file, name, *, is_download=False):
    """What everybody who sees the row may have; 404 with a sentence where it cannot be made."""
    try:
        made = placeless(file)
    except PreviewUnavailable as error:
        return HttpResponse(error.sentence, status=404, content_type="text/plain; charset=utf-8")
    if made is None:
        return _original(file, name, is_download)
    path, media_type = made
    tag = f"placeless {file.sha256}"
    name = placeless_name(file, name)
    response = _sent(path.open("rb"), tag, media_type, name, is_download)
    response["Cache-Control"] = "private, max-age=86400"
    return response


def placeless_name(file, name):
    """A picture is always answered as JPEG."""
    return f"{Path(name).stem}.jpg" if file.is_image else name


def _original(file, name, is_download):
    return _sent(open_stored(file), file.sha256, file.media_type, name, is_download)


def _sent(stream, content, media_type, name, is_download):
    # Says that it is the same, and not what it is: the sum of an original is its keepers' affair.
    tag = hashlib.sha256(content.encode()).hexdigest()[:32]
    response = KeptFile(stream, tag, content_type=media_type)
    is_saved = is_download or media_type not in IN_PLACE
    response["Content-Disposition"] = content_disposition_header(is_saved, name)
    response["X-Content-Type-Options"] = "nosniff"
    return response
