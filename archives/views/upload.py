"""The tus 1.0 protocol: core, creation, termination. Browsers without script use the plain form."""

import base64
import binascii
from functools import wraps
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from archives import uploads
from archives.models import Upload
from township.access import needs
from township.files.errors import UploadRefused
from villages.models import Village

VERSION = "1.0.0"
PIECE_TYPE = "application/offset+octet-stream"
EXTENSIONS = "creation,termination"


def tus(methods):
    """Answer OPTIONS, refuse other methods and versions, put the version on every answer."""

    def mark(view):
        @wraps(view)
        def answer(request, **kwargs):
            response = _answer(view, request, methods, kwargs)
            response["Tus-Resumable"] = VERSION
            return response

        return answer

    return mark


def _answer(view, request, methods, kwargs):
    if request.method == "OPTIONS":
        headers = {"Tus-Version": VERSION, "Tus-Extension": EXTENSIONS}
        return HttpResponse(status=204, headers=headers)
    if request.method not in methods:
        return HttpResponse(status=405, headers={"Allow": ", ".join(methods)})
    if request.headers.get("Tus-Resumable") != VERSION:
        return HttpResponse(status=412, headers={"Tus-Version": VERSION})
    try:
        return view(request, **kwargs)
    except UploadRefused as refusal:
        return _told(refusal.sentence, 422)


@needs("record.edit")
@tus(["POST"])
def create(request, village):
    rows = Village.objects.for_user(request.user, "record.edit").select_related("township")
    place = get_object_or_404(rows, pk=village)
    length, name = _number(request, "Upload-Length"), _name(request)
    if length is None or not name:
        return _told("上传的文件没有写明大小或名称。", 400)
    upload = uploads.begin(place, name, length, by=request.user)
    headers = {"Location": upload.get_absolute_url(), "Upload-Offset": "0"}
    return HttpResponse(status=201, headers=headers)


@needs("record.edit")
@tus(["HEAD", "PATCH", "DELETE"])
def piece(request, key):
    rows = Upload.objects.for_user(request.user, "record.edit").filter(by=request.user)
    upload = get_object_or_404(rows.select_related("village"), key=key)
    if request.method == "DELETE":
        uploads.abandon(upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return _append(request, upload)
    uploads.settle(upload)
    if not upload.file_id and not upload.path.exists():
        return HttpResponse(status=410)
    headers = {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.length)}
    return HttpResponse(headers=headers)


def _append(request, upload):
    offset = _number(request, "Upload-Offset")
    if request.content_type != PIECE_TYPE or offset is None:
        return _told("上传的数据格式不对。", 415 if offset is not None else 400)
    try:
        reached = uploads.append(upload, offset, request)
    except FileNotFoundError:
        return HttpResponse(status=410)
    except uploads.OffsetConflict:
        return HttpResponse(status=409)
    except uploads.Busy:
        return HttpResponse(status=423)
    headers = {"Upload-Offset": str(reached)}
    if upload.file_id and (note := uploads.duplicate_of(upload.file, upload.village)):
        headers["Upload-Note"] = quote(note)
    return HttpResponse(status=204, headers=headers)


def _told(sentence, status):
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def _number(request, header):
    value = request.headers.get(header, "")
    return int(value) if value.isdigit() and len(value) < 16 else None


def _name(request):
    """The file name in Upload-Metadata: pairs of key and base64, parted by commas."""
    for pair in request.headers.get("Upload-Metadata", "").split(","):
        key, _, value = pair.strip().partition(" ")
        if key == "filename":
            try:
                return base64.b64decode(value, validate=True).decode()
            except (binascii.Error, UnicodeDecodeError):
                return ""
    return ""
