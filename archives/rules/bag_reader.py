"""Reading a hand-over package back: nothing is believed that its manifests do not prove.

The counterpart of bag.py (BagIt 1.0, RFC 8493, in a ZIP) for 接收 of archives from elsewhere.
Names that lead out of a folder, links, bombs, and files missing from or added to the manifest
refuse the whole package; a file whose bytes differ refuses it when it is read.
"""

import hashlib
import stat
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from archives.rules import bag_names
from archives.rules.bag import MANIFEST, TAG_MANIFEST

MB = 1024 * 1024
MOST_FILES = 200_000
MOST_BYTES = 50 * 1024 * MB
MOST_TAG_BYTES = 48 * MB  # all together: two hundred thousand files fill twenty of them
MOST_RATIO = 100
NO_BAG = "这不是移交包：里面没有BagIt说明文件。"
DAMAGED = "移交包打不开，可能已损坏或没有传完整。"


class PackageRefused(Exception):
    """The package cannot be taken over; `sentence` says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class PackagedFile:
    """A payload file; `path` is below data/, as in bag.Member."""

    path: str
    size: int
    sha256: str
    entry: zipfile.ZipInfo
    package: zipfile.ZipFile

    def open(self) -> "_Verified":
        """A reader with read(n) and close(); at the end it raises PackageRefused on other bytes."""
        return _Verified(self)


class Package:
    """An opened package: `name`, `information` (bag-info), `tags` (path → bytes), its files."""

    def __init__(self, source: zipfile.ZipFile, size: int) -> None:
        entries = _sound_entries(source, size)
        root = _root(entries)
        self.name = root.rpartition("/")[2]
        own = {
            name.removeprefix(f"{root}/"): entry
            for name, entry in entries.items()
            if name.startswith(f"{root}/" if root else "")
        }
        own = _without_left_behind(source, own)
        payload = {path: entry for path, entry in own.items() if path.startswith("data/")}
        self.tags = _tags(source, {path: own[path] for path in own.keys() - payload.keys()})
        if not self.tags["bagit.txt"].startswith((b"BagIt-Version: 1.", b"BagIt-Version: 0.97")):
            raise PackageRefused(NO_BAG)
        self._check_tags()
        self.information = _fields(self.tags.get("bag-info.txt", b""))
        sums = _manifest(self.tags.get(MANIFEST, b""))
        _refuse_difference(sums.keys(), payload.keys())
        self._refuse_other_total(payload)
        self.files = [
            PackagedFile(
                path.removeprefix("data/"),
                payload[path].file_size,
                sums[path],
                payload[path],
                source,
            )
            for path in sums
        ]

    def __iter__(self) -> Iterator[PackagedFile]:
        return iter(self.files)

    def _check_tags(self):
        sums = _manifest(self.tags.get(TAG_MANIFEST, b""))
        _refuse_difference(sums.keys() | {TAG_MANIFEST}, self.tags.keys())
        for path, expected in sums.items():
            if hashlib.sha256(self.tags[path]).hexdigest() != expected:
                raise PackageRefused(f"移交包里的“{path}”被改动过。")

    def _refuse_other_total(self, payload):
        total = f"{sum(entry.file_size for entry in payload.values())}.{len(payload)}"
        if self.information.get("Payload-Oxum", total) != total:
            raise PackageRefused("移交包里文件的数量或大小与说明不符。")


@contextmanager
def open_package(path: Path | str) -> Iterator[Package]:
    """The checked Package at `path`. Raises PackageRefused."""
    try:
        with open(path, "rb") as stream, zipfile.ZipFile(stream) as source:
            yield Package(source, stream.seek(0, 2))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError):
        raise PackageRefused(DAMAGED) from None


class _Verified:
    def __init__(self, file: PackagedFile) -> None:
        self.file = file
        self.digest = hashlib.sha256()
        self.stream = file.package.open(file.entry)

    def read(self, size: int = -1) -> bytes:
        try:
            chunk = self.stream.read(size)
        except (zipfile.BadZipFile, zlib.error, EOFError):
            self._refuse()
        self.digest.update(chunk)
        is_at_end = size < 0 or (not chunk and size > 0)
        if is_at_end and self.digest.hexdigest() != self.file.sha256:
            self._refuse()
        return chunk

    def close(self) -> None:
        self.stream.close()

    def __enter__(self):
        return self

    def __exit__(self, *raised):
        self.close()

    def _refuse(self):
        raise PackageRefused(f"移交包里的“{self.file.path}”与清单的校验值不一致。") from None


def _sound_entries(source, size):
    """{name: entry}, without folders. Raises PackageRefused."""
    listed = [entry for entry in source.infolist() if not entry.is_dir()]
    named = list(zip(bag_names.meant(listed), listed, strict=True))
    entries = {name: entry for name, entry in named if not name.endswith("/")}
    unpacked = sum(entry.file_size for entry in entries.values())
    if len(entries) > MOST_FILES or unpacked > min(MOST_BYTES, max(MOST_RATIO * size, MB)):
        raise PackageRefused("移交包展开后太大，没有读取。")
    if not entries or len({name.casefold() for name in entries}) != len(named):
        raise PackageRefused("移交包是空的，或者有重名的文件。")
    for name, entry in entries.items():
        if _is_unsafe(name) or stat.S_ISLNK(entry.external_attr >> 16) or entry.flag_bits & 0x1:
            raise PackageRefused("移交包里有不安全的文件名、链接或加密文件，没有读取。")
    return entries


def _root(entries):
    """The folder of the package: some programs pack it without, some within a further one."""
    found = [name for name in entries if name.rpartition("/")[2] == "bagit.txt"]
    if not found:
        raise PackageRefused(NO_BAG)
    root = min(found, key=lambda name: name.count("/")).rpartition("/")[0]
    outside = [name for name in entries if root and not name.startswith(f"{root}/")]
    if not all(map(bag_names.is_left_behind, outside)):
        raise PackageRefused("移交包里应只有一个总文件夹。")
    return root


def _without_left_behind(source, own):
    """A file of the name of a system's own stays where the manifests list it."""
    manifests = {path: own[path] for path in (MANIFEST, TAG_MANIFEST) if path in own}
    listed = {path for content in _tags(source, manifests).values() for path in _manifest(content)}
    return {
        path: entry
        for path, entry in own.items()
        if path in listed or not bag_names.is_left_behind(path)
    }


