"""What a hand-over package says of itself: metadata/records.xml, held against its manifest.

As a child process (`python -m archives.rules.bag_catalogue path`) it writes a summary as JSON, so
that the site can show a package from elsewhere without unpacking anything of it itself.
"""

import json
import sys
from collections import Counter
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree

from archives.rules.bag_reader import Package, PackageRefused, open_package
from township.files.limits import OUT_OF_MEMORY, limit_self

RECORDS = "metadata/records.xml"
SEALED = {"sealed", "handed_over"}


def catalogue_of(package: Package) -> Element:
    """The root of the catalogue, which names every file of the package with its sum and no other.

    Raises: PackageRefused.
    """
    try:
        root = ElementTree.fromstring(package.tags[RECORDS])
    except (KeyError, ParseError, ValueError):
        raise PackageRefused("移交包里没有可读的档案目录（metadata/records.xml）。") from None
    if root.tag != "archive" or root.get("version") != "1" or root.find("fonds") is None:
        raise PackageRefused("移交包的档案目录不是本系统认识的格式。")
    if {one.get("status") for one in root.iter("record")} - SEALED:
        raise PackageRefused("移交包里有没有归档的档案，没有接收。")
    listed = {one.get("path"): one.get("sha256") for one in root.iter("file")}
    if listed != {file.path: file.sha256 for file in package}:
        raise PackageRefused("移交包的档案目录和文件清单对不上，没有接收。")
    return root


def record_of(element: Element) -> dict:
    """Reference, title and the sums of the files of one record."""
    return {
        "reference": element.get("reference"),
        "title": element.get("title"),
        "sums": sorted(one.get("sha256") for one in element.iter("file")),
    }


def summary(path: str) -> dict:
    """{"fonds", "year", "categories": {name: records}, "records", "files", "size"} or
    {"refused": sentence}."""
    try:
        with open_package(path) as package:
            root = catalogue_of(package)
            size = sum(file.size for file in package)
    except PackageRefused as refusal:
        return {"refused": refusal.sentence}
    fonds = root.find("fonds")
    names = {one.get("code"): one.get("name") for one in root.iter("category")}
    counted = Counter(names.get(one.get("category"), "") for one in root.iter("record"))
    return {
        "fonds": dict(fonds.attrib) if fonds is not None else {},
        "year": root.get("year"),
        "categories": dict(counted),
        "records": [record_of(one) for one in root.iter("record")],
        "files": sum(1 for _ in root.iter("file")),
        "size": size,
    }


if __name__ == "__main__":
    limit_self(cpu_seconds=30, memory_mb=768, output_mb=64)
    try:
        sys.stdout.write(json.dumps(summary(sys.argv[1]), ensure_ascii=False))
    except (MemoryError, RecursionError):
        sys.exit(OUT_OF_MEMORY)
