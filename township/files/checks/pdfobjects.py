"""Every object of a PDF in turn: does any run, send, call elsewhere or carry a program?

Objects are taken from the table of all objects, not from where such things usually stand, so a
script counts wherever it hangs (ISO 32000-1, 12.6 actions, 7.11 file specifications).
"""

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
from township.files.checks.sniffing import MACRO_FORMAT, PROGRAM, REFUSED_ENDINGS, WEB_PAGE

SCRIPTED = "里有会自动运行的程序，请用“打印成PDF”另存一份后再上传"
REACHING_OUT = "会自己连到别处（外部文件、网址或提交表单），请用“打印成PDF”另存一份后再上传"
CARRYING = "附带了程序文件，为安全起见没有收下"
ATTACHED = "PDF里带有附件，附件不单独归档"

SENDING_ACTIONS = {"/SubmitForm", "/ImportData"}
# What must not happen by itself on opening, closing or turning a page.
ASKED_ACTIONS = {"/GoToR", "/GoToE", "/URI", "/RichMediaExecute"} | SENDING_ACTIONS
PLACES = ("/F", "/UF", "/DOS", "/Mac", "/Unix", "/URI", "/Base")
HARMFUL_ENDINGS = {
    ending
    for ending, phrase in REFUSED_ENDINGS.items()
    if phrase in (PROGRAM, WEB_PAGE, MACRO_FORMAT)
} | {".pif", ".cpl", ".reg", ".scf", ".url", ".application", ".gadget", ".vb", ".ws", ".msc"}
PROGRAM_STARTS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xcf\xfa\xed\xfe",
    b"L\0\0\0\1\x14\2",
)
RAW_SIGNS = (b"/JavaScript", b"/JS", b"/Launch")
LONGEST_CHAIN = 50
BROKEN = (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError)


def examine(reader, content):
    """Warnings as phrases; Refusal at the first object that does harm. `content`: all bytes."""
    warnings, is_doubtful = set(), False
    for number, generation in _numbers(reader):
        try:
            value = reader.get_object(IndirectObject(number, generation, reader))
        except BROKEN:
            is_doubtful = True
            continue
        for dictionary in _dictionaries(value):
            warnings |= _examine(dictionary)
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


def _examine(one):
    if _is_program(one) or _says(one.get("/XFA")):
        raise Refusal(SCRIPTED)
    if one.get("/S") in SENDING_ACTIONS:
        raise Refusal(REACHING_OUT)
    for trigger in (one.get("/OpenAction"), *_values(one.get("/AA"))):
        _refuse_unasked(trigger)
    _refuse_elsewhere(one)
    return {ATTACHED} if _carries(one) else set()


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


def _carries(one):
    """Whether a file specification holds a file. Raises Refusal for a program."""
    files = _resolved(one.get("/EF"))
    if not isinstance(files, DictionaryObject):
        return False
    names = [_resolved(one.get(key)) for key in ("/UF", "/F", "/DOS", "/Unix", "/Mac", "/Desc")]
    for name in names:
        ending = "." + str(name).rstrip(" .\0").lower().rpartition(".")[2]
        if ending in HARMFUL_ENDINGS:
            raise Refusal(CARRYING)
    for file in files.values():
        file = _resolved(file)
        if isinstance(file, StreamObject) and _beginning(file).startswith(PROGRAM_STARTS):
            raise Refusal(CARRYING)
    return True


def _beginning(stream):
    try:
        return stream.get_data()[:4096]
    except PyPdfError:
        raise Refusal(BOMB) from None


def _values(dictionary):
    dictionary = _resolved(dictionary)
    return dictionary.values() if isinstance(dictionary, DictionaryObject) else ()


def _resolved(value):
    value = value.get_object() if isinstance(value, IndirectObject) else value
    return None if isinstance(value, NullObject) else value
