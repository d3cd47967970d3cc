"""Sound and film answered piece by piece: telephones play nothing else, and nobody can wind on.

One range of bytes as RFC 9110 (14.2) writes it; what else is asked for is answered whole.
"""

import re

from django.http import FileResponse, HttpResponse

PLAYED = ("audio/", "video/")


class Piece:
    """`length` bytes of a stream from where it stands."""

    def __init__(self, stream, length):
        self.stream, self.left = stream, length

    def read(self, size=-1):
        wanted = self.left if size < 0 else min(size, self.left)
        found = self.stream.read(wanted)
        self.left -= len(found)
        return found

    def close(self):
        self.stream.close()


def bounds(asked, length):
    """(first, last) byte of a Range header over `length` bytes; None for the whole, () for none."""
    told = re.fullmatch(r"bytes=(\d{0,15})-(\d{0,15})", asked or "", re.ASCII)
    if not told or not any(told.groups()):
        return None
    start, end = told.groups()
    if not start:
        return (max(length - int(end), 0), length - 1) if int(end) and length else ()
    last = min(int(end), length - 1) if end else length - 1
    if int(start) >= length:
        return ()
    return (int(start), last) if int(start) <= last else None


def in_pieces(request, response):
    """The answer with a sound or a film, or the piece of it that the request asks for."""
    stream = getattr(response, "file_to_stream", None)
    is_played = response.get("Content-Type", "").startswith(PLAYED)
    if not is_played or stream is None or not stream.seekable():
        return response
    response["Accept-Ranges"] = "bytes"
    length = int(response["Content-Length"])
    found = bounds(request.headers.get("Range"), length)
    if found is None:
        return response
    if not found:
        stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{length}"})
    first, last = found
    stream.seek(first)
    kept = ("Content-Type", "Content-Disposition", "X-Content-Type-Options", "Accept-Ranges")
    headers = {name: response[name] for name in kept if name in response}
    headers |= {
        "Content-Range": f"bytes {first}-{last}/{length}",
        "Content-Length": str(last - first + 1),
    }
    return FileResponse(Piece(stream, last - first + 1), status=206, headers=headers)
