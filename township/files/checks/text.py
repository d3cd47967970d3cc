"""Plain text and CSV: UTF-8, marked UTF-16 or GB 18030; no markup, no binary."""

import codecs
import re

from township.files.checks import Refusal
from township.files.checks.ooxml import EXCHANGING
from township.files.checks.sniffing import UNKNOWN, WEB_PAGE

MARKUP = ("<script", "<html", "<?php", "<iframe", "<svg")
# A cell that starts a program when the table is opened: =cmd|'/c calc'!A1
PROGRAM_CELL = re.compile(
    r"(?:^|[,;\t\"])\s*[=+@-]\s*[\w.()+-]{1,60}\|\s*['\"][^\n]{0,500}!", re.MULTILINE
)
OVERLAP = 1024
CHUNK = 1024 * 1024
DISTURBING = {*range(0x20), 0x7F} - {0x09, 0x0A, 0x0C, 0x0D, 0x1A, 0x1B}
BINARY = bytes(DISTURBING)


def encoding_of(path):
    """Python's name of the encoding, or None when the bytes are no text."""
    with open(path, "rb") as stream:
        start = stream.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16" if _decodes(path, "utf-16") else None
    for encoding in ("utf-8-sig", "gb18030"):
        if _decodes(path, encoding) and not _has_binary(path):
            return encoding
    return None


def check(path):
    encoding = encoding_of(path)
    if encoding is None:
        raise Refusal(UNKNOWN)
    before = ""
    with open(path, encoding=encoding) as stream:
        while piece := stream.read(CHUNK):
            window = before + piece.lower()
            if any(sign in window for sign in MARKUP):
                raise Refusal(WEB_PAGE)
            if PROGRAM_CELL.search(window):
                raise Refusal(EXCHANGING)
            before = window[-OVERLAP:]


def _decodes(path, encoding):
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        with open(path, "rb") as stream:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _has_binary(path):
    with open(path, "rb") as stream:
        return any(len(chunk.translate(None, BINARY)) != len(chunk) for chunk in _chunks(stream))


def _chunks(stream):
    while chunk := stream.read(CHUNK):
        yield chunk
