"""Files from elsewhere are the ones that the VENDORED.md beside them names."""

import hashlib
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
VENDOR, FACES = ROOT / "static" / "vendor", ROOT / "township" / "papers" / "faces"
both = pytest.mark.parametrize("vendor", [VENDOR, FACES], ids=["browser", "fonts"])


def listed(vendor):
    lines = (vendor / "VENDORED.md").read_text()
    return dict(re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", lines, re.M))


def files(vendor=VENDOR):
    return {
        path.relative_to(vendor).as_posix(): path
        for path in vendor.rglob("*")
        if path.is_file() and path.name != "VENDORED.md"
    }


@both
def test_every_file_is_listed_and_none_differs_from_its_checksum(vendor):
    found = {
        name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files(vendor).items()
    }
    assert found == listed(vendor)


@both
def test_every_library_brings_its_licence(vendor):
    for folder in (path for path in vendor.iterdir() if path.is_dir()):
        assert list(folder.glob("LICENSE*")), f"{folder.name} has no licence file"


def test_nothing_points_to_a_file_that_is_not_shipped():
    """Static files get hashed names, which fails on a reference to a missing file."""
    for path in files().values():
        if path.suffix in {".css", ".js"}:
            assert "sourceMappingURL" not in path.read_text()
    for sheet in VENDOR.rglob("*.css"):
        for name in re.findall(r'url\("?(?!data:)([^)"?#]+)', sheet.read_text()):
            assert (sheet.parent / name).is_file(), f"{sheet.name} asks for {name}"
