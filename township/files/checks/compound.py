"""Old Office and WPS files (OLE compound documents): which one, locked, with macros, whole?

Reads the directory of [MS-CFB] and of the main stream what tells its kind ([MS-DOC] FIB, [MS-PPT]
Current User), what its fields and formulas do, and what every stream carries.
"""

import io
import re
import struct
import zlib

from township.files.checks import BOMB, DAMAGED, LOCKED, MACRO, Refusal, oldsheet
from township.files.checks.ooxml import CONTROL, refuse_field
from township.files.checks.programs import CARRYING, refuse_start
from township.files.checks.sniffing import UNKNOWN, is_program_name

LARGEST_SECTOR = 0xFFFFFFFA
MINI_CUTOFF = 4096
MOST_ENTRIES = 20_000
MACRO_NAMES = {"_vba_project", "_vba_project_cur", "vba", "macros", "vbaproject"}
LOCKED_NAMES = {"encryptedpackage", "encryptioninfo", "encryptedsummary"}
CONTROL_NAMES = {"\x03ocxname", "\x03ocxdata"}
WRAPPED_FILE = "\x01ole10native"
# What begins so is a file of its own; a stream is named "package" or "contents" then.
FILES_INSIDE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"%PDF-", b"{\\rtf")
LABEL = re.compile(rb"[^\0]{1,255}(?=\0)")
# A field of Word that may start or fetch something, in texts of one and of two bytes a sign.
FIELD_KINDS = ("DDE", "INCLUDE", "IMPORT", "LINK", "HYPERLINK", "DATABASE", "RD")
_KINDS = "|".join(FIELD_KINDS).encode()
_WIDE_KINDS = "|".join(FIELD_KINDS).encode("utf-16-le").replace(b"|\0", b"|")
FIELD = re.compile(rb"\x13([\s\"]*(?:" + _KINDS + rb")[^\x13-\x15]{0,4000})", re.IGNORECASE)
WIDE_FIELD = re.compile(
    rb"\x13\0((?:[\s\"]\0)*(?:" + _WIDE_KINDS + rb")(?:[^\x13-\x15]\0|[^\0][^\0]){0,2000})",
    re.IGNORECASE,
)
SLIDES_OBJECT = re.compile(rb"[\0\x10]\0\x11\x10(....)", re.DOTALL)
MOST_OF_AN_OBJECT = 64 * 1024 * 1024
MAIN_STREAMS = {
    "worddocument": "application/msword",
    "workbook": "application/vnd.ms-excel",
    "book": "application/vnd.ms-excel",
    "powerpoint document": "application/vnd.ms-powerpoint",
}
FILEPASS, BOUNDSHEET, END_OF_RECORDS, MACRO_SHEET = 0x002F, 0x0085, 0x000A, 0x01
ENCRYPTED_PRESENTATION = 0xF3D1C4DF


def check(path, size, gate):
    """Media type of the document. Raises Refusal. `gate`: a check of (stream, name) for what is
    carried inside."""
    with open(path, "rb") as stream:
        name = _check_document(stream, size, gate)
    if name is None:
        raise Refusal(UNKNOWN)
    return MAIN_STREAMS[name]


def check_embedded(stream, size, gate):
    """An object inside another document: formulas and charts may stay, programs may not."""
    _check_document(stream, size, gate)


def _check_document(stream, size, gate):
    """The name of its main stream, None where it is an object of another kind."""
    try:
        document = _sound_document(stream, size)
        for name, first, length in document.streams:
            _check_stream(document, name, first, length, gate)
        for name in MAIN_STREAMS:
            if name in document.entries:
                _refuse_locked(document, name)
                _refuse_acting(document.read(name, size), name, gate)
                return name
    except (struct.error, IndexError):
        raise Refusal(DAMAGED) from None
    return None


