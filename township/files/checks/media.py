"""Sound, film and HEIC: the boxes or frames are there and reach to the end of the file."""

import struct

from township.files.checks import BOMB, DAMAGED, Refusal

AMR_LINES = (b"#!AMR", b"#!AMR-WB", b"#!AMR_MC1.0", b"#!AMR-WB_MC1.0")
MOST_DESCRIBED = 16 * 1024 * 1024
MOST_PIXELS = 120_000_000
# A film recorded in pieces of a second has two boxes for each; a day of it is no evidence.
MOST_BOXES = 20_000


def check(path, size, found, claimed):
    """The media type of what `sniffing` found to be `found`. Raises Refusal.

    `claimed`: the Kind its ending speaks of, which decides where the content leaves it open.
    """
    if found in ("video/mp4", "audio/mp4"):
        return _film_or_sound(path, size, found, claimed)
    checks = {
        "audio/mpeg": _check_mp3,
        "audio/wav": _check_wav,
        "audio/aac": _check_aac,
        "audio/amr": _check_amr,
    }
    return checks[found](path, size) or found


def _film_or_sound(path, size, found, claimed):
    """Recorders write sound into the same container as films: the tracks tell."""
    at, length = check_boxes(path, size, b"moov")
    with open(path, "rb") as stream:
        stream.seek(at)
        tracks = _track_kinds(stream.read(min(length, MOST_DESCRIBED)))
    if b"vide" in tracks:
        return "video/mp4"
    is_called_sound = claimed is not None and claimed.media_type == "audio/mp4"
    return "audio/mp4" if b"soun" in tracks or is_called_sound else found


def _track_kinds(described):
    """The handlers named within a moov box: vide, soun …"""
    place, kinds = described.find(b"hdlr"), set()
    while place != -1:
        kinds.add(described[place + 12 : place + 16])
        place = described.find(b"hdlr", place + 4)
    return kinds


def check_boxes(path, size, needed):
    """Place and length of the box `needed` (b"moov", b"meta") of an ISO 14496-12 file.

    Its top-level boxes must fill the file. Raises Refusal.
    """
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
    return found[needed]


def _check_mp3(path, size):
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
    return "audio/aac" if _is_adts(beginning) else None


def _check_aac(path, size):
    """Frames of ISO 13818-7 (ADTS), as many phones write them."""
    with open(path, "rb") as stream:
        head = stream.read(7)
    if size < 8 or not _is_adts(head) or head[2] >> 2 & 0xF > 12:
        raise Refusal(DAMAGED)


def _is_adts(frame):
    return frame[0] == 0xFF and frame[1] & 0xF6 == 0xF0


def _check_amr(path, size):
    """RFC 4867, section 5: a magic line, then frames whose padding bits are zero."""
    with open(path, "rb") as stream:
        line, _, frames = stream.read(64).partition(b"\n")
    if line not in AMR_LINES or not frames or frames[0] & 0x83:
        raise Refusal(DAMAGED)


def _check_wav(path, size):
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
