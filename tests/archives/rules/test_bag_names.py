"""A hand-over package packed again on another system reads like any other."""

import io
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest

from archives.rules.bag import Bag, Member
from archives.rules.bag_reader import PackageRefused, open_package

HANDED = Path(__file__).parents[2] / "cases" / "bags"
FILES = {"永久/J012 章程甲/01 定稿.txt": "第一条 甲。".encode(), "长期/é è.txt": b"x"}
UNICODE_PATH = 0x7075


def bag():
    """{name within the zip: bytes} of a package as we make it."""
    members = [
        Member(path, len(content), _sum(content), lambda content=content: io.BytesIO(content))
        for path, content in FILES.items()
    ]
    with zipfile.ZipFile(io.BytesIO(b"".join(Bag("移交包", members)))) as package:
        return {name: package.read(name) for name in package.namelist()}


def _sum(content):
    import hashlib

    return hashlib.sha256(content).hexdigest()


class Named(zipfile.ZipInfo):
    """An entry whose name is written as these bytes, without the mark of UTF-8."""

    def __init__(self, raw, extra=b""):
        super().__init__(raw.hex())
        self.raw, self.extra = raw, extra

    def _encodeFilenameFlags(self):
        return self.raw, self.flag_bits & ~0x800


def packed(folder, entries):
    """A package of {name or Named: bytes}."""
    path = folder / "package.zip"
    with zipfile.ZipFile(path, "w") as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return path


def read(path):
    with open_package(path) as package:
        found = {}
        for file in package:
            with file.open() as stream:
                found[file.path] = stream.read()
        return package.name, found


@pytest.mark.parametrize("name", ["B_gbk_names", "C2_macosx", "G_ds_store"])
def test_a_handed_package_is_read(name):
    content = "第一条 甲。".encode()
    found = ("移交包", {"永久/J012 章程甲/01 定稿.txt": content})
    assert read(HANDED / f"{name}.zip") == found


@pytest.mark.parametrize(
    "write",
    [
        lambda name: Named(name.encode("gb18030")),
        lambda name: Named(name.encode()),
        lambda name: Named(unicodedata.normalize("NFD", name).encode()),
        lambda name: unicodedata.normalize("NFD", name),
        lambda name: name.replace("/", "\\"),
        lambda name: Named(name.replace("/", "\\").encode("gb18030")),
        lambda name: name.partition("/")[2],
        lambda name: f"新建文件夹/{name}",
    ],
    ids=[
        "GBK", "UTF-8 unmarked", "NFD unmarked", "NFD", "backslashes", "GBK and backslashes",
        "without a folder", "within a further folder",
    ],
)  # fmt: skip
def test_names_are_read_as_they_were_meant(tmp_path, write):
    _, files = read(packed(tmp_path, {write(name): content for name, content in bag().items()}))
    assert files == FILES


def test_the_second_name_of_an_entry_counts_where_it_belongs_to_the_first(tmp_path):
    def twice(name, sum_of):
        raw = b"_" * len(name)
        field = struct.pack("<BI", 1, zlib.crc32(sum_of(raw))) + name.encode()
        return Named(raw, struct.pack("<HH", UNICODE_PATH, len(field)) + field)

    entries = {twice(name, bytes): content for name, content in bag().items()}
    with pytest.raises(PackageRefused):
        read(packed(tmp_path, entries))  # ASCII names mean what they say

    def mixed(name):
        raw = name.encode("gb18030")
        field = struct.pack("<BI", 1, zlib.crc32(raw)) + name.encode()
        return Named(raw, struct.pack("<HH", UNICODE_PATH, len(field)) + field)

    _, files = read(packed(tmp_path, {mixed(name): content for name, content in bag().items()}))
    assert files == FILES


@pytest.mark.parametrize(
    "extra",
    [
        "__MACOSX/移交包/._bagit.txt",
        "__MACOSX/移交包/data/永久/._01 定稿.txt",
        ".DS_Store",
        "移交包/.DS_Store",
        "移交包/data/.DS_Store",
        "移交包/data/永久/Thumbs.db",
        "移交包/desktop.ini",
        "移交包/data/._永久",
        "移交包/__MACOSX/x",
    ],
)
def test_what_a_system_left_behind_is_passed_over(tmp_path, extra):
    assert read(packed(tmp_path, bag() | {extra: b"x"})) == ("移交包", FILES)


def test_a_listed_file_of_such_a_name_is_kept(tmp_path):
    content = {"data/永久/._笔记.txt": b"kept"}
    members = [Member("永久/._笔记.txt", 4, _sum(b"kept"), lambda: io.BytesIO(b"kept"))]
    path = tmp_path / "p.zip"
    path.write_bytes(b"".join(Bag("移交包", members)))
    assert read(path)[1] == {name.removeprefix("data/"): one for name, one in content.items()}


@pytest.mark.parametrize("extra", ["移交包/data/多.txt", "别处/x.txt", "移交包/说明.txt"])
def test_anything_else_is_still_refused(tmp_path, extra):
    with pytest.raises(PackageRefused):
        read(packed(tmp_path, bag() | {extra: b"x"}))


def test_descriptions_are_bounded_together(tmp_path, monkeypatch):
    """Eight of sixty megabytes each filled half a gigabyte."""
    monkeypatch.setattr("archives.rules.bag_reader.MOST_TAG_BYTES", 4000)
    tags = {f"移交包/说明{n}.txt": bytes(1500) for n in range(3)}
    with pytest.raises(PackageRefused, match="目录文件太大"):
        read(packed(tmp_path, bag() | tags))
