"""The names in a package as they were meant, whatever system packed it again.

Old Windows programs write names in GBK, others UTF-8 without saying so (APPNOTE 4.4.4, bit 11;
extra field 0x7075), macOS decomposes characters (NFD), some part folders by backslashes. And
systems leave their own files behind.
"""

import struct
import unicodedata
import zipfile
import zlib

SAYS_UTF8 = 0x800
UNICODE_PATH = 0x7075
TABLES = ("utf-8", "gb18030")
LEFT_BEHIND = {".ds_store", "thumbs.db", "ehthumbs.db", "desktop.ini", ".localized", "icon\r"}
# Of a document that somebody had open.
OPENED = ("._", "~$", ".~")
LEFT_FOLDERS = {
    "@eadir",
    "#recycle",
    "system volume information",
    "__macosx",
    ".spotlight-v100",
    ".trashes",
    ".fseventsd",
    "$recycle.bin",
}


def meant(entries: list[zipfile.ZipInfo]) -> list[str]:
    """The names of the entries in their order, NFC, folders parted by "/"."""
    table = _table([_raw(entry) for entry in entries if not _says_utf8(entry)])
    names = [unicodedata.normalize("NFC", _decoded(entry, table)) for entry in entries]
    if not any("/" in name for name in names):
        names = [name.replace("\\", "/") for name in names]
    return names


def is_left_behind(name: str) -> bool:
    """Whether a system put the file there for itself: .DS_Store, Thumbs.db, __MACOSX/…"""
    *folders, last = name.casefold().split("/")
    return last in LEFT_BEHIND or last.startswith(OPENED) or bool(LEFT_FOLDERS & {*folders})


def _says_utf8(entry):
    return bool(entry.flag_bits & SAYS_UTF8) or entry.filename.isascii()


def _raw(entry):
    return entry.orig_filename.encode("cp437", "replace")


def _table(names):
    """The first table in which all names can be read: one program packed them all."""
    for table in TABLES:
        try:
            for name in names:
                name.decode(table)
        except UnicodeDecodeError:
            continue
        return table
    return "cp437"


def _decoded(entry, table):
    if _says_utf8(entry):
        return entry.orig_filename
    return _unicode_path(entry) or _raw(entry).decode(table)


def _unicode_path(entry):
    """Info-ZIP's second name, where its sum says that it belongs to the first; else ""."""
    extra, at = entry.extra, 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        field = extra[at + 4 : at + 4 + length]
        if kind == UNICODE_PATH and len(field) > 5:
            (sum_,) = struct.unpack_from("<I", field, 1)
            if sum_ == zlib.crc32(_raw(entry)):
                return field[5:].decode("utf-8", "replace")
        at += 4 + length
    return ""
