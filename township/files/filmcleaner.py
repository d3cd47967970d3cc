"""Child process: a film or recording without what tells where and with what it was made.

`python -m township.files.filmcleaner path target`. The boxes that hold descriptions (udta, meta,
uuid; ISO 14496-12, QuickTime) become free space of the same length, so every other byte, and every
place named in the file, stays.
"""

import shutil
import struct
import sys

from township.files.limits import OUT_OF_MEMORY, limit_self

DESCRIBING = (b"udta", b"meta", b"uuid")
HOLDING = (b"moov", b"trak", b"mdia", b"minf", b"moof", b"traf")
MOST_BOXES = 200_000


def clean(path, target):
    shutil.copyfile(path, target)
    with open(target, "r+b") as stream:
        size = stream.seek(0, 2)
        waiting, seen = [(0, size)], 0
        while waiting:
            at, end = waiting.pop()
            while at + 8 <= end:
                seen += 1
                length, header, kind = _box(stream, at, end)
                if length < header or at + length > end or seen > MOST_BOXES:
                    raise ValueError("broken boxes")
                if kind in DESCRIBING:
                    _empty(stream, at, header, length)
                elif kind in HOLDING:
                    waiting.append((at + header, at + length))
                at += length


def _box(stream, at, end):
    stream.seek(at)
    start = stream.read(16)
    length, kind = struct.unpack(">I4s", start[:8])
    if length == 1 and len(start) == 16:
        return struct.unpack(">Q", start[8:])[0], 16, kind
    return (length or end - at), 8, kind


def _empty(stream, at, header, length):
    stream.seek(at + 4)
    stream.write(b"free")
    stream.seek(at + header)
    rest = length - header
    while rest:
        rest -= stream.write(bytes(min(rest, 1024 * 1024)))


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=20, memory_mb=256, output_mb=256)
    try:
        clean(sys.argv[1], sys.argv[2])
    except MemoryError:
        sys.exit(OUT_OF_MEMORY)
