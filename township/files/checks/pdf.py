"""PDF: whole, open to everybody, no program inside and no other file wrapped around it.

PDF/A (the preservation format) forbids scripts and launch actions; so do we (pdfobjects.py). An
owner's password that only restricts printing or copying keeps nobody from reading; it may stay.
"""

import mmap

from pypdf import PdfReader
from pypdf.errors import DependencyError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from township.files.checks import DAMAGED, POLYGLOT, Refusal, pdfobjects

LOCKED = "要密码才能打开，请打开后用“打印成PDF”另存一份，再上传不带密码的那份"
RESTRICTED = "PDF设有使用限制，能打开，已照样收下"
SMUGGLED = (b"PK\x03\x04", b"<script", b"<html", b"<?php", b"MZ\x90")
FILLING = b"\0 \t\r\n\x1a"  # what transfers and printers put behind the end
FARTHEST_END = 64 * 1024
MOST_LOOKED_AT = 2000
MOST_PAGES = 20_000
# pypdf raises any of these on broken objects.
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, OSError)


def check(path, size, gate):
    """(warnings as phrases, number of pages or None). `size` in bytes; `gate`: a check of
    (stream, name) for what is attached."""
    with open(path, "rb") as stream, _without_filling(stream, size) as content:
        end = content.rfind(b"%%EOF", max(0, len(content) - FARTHEST_END))
        if end < 0 or content.rfind(b"startxref", max(0, end - 4096), end) < 0:
            raise Refusal(DAMAGED)
        after = content[end:].lower()
        if any(sign.lower() in after for sign in SMUGGLED):
            raise Refusal(POLYGLOT)
        try:
            return _look_inside(opened(content), content, gate)
        except BROKEN:
            raise Refusal(DAMAGED) from None


def opened(stream):
    """A reader for who has no password. Raises Refusal where one is needed."""
    reader = PdfReader(stream)
    if reader.is_encrypted:
        try:
            is_open = reader.decrypt("")
        except (DependencyError, NotImplementedError):
            is_open = False
        if not is_open:
            raise Refusal(LOCKED)
    return reader


def _without_filling(stream, size):
    """The file up to its last byte that says something."""
    with mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ) as content:
        end = size
        while end > 0:
            start = max(0, end - FARTHEST_END)
            said = content[start:end].rstrip(FILLING)
            if said:
                end = start + len(said)
                break
            end = start
    if not end:
        raise Refusal(DAMAGED)
    return mmap.mmap(stream.fileno(), end, access=mmap.ACCESS_READ)


def _look_inside(reader, content, gate):
    pages = reader.root_object["/Pages"].get_object()
    if int(pages.get("/Count", 0)) < 1 or not reader.pages[0]:
        raise Refusal(DAMAGED)
    warnings = [RESTRICTED] if reader.is_encrypted else []
    warnings += pdfobjects.examine(reader, content, gate)
    first, is_all = _first_pages(pages)
    declared = int(pages["/Count"])
    number = len(first) if first and is_all else declared
    return warnings, number if number <= MOST_PAGES else None


def _first_pages(pages):
    """(page dictionaries, is that all) by a walk of our own: a tree that refers to itself ends
    at the limit."""
    found, waiting, seen = [], [pages], 0
    while waiting and seen < MOST_LOOKED_AT:
        node = _dictionary(waiting.pop())
        seen += 1
        if node.get("/Type") == "/Page":
            found.append(node)
        waiting.extend(_array(node.get("/Kids")))
    return found, not waiting


def _dictionary(value):
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _array(value):
    value = value.get_object() if value is not None else None
    return value if isinstance(value, ArrayObject) else ArrayObject()
