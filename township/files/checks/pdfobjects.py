"""Every object of a PDF in turn: does any run, send, call elsewhere or carry a program?

Objects are taken from the table of all objects, not from where such things usually stand, so a
script counts wherever it hangs (ISO 32000-1, 12.6 actions, 7.11 file specifications).
"""

import io

from pypdf.errors import PyPdfError
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    IndirectObject,
    NullObject,
    StreamObject,
)

from township.files.checks import BOMB, Refusal
from township.files.checks.places import is_link, is_remote

SCRIPTED = "里有会自动运行的程序，请用“打印成PDF”另存一份后再上传"
REACHING_OUT = "会自己连到别处（外部文件、网址或提交表单），请用“打印成PDF”另存一份后再上传"
ATTACHED = "PDF里带有附件，附件不单独归档"

SENDING_ACTIONS = {"/SubmitForm", "/ImportData"}
# What must not happen by itself on opening, closing or turning a page.
ASKED_ACTIONS = {"/GoToR", "/GoToE", "/URI", "/RichMediaExecute"} | SENDING_ACTIONS
PLACES = ("/F", "/UF", "/DOS", "/Mac", "/Unix", "/URI", "/Base")
RAW_SIGNS = (b"/JavaScript", b"/JS", b"/Launch")
LONGEST_CHAIN = 50
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError)


def examine(reader, content, gate):
    """Warnings as phrases; Refusal at the first object that does harm. `content`: all bytes;
    `gate`: a check of (stream, name) for what is attached."""
    warnings, is_doubtful = set(), False
    for number, generation in _numbers(reader):
        try:
            value = reader.get_object(IndirectObject(number, generation, reader))
        except BROKEN:
            is_doubtful = True
            continue
        for dictionary in _dictionaries(value):
            warnings |= _examine(dictionary, gate)
        if isinstance(value, StreamObject) and value.get("/Type") != "/ObjStm":
            # A scan of two hundred megabytes would stay in memory whole.
            reader.resolved_objects.pop((generation, number), None)
    # What this library cannot read another one might.
    if is_doubtful and any(content.find(sign) >= 0 for sign in RAW_SIGNS):
        raise Refusal(SCRIPTED)
    return sorted(warnings)


def _numbers(reader):
    for generation, entries in reader.xref.items():
        for number in list(entries):
            yield number, generation
    for number in list(reader.xref_objStm):
        yield number, 0


def _dictionaries(value):
    """The dictionaries that stand directly in an object; what it refers to has its own turn."""
    waiting = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, DictionaryObject):
            yield current
            waiting.extend(current.values())
        elif isinstance(current, ArrayObject):
            waiting.extend(current)


def _examine(one, gate):
    if _is_program(one) or _says(one.get("/XFA")):
        raise Refusal(SCRIPTED)
    if one.get("/S") in SENDING_ACTIONS:
        raise Refusal(REACHING_OUT)
    for trigger in (one.get("/OpenAction"), *_values(one.get("/AA"))):
        _refuse_unasked(trigger)
    _refuse_elsewhere(one)
    return {ATTACHED} if _carries(one, gate) else set()


def _is_program(one):
    """An empty script, as some producers leave behind, is none."""
    action, script = one.get("/S"), _resolved(one.get("/JS"))
    if action == "/Launch":
        return True
    may_hold = action in ("/JavaScript", "/Rendition") or isinstance(script, str | bytes)
    return may_hold and _says(script)


def _says(value):
    """Whether a value holds anything: a script, a form, a list."""
    value = _resolved(value)
    if isinstance(value, StreamObject):
        return bool(_beginning(value).strip())
    if isinstance(value, str | bytes):
        return bool(value.strip())
    return bool(value)


def _refuse_unasked(action):
    """What happens without a click may only move within the document."""
    waiting, seen = [action], 0
    while waiting and seen < LONGEST_CHAIN:
        seen += 1
        current = _resolved(waiting.pop())
        if isinstance(current, ArrayObject):
            waiting.extend(current[:LONGEST_CHAIN])
        elif isinstance(current, DictionaryObject):
            if current.get("/S") in ASKED_ACTIONS:
                raise Refusal(REACHING_OUT)
            waiting.append(current.get("/Next"))


def _refuse_elsewhere(one):
    """A place on a server, which a viewer may ask unbidden; links for the reader may stay."""
    for key in PLACES:
        place = _resolved(one.get(key))
        if not isinstance(place, str | bytes):
            continue
        place = place.decode("latin-1") if isinstance(place, bytes) else str(place)
        is_kept = key in ("/URI", "/Base") and is_link(place)
        if is_remote(place) and not is_kept:
            raise Refusal(REACHING_OUT)


def _carries(one, gate):
    """Whether a file specification holds a file. Raises Refusal where it would not be taken."""
    files = _resolved(one.get("/EF"))
    if not isinstance(files, DictionaryObject):
        return False
    names = [_resolved(one.get(key)) for key in ("/UF", "/F", "/DOS", "/Unix", "/Mac")]
    names = [str(name).rstrip(" .\0") for name in names if isinstance(name, str | bytes)]
    for file in {id(file): file for file in map(_resolved, files.values())}.values():
        content = _content(file) if isinstance(file, StreamObject) else b""
        for name in (dict.fromkeys(names) or [""]) if content else ():
            gate(io.BytesIO(content), name)
    return True


def _content(stream):
    try:
        return stream.get_data()
    except PyPdfError:
        raise Refusal(BOMB) from None


def _beginning(stream):
    return _content(stream)[:4096]


def _values(dictionary):
    dictionary = _resolved(dictionary)
    return dictionary.values() if isinstance(dictionary, DictionaryObject) else ()


def _resolved(value):
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return None if isinstance(value, NullObject) else value
