"""Reading what stands on pictures of pages, where the packages for it are installed.

They lie in a folder of their own (READERS_DIR), which only the reading child has on its path: the
site itself loads none of them.
"""

import json

from django.conf import settings

from township.files import sandbox
from township.files.scanreader import DAMAGED

# Of a clock on the wall: the child gives way to everything else, its own limit counts its work.
PAGE_SECONDS, START_SECONDS = 300, 120
# What a child is given at once: few enough that whoever waits for the worker does not wait long.
AT_ONCE = 4
MOST_PAGES = 500
FAMILIES = ("image", "pdf")


def is_installed():
    return (settings.READERS_DIR / "rapidocr").is_dir()


def is_on():
    """Are scans read here? Switched on, and with what it takes."""
    return settings.READ_SCANS and is_installed()


def may_be_scanned(file):
    """Can a kept file hold pictures of pages?"""
    return file.kind.family in FAMILIES


def read(file, first):
    """{"pages": all of them, "engine", "read": [{"number", "state", "turned", "lines"}]}: the next
    AT_ONCE pages from `first` on. A page on which the child breaks is told as damaged."""
    try:
        return _read(file, first, AT_ONCE)
    except sandbox.ChildFailed:
        pages = min(file.pages or 1, MOST_PAGES)
    told = {"pages": pages, "engine": "", "read": []}
    for number in range(first, min(first + AT_ONCE, pages + 1)):
        try:
            one = _read(file, number, 1)
            told["read"] += one["read"]
            told["engine"] = one["engine"] or told["engine"]
        except sandbox.ChildFailed:
            damaged = {"number": number, "state": DAMAGED, "turned": 0, "lines": []}
            told["read"].append(damaged)
    return told


def _read(file, first, count):
    folder, path = settings.READERS_DIR, file.path
    answer = sandbox.run(
        "township.files.scanreader",
        folder,
        path,
        file.media_type,
        first,
        count,
        reads=[folder, path],
        wall_seconds=START_SECONDS + PAGE_SECONDS * count,
    )
    told = json.loads(answer)
    return told | {"pages": min(told["pages"], MOST_PAGES)}
