"""Scans sent as one ZIP: unpacked by a child, then each is an upload like one that was chosen."""

import json
import tempfile
from pathlib import Path

from archives.rules.loose_zip import DAMAGED
from township.files import blobs, sandbox
from township.files.errors import UploadRefused
from township.files.models import Upload
from township.files.room import refuse_full_disk
from township.files.uploads import take_all
from township.users.models import User

SECONDS = 120


def unpacked(package, *, by: User) -> tuple[list[Upload], list[str]]:
    """(uploads, sentences on files that are not taken) of a sent ZIP.

    Raises UploadRefused where the whole cannot be read.
    """
    refuse_full_disk(package.size)
    with tempfile.TemporaryDirectory(dir=blobs.temporary_folder()) as folder:
        place, out = Path(folder, "package"), Path(folder, "out")
        out.mkdir()
        with place.open("wb") as target:
            for chunk in package.chunks():
                target.write(chunk)
        names = _names(place, out)
        files = [(str(out / str(n)), name.rpartition("/")[2]) for n, name in enumerate(names)]
        found = take_all(files, by=by)
    kept = [one for one in found if isinstance(one, Upload)]
    return kept, [one.sentence for one in found if isinstance(one, UploadRefused)]


def _names(place, out):
    try:
        said = sandbox.run(
            "township.setup.unpacker", place, out, reads=[place], writes=[out], wall_seconds=SECONDS
        )
    except sandbox.ChildFailed:
        raise UploadRefused(DAMAGED) from None
    told = json.loads(said)
    if "refused" in told:
        raise UploadRefused(told["refused"])
    return told["names"]
