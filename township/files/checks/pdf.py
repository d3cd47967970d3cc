"""PDF: whole, open to everybody, no program inside and no other file wrapped around it.

PDF/A (the preservation format) forbids encryption, scripts and launch actions; so do we.
"""

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from township.files.checks import DAMAGED, LOCKED, POLYGLOT, Refusal

TAIL = 64 * 1024
PROGRAM_ACTIONS = {"/JavaScript", "/Launch"}
SMUGGLED = (b"PK\x03\x04", b"<script", b"<html", b"<?php", b"MZ\x90")
HARMFUL_ENDINGS = (".exe", ".dll", ".bat", ".cmd", ".js", ".vbs", ".ps1", ".scr", ".docm", ".xlsm")
SCRIPTED = "里有会自动运行的程序，请用“打印成PDF”另存一份后再上传"
MOST_LOOKED_AT = 2000
MOST_PAGES = 20_000
LOOKING_BACK = ("/D", "/P", "/Parent")  # links to pages, not to further actions


def check(path, size):
    """(warnings as phrases, number of pages or None). `size` in bytes."""
    with open(path, "rb") as stream:
        stream.seek(max(0, size - TAIL))
        before, mark, after = stream.read().rpartition(b"%%EOF")
        if not mark or b"startxref" not in before[-4096:]:
            raise Refusal(DAMAGED)
        if any(sign in after for sign in SMUGGLED):
            raise Refusal(POLYGLOT)
        stream.seek(0)
        try:
            return _look_inside(PdfReader(stream))
        except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError):
            # pypdf raises any of these on broken objects.
            raise Refusal(DAMAGED) from None


def _look_inside(reader):
    if reader.is_encrypted:
        raise Refusal(LOCKED)
    root = reader.root_object
    pages = root["/Pages"].get_object()
    if int(pages.get("/Count", 0)) < 1 or not reader.pages[0]:
        raise Refusal(DAMAGED)
    names = _dictionary(root.get("/Names"))
    if "/JavaScript" in names:
        raise Refusal(SCRIPTED)
    _refuse_actions(root.get("/OpenAction"))
    _refuse_actions(root.get("/AA"))
    first, is_all = _first_pages(pages)
    for page in first:
        _refuse_actions(page.get("/AA"))
        for note in _array(page.get("/Annots")):
            _refuse_actions(_dictionary(note).get("/A"))
    warnings = _attachments(_dictionary(names.get("/EmbeddedFiles")))
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


def _refuse_actions(action):
    waiting, seen = [action], 0
    while waiting and seen < 50:
        seen += 1
        current = _dictionary(waiting.pop())
        if current.get("/S") in PROGRAM_ACTIONS or "/JS" in current:
            raise Refusal(SCRIPTED)
        waiting.extend(value for key, value in current.items() if key not in LOOKING_BACK)


def _attachments(tree):
    titles = [str(title) for title in _array(tree.get("/Names"))[::2]]
    if any(title.lower().endswith(HARMFUL_ENDINGS) for title in titles):
        raise Refusal("附带了程序文件，为安全起见没有收下")
    return ["PDF里带有附件，附件不单独归档"] if titles else []


def _dictionary(value):
    value = value.get_object() if value is not None else None
    return value if isinstance(value, DictionaryObject) else DictionaryObject()


def _array(value):
    value = value.get_object() if value is not None else None
    return value if isinstance(value, ArrayObject) else ArrayObject()