def _is_unsafe(name):
    return (
        "\\" in name
        or ":" in name
        or any(ord(letter) < 32 for letter in name)
        or any(part in ("", ".", "..") for part in name.split("/"))
    )


def _tags(source, entries):
    """{path: bytes} of what is not payload, bounded together."""
    if sum(entry.file_size for entry in entries.values()) > MOST_TAG_BYTES:
        raise PackageRefused("移交包的目录文件太大，没有读取。")
    return {path: source.read(entry) for path, entry in entries.items()}


def _manifest(content):
    """Path → checksum. Lines are “sum  path”; %, CR and LF come escaped."""
    sums = {}
    for line in filter(None, _lines(content)):
        sum_, _, path = line.strip().partition(" ")
        path = path.strip().replace("%0D", "\r").replace("%0A", "\n").replace("%25", "%")
        sums[unicodedata.normalize("NFC", path)] = sum_.lower()
    return sums


def _lines(content):
    """Not str.splitlines: names may hold signs it takes for line ends."""
    return content.decode("utf-8-sig").replace("\r\n", "\n").split("\n")


def _fields(content):
    lines = (line.partition(":") for line in _lines(content))
    return {name.strip(): value.strip() for name, colon, value in lines if colon}


def _refuse_difference(listed, found):
    if missing := sorted(listed - found):
        raise PackageRefused(f"移交包缺{len(missing)}个文件，例如“{missing[0]}”。")
    if extra := sorted(found - listed):
        raise PackageRefused(f"移交包多出{len(extra)}个没有列入清单的文件，例如“{extra[0]}”。")
