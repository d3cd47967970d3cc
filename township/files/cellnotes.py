"""Child process: what is written beside the cells of a workbook: remarks (批注) and text boxes.

Parts of an .xlsx with remarks or boxes are known by what they begin with, since any name may be
theirs; those of an .ods by their elements; those of an .xls by TXO, whose text stands in the record
behind ([MS-XLS] 2.4.329).
"""

import os
import re
import struct
import zipfile

MAIN = re.compile(rb"<(\w+:)?(comments|ThreadedComments|wsDr|document-content)[\s>]")
REMARKS = ("comment", "threadedComment", "annotation", "txBody", "text-box")
STARTS, MOST_BYTES, MOST_NOTES = 2000, 60 * 1024 * 1024, 5000
TXO, CONTINUE = 0x01B6, 0x003C


def notes_of(path):
    """The remarks of a workbook as texts, in their order."""
    if zipfile.is_zipfile(path):
        return _of_package(path)
    with open(path, "rb") as stream:
        is_compound = stream.read(4) == b"\xd0\xcf\x11\xe0"
    return list(_of_records(path)) if is_compound else []


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
    return notes[:MOST_NOTES]


def _of_part(stream):
    from defusedxml.ElementTree import iterparse

    for _, element in iterparse(stream, forbid_dtd=True):
        if element.tag.rpartition("}")[2] in REMARKS:
            yield "\n".join(filter(str.strip, element.itertext()))


def _of_records(path):
    from township.files.checks.compound import main_stream

    content, at, is_next = main_stream(path, os.path.getsize(path)), 0, False
    while at + 4 <= len(content):
        kind, length = struct.unpack_from("<HH", content, at)
        data = content[at + 4 : at + 4 + length]
        if is_next and kind == CONTINUE and data:
            yield data[1:].decode("utf-16-le" if data[0] & 1 else "latin-1", "replace")
        is_next = kind == TXO
        at += 4 + length
