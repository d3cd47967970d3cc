"""A ZIP of loose files, as somebody packed a folder of scans: names, sizes, bytes.

As a child process (`python -m archives.rules.loose_zip path`) it writes the names as JSON, so that
the site shows what is in it without opening it; the worker reads the files one after the other.
"""

import json
import stat
import sys
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from archives.rules import bag_names
from township.files.limits import OUT_OF_MEMORY, limit_self

MOST_FILES = 50_000
DAMAGED = "压缩包打不开，可能已损坏或没有传完整。"


class LooseZipRefused(Exception):
    """The ZIP cannot be read; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class LooseZip:
    """An opened ZIP: `sizes` are {path: bytes} of its files, as they were named."""

    def __init__(self, source: zipfile.ZipFile) -> None:
        self._source = source
        entries = source.infolist()
        if len(entries) > MOST_FILES:
            raise LooseZipRefused(f"压缩包里的文件超过{MOST_FILES}个，请分几次上传。")
        self._entries: dict[str, zipfile.ZipInfo] = {}
        for entry, name in zip(entries, bag_names.meant(entries), strict=True):
            if not _is_plain(entry) or bag_names.is_left_behind(name):
                continue
            if self._entries.setdefault(name, entry).CRC != entry.CRC:
                raise LooseZipRefused(f"压缩包里有两个“{name}”，内容不一样，请改名后重新压缩。")
        if any(entry.flag_bits & 1 for entry in self._entries.values()):
            raise LooseZipRefused("压缩包设了密码，请去掉密码后再上传。")
        self.sizes = {name: entry.file_size for name, entry in self._entries.items()}

    def open(self, name: str) -> IO[bytes]:
        """Bytes of one file; what is damaged raises while it is read."""
        return self._source.open(self._entries[name])


# What reading a damaged entry raises.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)


def _is_plain(entry):
    return not entry.is_dir() and not stat.S_ISLNK(entry.external_attr >> 16)


@contextmanager
def open_loose(path: Path | str) -> Iterator[LooseZip]:
    """The LooseZip at `path`. Raises LooseZipRefused."""
    try:
        source = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, UnicodeDecodeError):
        raise LooseZipRefused(DAMAGED) from None
    with source:
        yield LooseZip(source)


def listing(path: str) -> dict:
    """{"files": {path: bytes}} or {"refused": sentence}."""
    try:
        with open_loose(path) as package:
            return {"files": package.sizes}
    except LooseZipRefused as refusal:
        return {"refused": refusal.sentence}


if __name__ == "__main__":  # pragma: no cover (runs in the child only)
    limit_self(cpu_seconds=20, memory_mb=512, output_mb=32)
    try:
        sys.stdout.write(json.dumps(listing(sys.argv[1]), ensure_ascii=False))
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
