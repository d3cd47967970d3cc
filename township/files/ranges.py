"""A part of a kept file, for who seeks in a recording or goes on with a download (RFC 9110, 14).

Whether the file may be seen at all was decided before: what is cut here is an answer that a view
has given. Several ranges at once are answered with the whole, as the standard allows.
"""

import re

from django.http import FileResponse, HttpResponse

ONE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)
CHUNK = 256 * 1024


class KeptFile(FileResponse):
    """The answer with a kept file, which may be asked for in parts.

    `tag` names this very content: what goes on with a download goes on with the same bytes.
    """

    def __init__(self, stream, tag, **kwargs):
        super().__init__(stream, **kwargs)
        self.stream = stream
        self["ETag"], self["Accept-Ranges"] = f'"{tag}"', "bytes"


class OutOfRange(Exception):
    """The file ends before the range begins."""


def asked_range(header: str, size: int) -> tuple[int, int] | None:
    """(first, last) byte asked for, None for all. Raises OutOfRange."""
    found = ONE.fullmatch(header.strip())
    if not found or not (found[1] or found[2]):
        return None
    if not found[1]:
        length = min(int(found[2]), size)
        first, last = size - length, size - 1
    else:
        first, last = int(found[1]), min(int(found[2] or size), size - 1)
        if found[2] and int(found[2]) < first:
            return None  # no range at all
    if first >= size or first > last:
        raise OutOfRange
    return first, last


class RangeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        header = request.headers.get("Range")
        is_asked = header and request.method == "GET" and isinstance(response, KeptFile)
        if not is_asked or request.headers.get("If-Range", response["ETag"]) != response["ETag"]:
            return response
        size = int(response["Content-Length"])
        try:
            part = asked_range(header, size)
        except OutOfRange:
            response.stream.close()
            return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
        if part:
            _cut(response, *part, size)
        return response


def _cut(response, first, last, size):
    """The same answer with the bytes from `first` to `last` alone."""
    response.status_code = 206
    response["Content-Range"] = f"bytes {first}-{last}/{size}"
    response["Content-Length"] = str(last - first + 1)
    response.streaming_content = _bytes(response.stream, first, last - first + 1)


def _bytes(stream, first, left):
    stream.seek(first)
    while left and (chunk := stream.read(min(CHUNK, left))):
        left -= len(chunk)
        yield chunk
