"""Old Office and WPS files (OLE compound documents): which one, locked, with macros, whole?

Reads the directory of [MS-CFB] and the first bytes of the main stream ([MS-DOC] FIB,
[MS-XLS] records, [MS-PPT] Current User); nothing more of the format is needed here.
"""

import struct

from township.files.checks import DAMAGED, LOCKED, MACRO, Refusal
from township.files.checks.sniffing import UNKNOWN

END_OF_CHAIN = 0xFFFFFFFE
LARGEST_SECTOR = 0xFFFFFFFA
MINI_CUTOFF = 4096
MOST_ENTRIES = 20_000
MACRO_NAMES = {"_vba_project", "_vba_project_cur", "vba", "macros", "vbaproject"}
LOCKED_NAMES = {"encryptedpackage", "encryptioninfo", "encryptedsummary"}
WRAPPED_FILE = "\x01ole10native"
PROGRAM_ENDINGS = (b".exe", b".bat", b".cmd", b".vbs", b".js\x00", b".ps1", b".scr", b".lnk")
MAIN_STREAMS = {
    "worddocument": "application/msword",
    "workbook": "application/vnd.ms-excel",
    "book": "application/vnd.ms-excel",
    "powerpoint document": "application/vnd.ms-powerpoint",
}
FILEPASS, BOUNDSHEET, END_OF_RECORDS, MACRO_SHEET = 0x002F, 0x0085, 0x000A, 0x01
ENCRYPTED_PRESENTATION = 0xF3D1C4DF


def check(path, size):
    """Media type of the document. Raises Refusal."""
    try:
        with open(path, "rb") as stream:
            document = _sound_document(stream, size)
            for name, media_type in MAIN_STREAMS.items():
                if name in document.entries:
                    _refuse_locked(document, name)
                    return media_type
    except (struct.error, IndexError):
        raise Refusal(DAMAGED) from None
    raise Refusal(UNKNOWN)


def check_embedded(stream, size):
    """An object inside another document: formulas and charts may stay, programs may not."""
    try:
        document = _sound_document(stream, size)
        if WRAPPED_FILE in document.entries:
            label = document.read(WRAPPED_FILE, 2048).lower()
            if any(ending in label for ending in PROGRAM_ENDINGS):
                raise Refusal("里面夹带了程序文件，为安全起见没有收下")
    except (struct.error, IndexError):
        raise Refusal(DAMAGED) from None


def main_stream(path, size):
    """The records of a workbook's main stream, within its limit; b"" for another document."""
    with open(path, "rb") as stream:
        document = _Compound(stream, size)
        for name in ("workbook", "book"):
            if name in document.entries:
                return document.read(name, size)
    return b""


def _sound_document(stream, size):
    document = _Compound(stream, size)
    if LOCKED_NAMES & document.entries.keys():
        raise Refusal(LOCKED)
    if MACRO_NAMES & document.entries.keys():
        raise Refusal(MACRO)
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
        self.entries = {}
        self.mini_table, self.mini_stream = (), b""
        self._read_directory(directory_start)
        if mini_start <= LARGEST_SECTOR:
            self.mini_table = self._numbers(self._chain(mini_start, 64 * 1024 * 1024))

    def read(self, name, most):
        """First `most` bytes of a stream."""
        start, length = self.entries[name]
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
        raw = self._chain(start, MOST_ENTRIES * 128)
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
