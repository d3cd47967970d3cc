"""Sound, film and HEIC: the boxes or frames are there and reach to the end of the file."""

import struct

from township.files.checks import BOMB, DAMAGED, Refusal

MOST_PIXELS = 120_000_000
# A film recorded in pieces of a second has two boxes for each; a day of it is no evidence.
MOST_BOXES = 20_000


def check_boxes(path, size, needed):
    """ISO 14496-12 files: top-level boxes fill the file and `needed` (b"moov"/b"meta") is there."""
    found = {}
    with open(path, "rb") as stream:
        at = boxes = 0
        while at < size:
            stream.seek(at)
            header = stream.read(16)
            length, kind = _box(header, size - at)
            if length < 8 or at + length > size:
                raise Refusal(DAMAGED)
            boxes += 1
            if boxes > MOST_BOXES:
                raise Refusal(BOMB)
            found.setdefault(kind, (at, length))
            at += length
        if needed not in found:
            raise Refusal(DAMAGED)
        if needed == b"meta":
            _refuse_huge_picture(stream, *found[b"meta"])


def check_mp3(path, size):
    with open(path, "rb") as stream:
        head = stream.read(10)
        at = 0
        if head[:3] == b"ID3":
            pairs = zip(head[6:10], (21, 14, 7, 0), strict=False)
            at = 10 + sum((byte & 0x7F) << shift for byte, shift in pairs)
        stream.seek(at)
        beginning = stream.read(8192).lstrip(b"\x00")
    is_frame = len(beginning) > 3 and beginning[0] == 0xFF and beginning[1] & 0xE0 == 0xE0
    if at >= size or not is_frame:
        raise Refusal(DAMAGED)


def check_wav(path, size):
    with open(path, "rb") as stream:
        head = stream.read(4096)
    (declared,) = struct.unpack_from("<I", head, 4)
    # A recorder that was switched off writes 0 or the largest number: players accept that.
    if b"fmt " not in head or (declared not in (0, 0xFFFFFFFF) and declared + 8 > size + 1):
        raise Refusal(DAMAGED)


def _box(header, rest):
    if len(header) < 8:
        return 0, b""
    length, kind = struct.unpack(">I4s", header[:8])
    if length == 1 and len(header) == 16:
        (length,) = struct.unpack(">Q", header[8:])
    return (rest if length == 0 else length), kind


def _refuse_huge_picture(stream, at, length):
    stream.seek(at)
    meta = stream.read(min(length, 1024 * 1024))
    place = meta.find(b"ispe")
    while place != -1:
        sizes = meta[place + 8 : place + 16]
        if len(sizes) == 8:
            width, height = struct.unpack(">II", sizes)
            if width * height > MOST_PIXELS:
                raise Refusal(BOMB)
        place = meta.find(b"ispe", place + 4)
