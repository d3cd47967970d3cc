"""Small packages for the tests of writing and reading them."""

import hashlib
import io
from datetime import date

from archives.rules.bag import Bag, Member
from archives.rules.bag_reader import open_package

CHARTER = "永久/J012-WS·2026-Y-ZCH-0003 自治章程/01 定稿.pdf"


FILES = {CHARTER: b"charter" * 1000, "10年/J012-WS·2026-D10-XCH-0001 照片.jpg": b"\xff\xd8photo"}


TAGS = {"metadata/records.csv": "档号,题名\n", "catalogue.pdf": b"%PDF-1.7"}


def member(path, content, sha256=None):
    known = sha256 or hashlib.sha256(content).hexdigest()
    return Member(path, len(content), known, lambda: io.BytesIO(content))


def bag(files=None, **more):
    members = [member(path, content) for path, content in (files or FILES).items()]
    return Bag("万顺村2026年度", members, **{"tags": TAGS, "on": date(2026, 11, 23), **more})


def read_package(path):
    """The payload files of a package, in the order of its manifest."""
    with open_package(path) as package:
        yield from package
