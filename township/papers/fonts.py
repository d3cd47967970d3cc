"""The fonts of the PDF: those in the site's folder of fonts, else the free ones that come along.

GB/T 9704 asks for 仿宋, 小标宋, 黑体 and 楷体, which nobody may hand on. An office that holds them
puts the files into FONTS_DIR. What a face lacks is looked for in all other fonts that are there.
"""

import mmap
import struct
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from township.papers.typesetting import fonts_of

SERIF, SANS = "Noto Serif SC", "Noto Sans SC"
# Faces by use, as the fonts themselves are named, the wanted ones first.
WANTED = {
    "body": ("FangSong_GB2312", "仿宋_GB2312", "FangSong", "仿宋", "STFangsong", "FZFangSong-Z02S"),
    "strong": ("SimHei", "黑体", "FZHei-B01S", "STHeiti"),
    "kai": ("KaiTi_GB2312", "楷体_GB2312", "KaiTi", "楷体", "STKaiti", "FZKai-Z03S"),
    "title": ("FZXiaoBiaoSong-B05S", "方正小标宋简体", "FZXiaoBiaoSong-B05", "STZhongsong"),
    "folio": ("SimSun", "宋体", "STSong"),
}
FREE = {"strong": (SANS, SERIF)}


def folder():
    """The site's folder of fonts as text, "" where there is none."""
    path = Path(settings.FONTS_DIR)
    return str(path) if path.is_dir() else ""


def faces():
    """{use: names of fonts that are there, the best first}."""
    return {use: chosen(use, _families(folder())) for use in WANTED}


def chosen(use, there):
    """Names for one use among the families that are there; free ones stand behind."""
    found = [name for name in WANTED[use] if name in there]
    return [*found, *FREE.get(use, (SERIF, SANS))]


def covered():
    """The characters that some font can show (a frozenset of code points)."""
    return _covered(folder())


@lru_cache(maxsize=2)
def _families(path):
    return frozenset(fonts_of(path).families())


@lru_cache(maxsize=2)
def _covered(path):
    found = set()
    for info in fonts_of(path).fonts():
        found |= characters(Path(info.path), info.index)
    return frozenset(found)


def characters(path, index=0):
    """The code points of a font, from the subtables of its `cmap`; none where it has no such."""
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        try:
            return set(_code_points(content, index))
        except struct.error:
            return set()


def _code_points(content, index):
    start = 0
    if content[:4] == b"ttcf":
        (start,) = struct.unpack_from(">I", content, 12 + 4 * index)
    (tables,) = struct.unpack_from(">H", content, start + 4)
    for at in range(start + 12, start + 12 + 16 * tables, 16):
        tag, _, cmap, _ = struct.unpack_from(">4sIII", content, at)
        if tag == b"cmap":
            break
    else:
        return
    (subtables,) = struct.unpack_from(">H", content, cmap + 2)
    for at in range(cmap + 4, cmap + 4 + 8 * subtables, 8):
        platform, _, offset = struct.unpack_from(">HHI", content, at)
        if platform in (0, 3):
            yield from _subtable(content, cmap + offset)


def _subtable(content, at):
    """Code points of a subtable of format 4 (the first plane) or 12 (all of them)."""
    (kind,) = struct.unpack_from(">H", content, at)
    if kind == 12:
        (groups,) = struct.unpack_from(">I", content, at + 12)
        for place in range(at + 16, at + 16 + 12 * groups, 12):
            first, last, _ = struct.unpack_from(">III", content, place)
            yield from range(first, last + 1)
    elif kind == 4:
        (twice,) = struct.unpack_from(">H", content, at + 6)
        ends = struct.unpack_from(f">{twice // 2}H", content, at + 14)
        starts = struct.unpack_from(f">{twice // 2}H", content, at + 16 + twice)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
