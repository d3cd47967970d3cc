"""The browser files from elsewhere are the ones that static/vendor/VENDORED.md names."""

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parent.parent / "static" / "vendor"
LISTED = dict(
    re.findall(r"^\| `([^`]+)` \| `([0-9a-f]{64})` \|$", (VENDOR / "VENDORED.md").read_text(), re.M)
)


def files():
    return {
        path.relative_to(VENDOR).as_posix(): path
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "VENDORED.md"
    }


def test_every_file_is_listed_and_every_listed_file_is_there():
    assert set(files()) == set(LISTED)


def test_no_file_differs_from_its_checksum():
    found = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files().items()}
    assert found == LISTED


def test_every_library_brings_its_licence():
    for folder in (path for path in VENDOR.iterdir() if path.is_dir()):
        assert list(folder.glob("LICENSE*")), f"{folder.name} has no licence file"


def test_nothing_points_to_a_file_that_is_not_shipped():
    """Static files get hashed names, which fails on a reference to a missing file."""
    for path in files().values():
        if path.suffix in {".css", ".js"}:
            assert "sourceMappingURL" not in path.read_text()
    for sheet in VENDOR.rglob("*.css"):
        for name in re.findall(r'url\("?(?!data:)([^)"?#]+)', sheet.read_text()):
            assert (sheet.parent / name).is_file(), f"{sheet.name} asks for {name}"
