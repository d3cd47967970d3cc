"""Zip-based documents (OOXML, ODF, OFD): which one it is, and whether it is safe to keep.

Every entry is unpacked once, in pieces and under a ceiling, so that a lying header, a broken
checksum and a bomb all show. What the parts may say is the affair of ooxml.py, odf.py and ofd.py.
"""

import shutil
import tempfile
import zipfile
import zlib
from functools import partial
from itertools import pairwise

from township.files.checks import (
    BOMB,
    DAMAGED,
    LOCKED,
    MACRO,
    POLYGLOT,
    Refusal,
    compound,
    odf,
    ofd,
    ooxml,
)
from township.files.checks.formulas import ActingFormula
from township.files.checks.programs import CARRYING, Seeker, refuse_start
from township.files.checks.sniffing import ARCHIVE, PROGRAM, is_program_name
from township.files.checks.xmlparts import XmlPart

MB = 1024 * 1024
MOST_ENTRIES = 10_000
MOST_UNPACKED = 300 * MB
MOST_RATIO = 150
RATIO_COUNTS_FROM = 20 * MB
CHUNK = 256 * 1024
ZIP_START, COMPOUND_START = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"

XML_ENDINGS = (".xml", ".rels", ".vml")
LARGE_PART = 2 * MB


def check(path, size, gate):
    """Media type of the document. Raises Refusal. `size`: bytes on disk; `gate`: a check of
    (stream, name) for what is carried inside."""
    try:
        with zipfile.ZipFile(path) as package:
            entries = package.infolist()
            _refuse_shape(entries, size)
            names = {_plain(entry.filename): entry for entry in entries}
            media_type, family = _media_type(package, names)
            for entry in entries:
                try:
                    _read_entry(package, entry, family, gate)
                except ActingFormula as found:
                    sheet = found.sheet or ooxml.sheet_name(package, _plain(entry.filename))
                    raise ActingFormula(found.what, found.cell, sheet) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError):
        raise Refusal(DAMAGED) from None
    return media_type


def has_zip_behind(path):
    """Whether a readable zip hangs on the end of a file that is something else."""
    try:
        with zipfile.ZipFile(path) as package:
            return bool(package.infolist())
    except (zipfile.BadZipFile, ValueError, OSError):
        return False


def _refuse_shape(entries, size):
    names = [_plain(entry.filename) for entry in entries]
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if len(entries) > MOST_ENTRIES or unpacked > MOST_UNPACKED or packed > size:
        raise Refusal(BOMB)
    if unpacked > RATIO_COUNTS_FROM and unpacked > MOST_RATIO * size:
        raise Refusal(BOMB)
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise Refusal(LOCKED)
    if entries and min(entry.header_offset for entry in entries) != 0:
        raise Refusal(POLYGLOT)
    places = sorted((entry.header_offset, entry.compress_size) for entry in entries)
    for (start, length), (following, _) in pairwise(places):
        if start + length > following:
            raise Refusal(BOMB)
    if len(set(names)) != len(names):
        raise Refusal(DAMAGED)
    for name in names:
        lowered = name.lower()
        if ".." in name.split("/"):
            raise Refusal(DAMAGED)
        if "vbaproject" in lowered or "/macrosheets/" in lowered or lowered.startswith("basic/"):
            raise Refusal(MACRO)
        if is_program_name(lowered):
            raise Refusal(CARRYING)


def _media_type(package, names):
    """(media type, the module that knows what its parts must not say). Raises Refusal."""
    if "[Content_Types].xml" in names:
        declared = package.read(names["[Content_Types].xml"])
        return ooxml.media_type_of(_decoded(declared)), ooxml
    if "OFD.xml" in names:
        return ofd.media_type_of(names), ofd
    if "mimetype" in names and (declared := odf.media_type_of(package, names)):
        return declared, odf
    if "META-INF/MANIFEST.MF" in names or "AndroidManifest.xml" in names:
        raise Refusal(PROGRAM)
    raise Refusal(ARCHIVE)


def _decoded(xml):
    is_wide = xml[:2] in (b"\xff\xfe", b"\xfe\xff")
    return xml.decode("utf-16" if is_wide else "utf-8", "replace")


def _read_entry(package, entry, family, gate):
    name = _plain(entry.filename).lower()
    with package.open(entry) as stream:
        beginning = stream.read(16)
        if beginning.startswith((ZIP_START, COMPOUND_START)):
            _check_nested(beginning, stream, entry, gate)
            return
        refuse_start(beginning)
        part, is_sure, seeker = None, name.endswith(XML_ENDINGS), Seeker()
        if is_sure or beginning.lstrip(b"\xef\xbb\xbf\xff\xfe\0").startswith(b"<"):
            is_large = entry.file_size > LARGE_PART
            pieces = partial(_pieces, package, entry) if is_large else None
            watcher_of = partial(family.watcher_of, pieces=pieces)
            part = XmlPart(entry.file_size, watcher_of, is_sure=is_sure)
        chunk = beginning
        while chunk:
            seeker.feed(chunk)
            if part:
                part.feed(chunk)
            chunk = stream.read(CHUNK)
        if part:
            part.feed(b"", is_last=True)


def _pieces(package, entry):
    """The same part once more, as bytes."""
    with package.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _plain(name):
    """As the document's own parts name each other: some writers begin with a slash."""
    return name.replace("\\", "/").removeprefix("./").lstrip("/")


def _check_nested(beginning, stream, entry, gate):
    with tempfile.TemporaryFile() as nested:
        nested.write(beginning)
        shutil.copyfileobj(stream, nested, CHUNK)
        nested.seek(0)
        if beginning.startswith(COMPOUND_START):
            compound.check_embedded(nested, entry.file_size, gate)
        else:
            gate(nested, _plain(entry.filename).rpartition("/")[2])
