"""Optional virus scan over ClamAV's unix socket (INSTREAM); without a socket nothing is asked."""

import socket
import struct

from django.conf import settings

from township.files.errors import StorageUnavailable

CHUNK = 256 * 1024
SECONDS = 30


def is_configured():
    return bool(settings.CLAMAV_SOCKET)


def scan(path):
    """Name of the threat, or "" when clean or when no scanner is configured.

    A configured scanner that does not answer stops the upload (503): unscanned is not clean.
    """
    if not is_configured():
        return ""
    try:
        reply = _ask(path)
    except OSError as error:
        raise StorageUnavailable(f"virus scanner: {error}") from error
    if reply.endswith("FOUND"):
        return reply.removeprefix("stream:").removesuffix("FOUND").strip()
    if reply.endswith("OK"):
        return ""
    raise StorageUnavailable(f"virus scanner: {reply}")


def _ask(path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line, open(path, "rb") as stream:
        line.settimeout(SECONDS)
        line.connect(settings.CLAMAV_SOCKET)
        line.sendall(b"zINSTREAM\0")
        while chunk := stream.read(CHUNK):
            line.sendall(struct.pack(">I", len(chunk)) + chunk)
        line.sendall(struct.pack(">I", 0))
        reply = b""
        while not reply.endswith(b"\0") and (piece := line.recv(4096)):
            reply += piece
    return reply.rstrip(b"\0").decode("utf-8", "replace")
