"""The tus 1.0 protocol: core, creation, termination. Browsers without script use the plain form."""

import base64
import binascii
from functools import wraps
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import get_object_or_404

from township import asked
from township.access import needs, with_files
from township.files import uploads
from township.files.errors import UploadRefused
from township.files.models import Upload
from township.web.arriving import PIECE_TYPE

VERSION = "1.0.0"
EXTENSIONS = "creation,termination"


def tus(methods):
    """Answer OPTIONS, refuse other methods and versions, put the version on every answer."""

    def mark(view):
        @wraps(view)
        def answer(request, **kwargs):
            response = _answer(view, request, methods, kwargs)
            response["Tus-Resumable"] = VERSION
            response["Cache-Control"] = "no-store"
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


@needs("upload.send")
@tus(["POST"])
def create(request):
    """Announce a file."""
    return began(request, uploads.begin)


@with_files
@needs("upload.send")
@tus(["HEAD", "PATCH", "DELETE"])
def piece(request, key):
    """Ask how far a file has come, send the next piece, or give it up."""
    return received(request, key)


def began(request, begin, address=Upload.get_absolute_url):
    """Answer to an announcement: `begin(name, length, by=)` makes the row, `address` names it."""
    length, name = _number(request, "Upload-Length"), _name(request)
    if length is None or not name:
        return _told("上传的文件没有写明大小或名称。", 400)
    upload = begin(name, length, by=request.user)
    return HttpResponse(status=201, headers={"Location": address(upload), "Upload-Offset": "0"})


def received(request, key, note=None):
    """Answer about one file of whoever asks; `note(file)`, a sentence or "", is told once all of it
    is there, and what the look at it found."""
    rows = Upload.objects.for_user(request.user, "upload.send")
    upload = get_object_or_404(rows, key=key)
    if request.method == "DELETE":
        uploads.abandon(upload)
        return HttpResponse(status=204)
    if request.method == "PATCH":
        return _append(request, upload, note)
    uploads.settle(upload)
    if not upload.file_id and not upload.path.exists():
        return HttpResponse(status=410)
    headers = {"Upload-Offset": str(upload.offset), "Upload-Length": str(upload.length)}
    return HttpResponse(headers=headers)


def _append(request, upload, note):
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
    if upload.file_id and (told := _note(upload.file, note)):
        headers["Upload-Note"] = quote(told)
    return HttpResponse(status=204, headers=headers)


def _note(file, note):
    first = note(file) if note else ""
    return first + "".join(f"{found}。" for found in file.warnings)


def _told(sentence, status):
    return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")


def _number(request, header):
    return asked.number(request.headers.get(header), digits=15)


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
