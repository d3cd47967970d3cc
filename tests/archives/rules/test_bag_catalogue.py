"""What a package says of itself counts only as far as its manifest bears it out."""

import hashlib
from contextlib import contextmanager
from xml.etree import ElementTree

import pytest

from archives.rules.bag import Bag
from archives.rules.bag_catalogue import RECORDS, catalogue_of, record_of, summary
from archives.rules.bag_reader import PackageRefused, open_package
from tests.archives.bags import FILES, member


def described(change=lambda root: None, **more):
    """records.xml of one record that holds both files."""
    root = ElementTree.Element("archive", version="1", year="2026")
    ElementTree.SubElement(root, "fonds", village="万顺村", code="J001")
    ElementTree.SubElement(root, "category", code="ZCH", name="自治章程")
    record = ElementTree.SubElement(
        root, "record", category="ZCH", status="sealed", reference="J001-…-0001", title="章程"
    )
    for path, content in FILES.items():
        known = hashlib.sha256(content).hexdigest()
        ElementTree.SubElement(record, "file", path=path, sha256=known)
    change(root)
    return ElementTree.tostring(root, encoding="utf-8")


@pytest.fixture
def write(tmp_path):
    def written(content):
        path = tmp_path / "package.zip"
        tags = {} if content is None else {RECORDS: content}
        members = [member(name, file) for name, file in FILES.items()]
        path.write_bytes(b"".join(Bag("万顺村2026", members, tags)))
        return path

    return written


@contextmanager
def root_of(path):
    with open_package(path) as package:
        yield catalogue_of(package)


def test_a_catalogue_that_names_every_file_is_taken(write):
    with root_of(write(described())) as root:
        (record,) = root.iter("record")
    assert record_of(record) == {
        "reference": "J001-…-0001",
        "title": "章程",
        "sums": sorted(hashlib.sha256(content).hexdigest() for content in FILES.values()),
    }


def test_a_summary_counts_by_category(write):
    told = summary(str(write(described())))
    assert told["fonds"] == {"village": "万顺村", "code": "J001"}
    assert (told["year"], told["categories"]) == ("2026", {"自治章程": 1})
    assert (told["files"], told["size"]) == (2, sum(map(len, FILES.values())))
    assert [one["title"] for one in told["records"]] == ["章程"]


def change(tag, **values):
    def changed(root):
        for element in root.iter(tag):
            element.attrib.update(values)

    return changed


BOMB = b'<!DOCTYPE a [<!ENTITY b "bb">]><archive version="1">&b;</archive>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "没有可读的档案目录"),
        (b"<archive", "没有可读的档案目录"),
        (BOMB, "没有可读的档案目录"),
        (described(lambda root: setattr(root, "tag", "else")), "不是本系统认识的格式"),
        (described(lambda root: root.set("version", "2")), "不是本系统认识的格式"),
        (described(lambda root: root.remove(root.find("fonds"))), "不是本系统认识的格式"),
        (described(change("record", status="open")), "没有归档的档案"),
        (described(change("file", path="别处.txt")), "对不上"),
        (described(change("file", sha256="0" * 64)), "对不上"),
    ],
)
def test_what_the_manifest_does_not_bear_out_is_refused(write, content, words):
    path = write(content)
    with pytest.raises(PackageRefused, match=words), root_of(path):
        pass
    assert words in summary(str(path))["refused"]


def test_what_was_handed_over_before_is_taken_too(write):
    with root_of(write(described(change("record", status="handed_over")))) as root:
        assert root.get("year") == "2026"
