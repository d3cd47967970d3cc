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


def folder():
    """The folder that holds the font files."""
    return fonts.serif_path().parent


@lru_cache(maxsize=1)
def _covered():
    return frozenset().union(*map(_characters, (fonts.serif_path(), fonts.sans_path())))


def _characters(path):
    """The code points of an OpenType file, from the format 12 subtable of its `cmap`."""
    content = path.read_bytes()
    tables = struct.unpack_from(">H", content, 4)[0]
    for index in range(tables):
        tag, _, start, _ = struct.unpack_from(">4sIII", content, 12 + 16 * index)
        if tag == b"cmap":
            break
    for index in range(struct.unpack_from(">H", content, start + 2)[0]):
        offset = start + struct.unpack_from(">HHI", content, start + 4 + 8 * index)[2]
        if struct.unpack_from(">H", content, offset)[0] == 12:
            groups = struct.unpack_from(">I", content, offset + 12)[0]
            found = set()
            for group in range(groups):
                first, last, _ = struct.unpack_from(">III", content, offset + 16 + 12 * group)
                found.update(range(first, last + 1))
            return found
    raise ValueError(f"{path.name} has no usable cmap table")


def showable(text):
    """The text with every character that the fonts lack replaced by 〓."""
    covered = _covered()
    return NOT_ASCII.sub(
        lambda match: match[0] if ord(match[0]) in covered else MISSING, INVISIBLE.sub("", text)
    )
