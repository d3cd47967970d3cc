"""Which characters the fonts of the PDF can show.

PDF/A-2b forbids characters without a glyph and the typesetter then refuses the whole paper, so
what no font has (emoji, very rare characters) is written as the geta mark 〓, the usual sign in
print for a missing character. Variation selectors and joiners are dropped.
"""

import re
import struct
from functools import lru_cache

import pylopdf_fonts_zh_cn as fonts

MISSING = "〓"
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufe00-\ufe0f\ufeff\U000e0100-\U000e01ef]")
NOT_ASCII = re.compile(r"[^\x00-\x7e]")


@lru_cache(maxsize=1)
def _covered():
    return frozenset().union(*map(_characters, (fonts.serif_path(), fonts.sans_path())))


def _characters(path):
    """The code points of an OpenType file, from the format 12 subtable of its `cmap`."""
    content = path.read_bytes()

    def entries(kind, at, count):
        size = struct.calcsize(kind)
        return [struct.unpack_from(kind, content, at + size * index) for index in range(count)]

    (tables,) = struct.unpack_from(">H", content, 4)
    starts = {tag: start for tag, _, start, _ in entries(">4sIII", 12, tables)}
    cmap = starts[b"cmap"]
    (subtables,) = struct.unpack_from(">H", content, cmap + 2)
    offsets = [cmap + offset for _, _, offset in entries(">HHI", cmap + 4, subtables)]
    full = next(at for at in offsets if struct.unpack_from(">H", content, at) == (12,))
    (groups,) = struct.unpack_from(">I", content, full + 12)
    ranges = entries(">III", full + 16, groups)
    return {code for first, last, _ in ranges for code in range(first, last + 1)}


def showable(text):
    """The text with every character that the fonts lack replaced by 〓."""
    covered = _covered()
    return NOT_ASCII.sub(
        lambda match: match[0] if ord(match[0]) in covered else MISSING, INVISIBLE.sub("", text)
    )
