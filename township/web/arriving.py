"""A request body as it arrives: put by, counted, and found whole or cut off.

Serves promise and finding that a request cut off on the way was taken as complete: three
photos became one, a charter of nine articles kept three.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import SpooledTemporaryFile
from time import monotonic

IN_MEMORY = 1024 * 1024
# A sender has half a minute, and then a second for every KB: 40 senders that drip hold 40
# connections for that long, while a phone at the edge of its network gets everything through.
GRACE_SECONDS, SLOWEST = 30, 1024
CHUNK = 256 * 1024
# What may follow the closing boundary of a multipart body: an epilogue nobody sends.
BEHIND_BOUNDARY = 1024
# Pieces of a resumable upload say themselves how much of them is kept; no form is read from them.
PIECE_TYPE = "application/offset+octet-stream"

Receive = Callable[[], Awaitable[dict]]


class Arrived:
    """A body put by in a temporary file (`file`, at its beginning) with its `length` in bytes."""

    def __init__(self, folder: Path | None) -> None:
        # Closed by `close`, when the request has been answered.
        self.file = SpooledTemporaryFile(max_size=IN_MEMORY, dir=folder)  # noqa: SIM115
        self.length = 0
        self.is_cut = False
        self.is_too_long = False

    def add(self, chunk: bytes) -> None:
        self.file.write(chunk)
        self.length += len(chunk)

    def close(self) -> None:
        self.file.close()


async def arrive(receive: Receive, most: int, folder: Path | None = None) -> Arrived:
    """The body that `receive` gives, up to `most` bytes. Cut: the sender went, or was too slow."""
    arrived, since = Arrived(folder), monotonic()
    while True:
        left = since + GRACE_SECONDS + arrived.length / SLOWEST - monotonic()
        try:
            message = await asyncio.wait_for(receive(), max(left, 0))
        except TimeoutError:
            arrived.is_cut = True
            break
        if message["type"] != "http.request":
            arrived.is_cut = True
            break
        arrived.add(message.get("body", b""))
        arrived.is_too_long = arrived.length > most
        if arrived.is_too_long or not message.get("more_body"):
            break
    arrived.file.seek(0)
    return arrived


def taken(stream, announced: int, folder: Path | None = None) -> Arrived:
    """The same of a stream that blocks, `announced` bytes long."""
    arrived = Arrived(folder)
    while arrived.length < announced:
        try:
            chunk = stream.read(min(CHUNK, announced - arrived.length))
        except OSError:
            break
        if not chunk:
            break
        arrived.add(chunk)
    arrived.is_cut = arrived.length < announced
    arrived.file.seek(0)
    return arrived


def lacks_its_end(arrived: Arrived, content_type: str) -> bool:
    """Is this a multipart body without its closing boundary?"""
    if not content_type.lower().startswith("multipart/"):
        return False
    found = re.search(r'boundary="?([^";]+)', content_type, re.IGNORECASE)
    if not found:
        return True
    closing = b"--" + found[1].strip().encode("latin-1", "replace") + b"--"
    arrived.file.seek(max(0, arrived.length - len(closing) - BEHIND_BOUNDARY))
    end = arrived.file.read()
    arrived.file.seek(0)
    return closing not in end
