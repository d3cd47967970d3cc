"""Child process: what is written beside the cells of a workbook: remarks (批注), text boxes, heads
and feet of pages, and the properties of the file.

Parts of an .xlsx or .ods are known by what they begin with, since any name may be theirs. In an
.xls, text of TXO stands in the record behind ([MS-XLS] 2.4.329), properties in streams of their own
([MS-OLEPS]).
"""

import os
import re
import struct
import zipfile
from html import unescape

MAIN = re.compile(
    rb"<(\w+:)?(comments|ThreadedComments|wsDr|document-content|document-styles|document-meta"
    rb"|coreProperties|Properties)[\s>]"
)
NOTES = {"comment", "threadedComment", "annotation", "txBody", "text-box"}
HEADS = {f"{where}{page}" for where in ("header", "footer") for page in ("", "-left", "-first")}
# Of what a program says of the file itself: its titles of parts are the names of the sheets.
PROPERTIES = {"title", "subject", "creator", "initial-creator", "lastModifiedBy", "description"}
PROPERTIES |= {"keyword", "keywords", "category", "Company", "Manager", "lpwstr", "user-defined"}
SAID = NOTES | HEADS | PROPERTIES
PAGE = re.compile(rb"<(\w+:)?(worksheet|chartsheet)[\s>]")
HEAD_OF_PAGE = re.compile(r"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)\b[^>]*>([^<]+)<")
# &L, &C and &R begin a place; &"宋体,常规", &12, &K000000, &P and the like say how it looks.
PLACE = re.compile(r"&[LCR]")
LOOK = re.compile(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d{1,2}|.)')
STARTS, MOST_BYTES, MOST_NOTES = 2000, 60 * 1024 * 1024, 5000
TXO, CONTINUE, HEADER, FOOTER = 0x01B6, 0x003C, 0x0014, 0x0015
SUMMARIES = ("\x05summaryinformation", "\x05documentsummaryinformation")
CODE_PAGE, NARROW, WIDE, CHINESE, MOST_PROPERTIES = 1, 0x1E, 0x1F, 936, 500
WIDTHS = {NARROW: 1, WIDE: 2}
TABLES = {CHINESE: "gb18030", 54936: "gb18030", 1200: "utf-16-le"}


def notes_of(path):
    """What stands beside the cells of a workbook as texts, in their order."""
    if zipfile.is_zipfile(path):
        return _of_package(path)
    with open(path, "rb") as stream:
        is_compound = stream.read(4) == b"\xd0\xcf\x11\xe0"
    return [*_of_records(path), *_of_summaries(path)] if is_compound else []


def _of_package(path):
    notes = []
    with zipfile.ZipFile(path) as package:
        for about in package.infolist():
            if not about.filename.lower().endswith(".xml") or about.file_size > MOST_BYTES:
                continue
            with package.open(about) as stream:
                start = stream.read(STARTS).replace(b"\x00", b"")
            if MAIN.search(start):
                with package.open(about) as stream:
                    notes += _of_part(stream)
            elif PAGE.search(start):
                notes += _of_page(package.read(about))
    return notes[:MOST_NOTES]


def _of_part(stream):
    from defusedxml.ElementTree import iterparse

    for _, element in iterparse(stream, forbid_dtd=True):
        if element.tag.rpartition("}")[2] in SAID:
            said = "\n".join(filter(str.strip, element.itertext()))
            if said:
                yield said


def _of_page(content):
    """Not as XML: the cells before it would take long."""
    is_wide = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    text = content.decode("utf-16" if is_wide else "utf-8", "replace")
    return [_plain(unescape(head)) for head in HEAD_OF_PAGE.findall(text)]


def _plain(head):
    """The words of a head or foot without the marks of their place and look."""
    return LOOK.sub("", PLACE.sub("\n", head)).strip()


def _of_records(path):
    from township.files.checks.compound import main_stream

    content, at, is_next = main_stream(path, os.path.getsize(path)), 0, False
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        data = content[at + 4 : at + 4 + length]
        if is_next and kind == CONTINUE and data:
            yield _signs(data[0], data[1:])
        if kind in (HEADER, FOOTER) and len(data) > 3:
            yield _plain(_signs(data[2], data[3:]))
        is_next = kind == TXO
        at += 4 + length


def _signs(flag, data):
    return data.decode("utf-16-le" if flag & 1 else "latin-1", "replace")


def _of_summaries(path):
    from township.files.checks.compound import streams_of

    for content in streams_of(path, os.path.getsize(path), SUMMARIES):
        try:
            yield from _of_sets(content)
        except struct.error:
            continue


def _of_sets(content):
    """The texts among the typed values; lists of texts, names of sheets, are none."""
    (sets,) = struct.unpack_from("<I", content, 24)
    for number in range(min(sets, 2)):
        (start,) = struct.unpack_from("<I", content, 44 + number * 20)
        places = dict(_places(content, start))
        table = CHINESE
        if CODE_PAGE in places:
            (table,) = struct.unpack_from("<H", content, places[CODE_PAGE] + 4)
        for place in places.values():
            kind, length = struct.unpack_from("<II", content, place)
            if kind in WIDTHS:
                raw = content[place + 8 : place + 8 + length * WIDTHS[kind]]
                encoding = "utf-16-le" if kind == WIDE else TABLES.get(table, "utf-8")
                yield raw.decode(encoding, "replace").strip("\0")


def _places(content, start):
    """(number of a property, where its value stands)."""
    (count,) = struct.unpack_from("<I", content, start + 4)
    for at in range(min(count, MOST_PROPERTIES)):
        number, place = struct.unpack_from("<II", content, start + 8 + at * 8)
        yield number, start + place