def _check_stream(document, name, first, length, gate):
    beginning = document.read_at(first, length, 16)
    refuse_start(beginning)
    if name == WRAPPED_FILE:
        _check_wrapped(document.read_at(first, length, length), gate)
    elif beginning.startswith(FILES_INSIDE):
        gate(io.BytesIO(document.read_at(first, length, length)), "")


def _check_wrapped(raw, gate):
    """A file as "Packager" wraps it: its name, two paths, its bytes."""
    name, content = _unwrapped(raw)
    if content:
        gate(io.BytesIO(content), name)
    elif any(is_program_name(label.decode("latin-1")) for label in LABEL.findall(raw[:2048])):
        raise Refusal(CARRYING)


def _unwrapped(raw):
    """(name, content); ("", b"") where it is laid out otherwise."""
    try:
        name, _, rest = raw[6:].partition(b"\0")
        _, _, rest = rest.partition(b"\0")
        (length,) = struct.unpack_from("<I", rest, 4)
        (size,) = struct.unpack_from("<I", rest, 8 + length)
    except struct.error:
        return "", b""
    content = rest[12 + length : 12 + length + size]
    return name.decode("gb18030", "replace"), content if len(content) == size else b""


def _refuse_acting(content, name, gate):
    """What fields and formulas do, and what slides carry."""
    if name == "worddocument":
        for found in FIELD.finditer(content):
            refuse_field(found[1].decode("latin-1"))
        for found in WIDE_FIELD.finditer(content):
            refuse_field(found[1].decode("utf-16-le", "replace"))
    elif name == "powerpoint document":
        for found in SLIDES_OBJECT.finditer(content):
            _check_object_of_slides(content, found, gate)
    else:
        oldsheet.check(content)


def _check_object_of_slides(content, found, gate):
    """An object of slides [MS-PPT] 2.10.34: a compound file, mostly packed."""
    (length,) = struct.unpack("<I", found[1])
    body = content[found.end() : found.end() + length]
    if found[0][0]:
        try:
            unpacker = zlib.decompressobj()
            body = unpacker.decompress(body[4:], MOST_OF_AN_OBJECT)
        except zlib.error:
            return  # the same four bytes in a text
        if unpacker.unconsumed_tail:
            raise Refusal(BOMB)
    if body.startswith(b"\xd0\xcf\x11\xe0"):
        check_embedded(io.BytesIO(body), len(body), gate)


def main_stream(path, size):
    """The records of a workbook's main stream, within its limit; b"" for another document."""
    return next(streams_of(path, size, ("workbook", "book")), b"")


def streams_of(path, size, names):
    """The bytes of those of the streams that there are, by their names in small letters."""
    with open(path, "rb") as stream:
        document = _Compound(stream, size)
        for name in names:
            if name in document.entries:
                yield document.read(name, size)


def _sound_document(stream, size):
    document = _Compound(stream, size)
    if LOCKED_NAMES & document.entries.keys():
        raise Refusal(LOCKED)
    if MACRO_NAMES & document.entries.keys():
        raise Refusal(MACRO)
    if CONTROL_NAMES & document.entries.keys():
        raise Refusal(CONTROL)
    return document


def _refuse_locked(document, name):
    if name == "worddocument":
        header = document.read(name, 32)
        (identity,) = struct.unpack_from("<H", header, 0)
        (flags,) = struct.unpack_from("<H", header, 10)
        if identity not in (0xA5EC, 0xA5DC):
            raise Refusal(DAMAGED)
        if flags & 0x0100:
            raise Refusal(LOCKED)
    elif name == "powerpoint document":
        if "current user" not in document.entries:
            raise Refusal(DAMAGED)
        (token,) = struct.unpack_from("<I", document.read("current user", 16), 12)
        if token == ENCRYPTED_PRESENTATION:
            raise Refusal(LOCKED)
    else:
        _walk_workbook(document.read(name, 512 * 1024))


