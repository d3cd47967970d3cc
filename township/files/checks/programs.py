"""Programs carried inside another file: by their own bytes, wherever they begin.

A Windows program says at 60 where its second head stands; the two together are no accident of a
compressed picture.
"""

import struct

from township.files.checks import Refusal
from township.files.checks.sniffing import PROGRAM_STARTS

CARRYING = "里面夹带了程序文件，为安全起见没有收下"
WINDOWS, SECOND_HEAD, FARTHEST_HEAD = b"MZ", b"PE\0\0", 4096
UNIX = b"\x7fELF"
OVERLAP = 2 * FARTHEST_HEAD
CHUNK = 1024 * 1024


class Seeker:
    """Looks through content that comes in pieces; raises Refusal at a program."""

    def __init__(self):
        self.before = b""

    def feed(self, piece):
        window = self.before + piece
        if holds_program(window):
            raise Refusal(CARRYING)
        self.before = window[-OVERLAP:]


def refuse_start(beginning):
    """A part of its own that is a program, also one without a second head (DOS, scripts)."""
    if beginning.startswith(PROGRAM_STARTS):
        raise Refusal(CARRYING)


def refuse_in(path):
    """Look through a whole file."""
    seeker = Seeker()
    with open(path, "rb") as stream:
        while piece := stream.read(CHUNK):
            seeker.feed(piece)


def holds_program(content):
    return _holds_windows(content) or _holds_unix(content)


def _holds_windows(content):
    at = content.find(SECOND_HEAD)
    while at >= 0:
        lowest = max(0, at - FARTHEST_HEAD)
        start = content.rfind(WINDOWS, lowest, at)
        while start >= 0:
            if content[start + 60 : start + 64] == struct.pack("<I", at - start):
                return True
            start = content.rfind(WINDOWS, lowest, start)
        at = content.find(SECOND_HEAD, at + 1)
    return False


def _holds_unix(content):
    at = content.find(UNIX)
    while at >= 0:
        width, order, version = content[at + 4 : at + 7].ljust(3, b"\0")
        if width in (1, 2) and order in (1, 2) and version == 1:
            return True
        at = content.find(UNIX, at + 1)
    return False
