"""A package is read back whole, and refused where its manifests do not prove it."""

import hashlib
import zipfile

import pytest

from archives.rules.bag_reader import PackageRefused, open_package
from tests.archives.bags import CHARTER, FILES, TAGS, read_package


def rezipped(path, change, method=zipfile.ZIP_STORED):
    """The package with `change(entries)` applied to its name → content."""
    with zipfile.ZipFile(path) as package:
        entries = {name: package.read(name) for name in package.namelist()}
    entries = change(entries) or entries
    target = path.with_name("changed.zip")
    with zipfile.ZipFile(target, "w", method) as package:
        for name, content in entries.items():
            package.writestr(name, content)
    return target


def test_a_package_reads_back_with_equal_names_sums_and_tags(packed):
    with open_package(packed) as package:
        assert package.name == "万顺村2026年度"
        assert package.information["Source-Organization"] == "万顺村村民委员会"
        assert package.tags["metadata/records.csv"].decode() == TAGS["metadata/records.csv"]
        for one in package:
            with one.open() as stream:
                pieces = list(iter(lambda: stream.read(1000), b""))
            assert b"".join(pieces) == FILES[one.path]
            assert (one.size, one.sha256) == (
                len(FILES[one.path]),
                hashlib.sha256(FILES[one.path]).hexdigest(),
            )


def test_a_package_packed_again_with_folders_and_compression_still_reads(packed):
    folders = {"万顺村2026年度/": b"", "万顺村2026年度/data/": b""}
    again = rezipped(packed, lambda entries: folders | entries, zipfile.ZIP_DEFLATED)
    assert [one.path for one in read_package(again)] == list(FILES)


def named(ending):
    return f"万顺村2026年度/{ending}"


def without(ending):
    return lambda entries: {k: v for k, v in entries.items() if k != named(ending)}


def adding(ending, content=b"x"):
    return lambda entries: entries | {named(ending): content}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (without(f"data/{CHARTER}"), "缺1个文件，例如“data/永久/J012"),
        (adding("data/多.txt"), "多出1个没有列入清单的文件，例如“data/多.txt”"),
        (adding("tag.txt"), "多出1个"),
        (adding("catalogue.pdf"), "“catalogue.pdf”被改动过"),
        (adding("manifest-sha256.txt"), "“manifest-sha256.txt”被改动过"),
        (without("catalogue.pdf"), "缺1个文件，例如“catalogue.pdf”"),
        (without("bagit.txt"), "不是移交包"),
        (adding("bagit.txt", b"BagIt-Version: 0.96"), "不是移交包"),
        (adding("bagit.txt", b"BagIt-Version: 2.0"), "不是移交包"),
        (without("tagmanifest-sha256.txt"), "缺1个文件，例如“tagmanifest-sha256.txt”|多出"),
        (adding("data/../../x"), "不安全的文件名"),
        (adding("data/c:x"), "不安全的文件名"),
        (adding("data/a\\x"), "不安全的文件名"),
        (adding("data//x"), "不安全的文件名"),
        (lambda entries: {**entries, "别处/x": b""}, "一个总文件夹"),
        (lambda entries: {**entries, named("BAGIT.TXT"): b""}, "重名"),
        (lambda entries: {"x/": b""}, "空的"),
        (lambda entries: {"x": b""}, "不是移交包"),
    ],
)
def test_a_package_that_does_not_prove_itself_is_refused(packed, change, words):
    with pytest.raises(PackageRefused, match=words):
        list(read_package(rezipped(packed, change)))


def test_bytes_that_differ_from_the_manifest_are_refused_when_read(packed):
    same_size = b"X" * len(FILES[CHARTER])
    changed = rezipped(packed, adding(f"data/{CHARTER}", same_size))
    for size in (-1, 4096):
        with open_package(changed) as package:
            stream = package.files[0].open()
            with pytest.raises(PackageRefused, match=r"自治章程/01 定稿\.pdf”与清单的校验值不一致"):
                while stream.read(size):
                    pass


def test_a_flipped_byte_inside_the_zip_is_refused_when_read(packed):
    raw = packed.read_bytes()
    at = raw.find(b"chartercharter")
    packed.write_bytes(raw[:at] + b"X" + raw[at + 1 :])
    with (
        open_package(packed) as package,
        package.files[0].open() as stream,
        pytest.raises(PackageRefused, match="校验值不一致"),
    ):
        stream.read()


def test_an_oxum_that_does_not_fit_is_refused(packed):
    def other_total(entries):
        info = entries[named("bag-info.txt")].replace(b".2\n", b".3\n")
        tags = entries[named("tagmanifest-sha256.txt")].decode().splitlines(keepends=True)
        tags = [line for line in tags if "bag-info" not in line]
        tags.append(f"{hashlib.sha256(info).hexdigest()}  bag-info.txt\n")
        return entries | {
            named("bag-info.txt"): info,
            named("tagmanifest-sha256.txt"): "".join(tags).encode(),
        }

    with pytest.raises(PackageRefused, match="数量或大小与说明不符"):
        list(read_package(rezipped(packed, other_total)))


def test_a_link_inside_a_package_is_refused(packed, tmp_path):
    target = tmp_path / "link.zip"
    with zipfile.ZipFile(packed) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name))
        link = zipfile.ZipInfo(named("data/link"))
        link.external_attr = 0o120777 << 16
        new.writestr(link, "/etc/passwd")
    with pytest.raises(PackageRefused, match="链接"):
        list(read_package(target))


def test_bombs_and_halves_are_refused(packed, tmp_path, monkeypatch):
    bomb = rezipped(packed, adding("data/bomb", bytes(60_000_000)), zipfile.ZIP_DEFLATED)
    with pytest.raises(PackageRefused, match="展开后太大"):
        list(read_package(bomb))
    half = tmp_path / "half.zip"
    half.write_bytes(packed.read_bytes()[:3000])
    with pytest.raises(PackageRefused, match="可能已损坏"):
        list(read_package(half))
    monkeypatch.setattr("archives.rules.bag_reader.MOST_TAG_BYTES", 5)
    with pytest.raises(PackageRefused, match="目录文件太大"):
        list(read_package(packed))