def _walk_workbook(records):
    at, first = 0, True
    while at + 4 <= len(records):
        kind, length = struct.unpack_from("<HH", records, at)
        if first and kind not in (0x0809, 0x0409, 0x0209, 0x0009):
            raise Refusal(DAMAGED)
        first = False
        if kind == FILEPASS:
            raise Refusal(LOCKED)
        if kind == BOUNDSHEET and length > 5 and records[at + 9] == MACRO_SHEET:
            raise Refusal(MACRO)
        if kind == END_OF_RECORDS:
            return
        at += 4 + length


class _Compound:
    """Directory of a compound file: lower-case entry name → (first sector, bytes)."""

    def __init__(self, stream, size):
        self.stream, self.size = stream, size
        header = stream.read(512)
        sector_power, mini_power = struct.unpack_from("<HH", header, 30)
        if sector_power not in (9, 12) or mini_power != 6:
            raise Refusal(DAMAGED)
        self.sector = 1 << sector_power
        self.most_sectors = size // self.sector + 1
        directory_start, _, _, mini_start = struct.unpack_from("<IIII", header, 48)
        self.table = self._allocation_table(header)
        self.entries, self.streams = {}, []
        self.mini_table, self.mini_stream = (), b""
        self._read_directory(directory_start)
        if mini_start <= LARGEST_SECTOR:
            self.mini_table = self._numbers(self._chain(mini_start, 64 * 1024 * 1024))

    def read(self, name, most):
        """First `most` bytes of a stream."""
        return self.read_at(*self.entries[name], most)

    def read_at(self, start, length, most):
        wanted = min(most, length)
        if length >= MINI_CUTOFF:
            return self._chain(start, wanted)[:wanted]
        pieces, sector = [], start
        while len(pieces) * 64 < wanted and sector < len(self.mini_table):
            pieces.append(self.mini_stream[sector * 64 : sector * 64 + 64])
            sector = self.mini_table[sector]
        return b"".join(pieces)[:wanted]

    def _allocation_table(self, header):
        places = list(struct.unpack_from("<109I", header, 76))
        further, count = struct.unpack_from("<II", header, 68)
        while further <= LARGEST_SECTOR and count > 0 and len(places) <= self.most_sectors:
            numbers = self._numbers(self._sector(further))
            places.extend(numbers[:-1])
            further, count = numbers[-1], count - 1
        used = [place for place in places if place <= LARGEST_SECTOR][: self.most_sectors]
        return self._numbers(b"".join(map(self._sector, used)))

    def _read_directory(self, start):
        raw = self._chain(start, MOST_ENTRIES * 128 + 1)
        if len(raw) > MOST_ENTRIES * 128:
            raise Refusal(BOMB)
        for at in range(0, len(raw) - 127, 128):
            name_length, kind = struct.unpack_from("<HB", raw, at + 64)
            if kind not in (1, 2, 5) or not 2 <= name_length <= 64:
                continue
            name = raw[at : at + name_length - 2].decode("utf-16-le", "replace").lower()
            first, length = struct.unpack_from("<II", raw, at + 116)
            if kind == 2 and length > self.size:
                raise Refusal(DAMAGED)
            if kind == 5:
                self.mini_stream = self._chain(first, min(length, self.size))
            else:
                self.entries[name] = (first, length)
                if kind == 2:
                    self.streams.append((name, first, length))

    def _chain(self, sector, most):
        pieces, seen = [], 0
        while sector <= LARGEST_SECTOR and seen * self.sector < most:
            if seen > self.most_sectors:
                raise Refusal(DAMAGED)
            pieces.append(self._sector(sector))
            seen += 1
            sector = self.table[sector]
        return b"".join(pieces)

    def _sector(self, number):
        self.stream.seek((number + 1) * self.sector)
        content = self.stream.read(self.sector)
        if not content:
            raise Refusal(DAMAGED)
        return content

    @staticmethod
    def _numbers(raw):
        return struct.unpack(f"<{len(raw) // 4}I", raw[: len(raw) // 4 * 4])
